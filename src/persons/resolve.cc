#include "persons/resolve.h"

#include <algorithm>
#include <tuple>

#include "persons/union_find.h"

namespace tocsin {
namespace {

// A record under one number, or under one name.
struct Entry {
  std::int64_t key = 0, given = 0;
  std::int32_t birth_date = 0;
  std::uint32_t record = 0;
  NumberScope scope = NumberScope::shared;
};

using Entries = std::span<const Entry>;

// Calls `look` for each run of entries that `same` holds together. REQUIRES: sorted accordingly.
template <class Same, class Look>
void for_each_run(Entries entries, Same same, Look look) {
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin + 1;
    while (end < entries.size() && same(entries[begin], entries[end])) ++end;
    look(entries.subspan(begin, end - begin));
    begin = end;
  }
}

// All entries that know it say the same.
template <class Value>
bool no_contradiction(Entries entries, Value Entry::* value) {
  Value only = 0;
  for (const Entry& entry : entries) {
    if (entry.*value == 0) continue;
    if (only != 0 && only != entry.*value) return false;
    only = entry.*value;
  }
  return true;
}

class Resolver {
 public:
  explicit Resolver(const IdentityTable& table) : table_(table), same_(table.rows.size()) {}

  Resolution run() {
    join_by_numbers();
    join_by_names();
    return numbered();
  }

 private:
  void join_by_numbers() {
    std::vector<Entry> entries;
    entries.reserve(table_.numbers.size());
    for (std::uint32_t record = 0; record < table_.rows.size(); ++record) {
      const IdentityRow& row = table_.rows[record];
      for (const NumberKey& number : table_.numbers_of(row)) entries.push_back({number.key, row.given, row.birth_date, record, number.scope});
    }
    const auto by_birth = [](const Entry& a, const Entry& b) {
      return std::tie(a.key, a.birth_date, a.given, a.record) < std::tie(b.key, b.birth_date, b.given, b.record);
    };
    const auto by_given = [](const Entry& a, const Entry& b) {
      return std::tie(a.key, a.given, a.birth_date, a.record) < std::tie(b.key, b.given, b.birth_date, b.record);
    };
    std::sort(entries.begin(), entries.end(), by_birth);
    drop_numbers_of_everybody(entries);
    for_each_run(
        entries, [](const Entry& a, const Entry& b) { return a.key == b.key && a.birth_date == b.birth_date; }, [&](Entries run) { join_same_birth(run); });
    for_each_run(entries, [](const Entry& a, const Entry& b) { return a.key == b.key; }, [&](Entries run) { join_own(run); });
    std::sort(entries.begin(), entries.end(), by_given);
    for_each_run(entries, [](const Entry& a, const Entry& b) { return a.key == b.key && a.given == b.given; }, [&](Entries run) { join_same_given(run); });
  }

  void drop_numbers_of_everybody(std::vector<Entry>& entries) {
    std::vector<Entry> kept;
    kept.reserve(entries.size());
    for_each_run(
        entries, [](const Entry& a, const Entry& b) { return a.key == b.key; },
        [&](Entries run) {
          const std::size_t most = run.front().scope == NumberScope::own ? people_per_own_number_max : people_per_shared_number_max;
          if (run.size() > most && distinct_people(run).size() > most)
            ++numbers_ignored_;
          else
            kept.insert(kept.end(), run.begin(), run.end());
        });
    entries = std::move(kept);
  }

  // One number, one birth date; sorted by given name.
  void join_same_birth(Entries run) {
    if (run.front().birth_date == 0) return;
    const bool one_name = no_contradiction(run, &Entry::given);
    join_neighbours(run, [&](const Entry& a, const Entry& b) { return one_name || (a.given == b.given && a.given != 0); });
  }

  // One number, one given name; sorted by birth date.
  void join_same_given(Entries run) {
    if (run.front().given == 0) return;
    if (no_contradiction(run, &Entry::birth_date)) join_one_family(run);
    std::vector<Entry> days = distinct(run, [](const Entry& a, const Entry& b) { return a.birth_date == b.birth_date; });
    std::erase_if(days, [](const Entry& e) { return e.birth_date == 0; });
    for (std::size_t i = 0; i < days.size(); ++i)
      for (std::size_t j = i + 1; j < days.size(); ++j)
        if (near_dates(days[i].birth_date, days[j].birth_date)) same_.join(days[i].record, days[j].record);
  }

