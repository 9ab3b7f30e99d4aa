#include "persons/census.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"
#include "persons/mix.h"
#include "persons/partitions.h"

namespace tocsin {
namespace {

// The records of each person, one person after the other.
struct ByPerson {
  std::vector<std::uint32_t> starts, records;

  ByPerson(std::span<const std::uint32_t> person_of, std::uint32_t persons) : starts(persons + std::size_t{1}), records(person_of.size()) {
    for (const std::uint32_t person : person_of) ++starts[person + std::size_t{1}];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    // From behind, so that each start is where it belongs again when all are placed.
    for (auto record = static_cast<std::uint32_t>(person_of.size()); record-- > 0;) records[--starts[person_of[record] + std::size_t{1}]] = record;
    starts.erase(starts.begin());
    starts.push_back(static_cast<std::uint32_t>(person_of.size()));
  }
  std::span<const std::uint32_t> of(std::size_t person) const { return std::span(records).subspan(starts[person], starts[person + 1] - starts[person]); }
};

// Rows say it themselves (NIR); insured under one number beats dependant under another.
Standing stronger(Standing a, Standing b) {
  if (a == Standing::insured || b == Standing::insured) return Standing::insured;
  return a == Standing::unknown ? b : a;
}

// What one thread counts of its share of the persons.
struct Counts {
  std::vector<std::uint32_t> controllers;
  std::vector<RecordsAndPersons> by_controller;
  std::array<RecordsAndPersons, 64> by_kind{};

  void add(RecordsAndPersons& to, std::uint64_t records) const {
    to.records += records;
    ++to.persons;
  }
  void add_kinds(std::uint64_t kinds, std::uint64_t RecordsAndPersons::* what) {
    for (; kinds != 0; kinds &= kinds - 1) ++(by_kind[static_cast<std::size_t>(std::countr_zero(kinds))].*what);
  }
};

class Counting {
 public:
  Counting(const IdentityTable& table, std::span<const ExposureRow> exposures) : table_(table), exposures_(exposures) {}

  void count(CountedPerson& person, std::span<const std::uint32_t> records, Counts& counts) {
    met_.clear();
    person.records = static_cast<std::uint32_t>(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (i + 1 < records.size()) __builtin_prefetch(&table_.rows[records[i + 1]]);
      const ExposureRow& exposure = exposures_[records[i]];
      person.kinds |= exposure.kinds;
      person.standing = stronger(person.standing, table_.rows[records[i]].standing);
      counts.add_kinds(exposure.kinds, &RecordsAndPersons::records);
      met_.push_back(exposure.controller);
    }
    counts.add_kinds(person.kinds, &RecordsAndPersons::persons);
    std::sort(met_.begin(), met_.end());
    person.first_controller = static_cast<std::uint32_t>(counts.controllers.size());
    for (std::size_t begin = 0; begin < met_.size();) {
      std::size_t end = begin;
      while (end < met_.size() && met_[end] == met_[begin]) ++end;
      if (counts.by_controller.size() <= met_[begin]) counts.by_controller.resize(met_[begin] + std::size_t{1});
      counts.add(counts.by_controller[met_[begin]], end - begin);
      if (met_[begin] != 0) counts.controllers.push_back(met_[begin]);
      begin = end;
    }
    person.controller_count = static_cast<std::uint32_t>(counts.controllers.size()) - person.first_controller;
  }