  // One number, one given name, and no two birth dates: surnames decide.
  void join_one_family(Entries run) {
    std::vector<std::uint32_t> records;
    for (const Entry& entry : run) records.push_back(entry.record);
    const auto family = [&](std::uint32_t record) { return table_.rows[record].family; };
    std::sort(records.begin(), records.end(), [&](std::uint32_t a, std::uint32_t b) { return std::pair(family(a), a) < std::pair(family(b), b); });
    for (std::size_t i = 1; i < records.size(); ++i)
      if (family(records[i - 1]) == family(records[i])) same_.join(records[i - 1], records[i]);
  }

  // One own number; sorted by birth date and given name.
  void join_own(Entries run) {
    if (run.front().scope != NumberScope::own || run.size() < 2) return;
    const std::vector<Entry> people = distinct_people(run);
    join_neighbours(run, [](const Entry& a, const Entry& b) { return a.birth_date == b.birth_date && a.given == b.given; });
    for (std::size_t i = 0; i < people.size(); ++i)
      for (std::size_t j = i + 1; j < people.size(); ++j) {
        const Entry &a = people[i], &b = people[j];
        const bool names_differ = a.given != 0 && b.given != 0 && a.given != b.given;
        const bool days_differ = a.birth_date != 0 && b.birth_date != 0 && !near_dates(a.birth_date, b.birth_date);
        if (!names_differ || !days_differ) same_.join(a.record, b.record);
      }
  }

  void join_by_names() {
    struct Named {
      std::int64_t family, given;
      std::int32_t birth_date;
      std::uint32_t record;
      auto name() const { return std::tie(family, given, birth_date); }
    };
    std::vector<Named> named;
    for (std::uint32_t record = 0; record < table_.rows.size(); ++record) {
      const IdentityRow& row = table_.rows[record];
      if (row.family != 0 && row.given != 0 && row.birth_date != 0) named.push_back({row.family, row.given, row.birth_date, record});
    }
    std::sort(named.begin(), named.end(),
              [](const Named& a, const Named& b) { return std::tuple_cat(a.name(), std::tie(a.record)) < std::tuple_cat(b.name(), std::tie(b.record)); });
    std::vector<std::uint32_t> namesakes;
    for (std::size_t begin = 0; begin < named.size();) {
      namesakes.clear();
      std::size_t end = begin;
      for (; end < named.size() && named[end].name() == named[begin].name(); ++end) namesakes.push_back(named[end].record);
      if (namesakes.size() > 1) join_namesakes(namesakes);
      begin = end;
    }
  }

  // Own numbers of one kind tell namesakes apart; where they do, who has none stays alone.
  void join_namesakes(const std::vector<std::uint32_t>& records) {
    if (!contradicted(records)) {
      for (const std::uint32_t record : records) same_.join(records.front(), record);
    }
  }

  bool contradicted(const std::vector<std::uint32_t>& records) {
    seen_.clear();
    for (const std::uint32_t record : records)
      for (const NumberKey& number : table_.numbers_of(table_.rows[record])) {
        if (number.scope != NumberScope::own && !number.of_bearer) continue;
        const auto known = std::find_if(seen_.begin(), seen_.end(), [&](const NumberKey& n) { return n.kind == number.kind; });
        if (known == seen_.end())
          seen_.push_back(number);
        else if (known->key != number.key)
          return true;
      }
    return false;
  }

  template <class Agree>
  void join_neighbours(Entries run, Agree agree) {
    for (std::size_t i = 1; i < run.size(); ++i)
      if (agree(run[i - 1], run[i])) same_.join(run[i - 1].record, run[i].record);
  }

  template <class Equal>
  static std::vector<Entry> distinct(Entries run, Equal equal) {
    std::vector<Entry> out;
    std::unique_copy(run.begin(), run.end(), std::back_inserter(out), equal);
    return out;
  }

  static std::vector<Entry> distinct_people(Entries run) {  // REQUIRES: sorted by birth date and given name
    return distinct(run, [](const Entry& a, const Entry& b) { return a.birth_date == b.birth_date && a.given == b.given; });
  }

  Resolution numbered() {
    Resolution resolution;
    resolution.numbers_ignored = numbers_ignored_;
    const auto count = static_cast<std::uint32_t>(table_.rows.size());
    resolution.person_of.resize(count);
    for (std::uint32_t record = 0; record < count; ++record) {  // a person's first record leads, and comes first
      const std::uint32_t first = same_.find(record);
      resolution.person_of[record] = first == record ? resolution.persons++ : resolution.person_of[first];
    }
    return resolution;
  }

  const IdentityTable& table_;
  UnionFind same_;
  std::vector<NumberKey> seen_;
  std::uint64_t numbers_ignored_ = 0;
};

}  // namespace

Resolution resolve(const IdentityTable& table) { return Resolver(table).run(); }

}  // namespace tocsin