 private:
  const IdentityTable& table_;
  std::span<const ExposureRow> exposures_;
  std::vector<std::uint32_t> met_;
};

void add(Census& census, const Counts& counts) {
  if (census.by_controller.size() < counts.by_controller.size()) census.by_controller.resize(counts.by_controller.size());
  for (std::size_t i = 0; i < counts.by_controller.size(); ++i) {
    census.by_controller[i].records += counts.by_controller[i].records;
    census.by_controller[i].persons += counts.by_controller[i].persons;
  }
  for (std::size_t i = 0; i < counts.by_kind.size(); ++i) {
    census.by_kind[i].records += counts.by_kind[i].records;
    census.by_kind[i].persons += counts.by_kind[i].persons;
  }
}

// Who else is insured under a number? Alone under it, one is the insured.
void find_insured_alone(Census& census, const IdentityTable& table, const Resolution& resolution, int threads) {
  const Partitions parts(table.rows.size(), table.rows.size(), threads, [&](std::size_t record, const auto& emit) {
    for (const NumberKey number : table.numbers_of(table.rows[record]))
      if (number.known() && field_of(number) == NumberField::main_insured) emit(mix(number.value()) | 1);
  });
  struct Worker {
    Chains chains;
    std::vector<bool> several;
  };
  std::vector<Worker> workers(static_cast<std::size_t>(threads));
  one_by_one(parts.count(), threads, [&](int t, std::size_t i) {
    auto& [chains, several] = workers[static_cast<std::size_t>(t)];
    const auto part = parts.part(i);
    const auto person = [&](std::uint32_t entry) { return resolution.person_of[part[entry].record]; };
    chains.link(part);
    several.assign(part.size(), false);
    for (std::uint32_t entry = 0; entry < part.size(); ++entry)
      if (const std::uint32_t before = chains.before(entry); before != Chains::none) several[entry] = several[before] || person(before) != person(entry);
    for (auto entry = static_cast<std::uint32_t>(part.size()); entry-- > 0;) {  // what the last of a number knows, all of them learn
      if (const std::uint32_t before = chains.before(entry); before != Chains::none) several[before] = several[entry];
      Standing& standing = census.persons[person(entry)].standing;
      if (!several[entry] && __atomic_load_n(&standing, __ATOMIC_RELAXED) == Standing::unknown)
        __atomic_store_n(&standing, Standing::insured, __ATOMIC_RELAXED);
    }
  });
}

std::uint8_t most_frequent_kind(const IdentityTable& table) {
  std::array<std::uint64_t, 64> rows_with{};
  for (const NumberKey number : table.numbers)
    if (number.known()) ++rows_with[number.kind()];
  return static_cast<std::uint8_t>(std::max_element(rows_with.begin(), rows_with.end()) - rows_with.begin());
}

}  // namespace

std::uint64_t count_by_number(const IdentityTable& table, int threads) {
  const std::uint8_t kind = most_frequent_kind(table);
  std::vector<std::uint64_t> without(static_cast<std::size_t>(threads)), distinct(static_cast<std::size_t>(threads));
  const auto number_of = [&](const IdentityRow& row) {
    for (const NumberKey number : table.numbers_of(row))
      if (number.known() && number.kind() == kind) return number;
    return NumberKey{};
  };
  in_shares(table.rows.size(), threads, [&](int t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) without[static_cast<std::size_t>(t)] += number_of(table.rows[i]).known() ? 0 : 1;
  });
  const Partitions parts(table.rows.size(), table.rows.size(), threads, [&](std::size_t record, const auto& emit) {
    if (const NumberKey number = number_of(table.rows[record]); number.known()) emit(mix(number.value()) | 1);
  });
  std::vector<Chains> chains(static_cast<std::size_t>(threads));
  one_by_one(parts.count(), threads, [&](int t, std::size_t i) {
    const auto part = parts.part(i);
    Chains& mine = chains[static_cast<std::size_t>(t)];
    mine.link(part);
    for (std::uint32_t entry = 0; entry < part.size(); ++entry) distinct[static_cast<std::size_t>(t)] += mine.before(entry) == Chains::none ? 1 : 0;
  });
  return std::accumulate(without.begin(), without.end(), std::accumulate(distinct.begin(), distinct.end(), std::uint64_t{0}));
}

Census census_of(const IdentityTable& table, std::span<const ExposureRow> exposures, const Resolution& resolution, int threads) {
  check(exposures.size() == table.rows.size() && resolution.person_of.size() == table.rows.size());
  Census census;
  census.persons.resize(resolution.persons);
  std::vector<Counts> counts(static_cast<std::size_t>(threads));
  {
    const ByPerson by_person(resolution.person_of, resolution.persons);
    in_shares(census.persons.size(), threads, [&](int t, std::size_t begin, std::size_t end) {
      Counting counting(table, exposures);
      for (std::size_t i = begin; i < end; ++i) counting.count(census.persons[i], by_person.of(i), counts[static_cast<std::size_t>(t)]);
    });
  }
  for (int t = 0; t < threads; ++t) {  // the shares' controllers one behind the other
    const Counts& part = counts[static_cast<std::size_t>(t)];
    const auto shift = static_cast<std::uint32_t>(census.controllers.size());
    const Share share = share_of(census.persons.size(), t, threads);
    if (shift > 0)
      for (std::size_t i = share.begin; i < share.end; ++i) census.persons[i].first_controller += shift;
    census.controllers.insert(census.controllers.end(), part.controllers.begin(), part.controllers.end());
    add(census, part);
  }
  find_insured_alone(census, table, resolution, threads);
  for (const CountedPerson& person : census.persons)
    ++(person.standing == Standing::insured ? census.insured : person.standing == Standing::dependant ? census.dependants : census.undetermined);
  census.by_number_only = count_by_number(table, threads);
  return census;
}

}  // namespace tocsin
