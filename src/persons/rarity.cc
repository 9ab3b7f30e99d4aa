#include "persons/rarity.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "persons/mix.h"

namespace tocsin {
namespace {

constexpr std::size_t invented_records = 2'000;
constexpr double family_share = 1.0 / 500, given_share = 1.0 / 80;  // of a name, among the invented ones
constexpr std::size_t counted_at_most = 4'000'000;                  // rows: more make the shares no truer
constexpr std::uint32_t established_at_least = 5;

// Counts by hash. Two names in one place make both look a little more common, which is the careful side.
class NameCounts {
 public:
  NameCounts(std::size_t names, double invented_share)
      : bits_(std::clamp(static_cast<int>(std::bit_width(names)) + 2, 6, 22)), counts_(std::size_t{1} << bits_), invented_share_(invented_share) {}
  template <std::size_t size>
  void add(const std::array<char, size>& name) {
    if (name[0] == 0) return;
    ++place(name);
    ++names_;
  }
  template <std::size_t size>
  std::uint8_t rarity(const std::array<char, size>& name) {
    return name[0] == 0 ? std::uint8_t{0} : of_count(place(name));
  }
  std::uint8_t of_count(std::uint32_t count) const {
    const double share = (count + invented_records * invented_share_) / (static_cast<double>(names_) + invented_records);
    return static_cast<std::uint8_t>(std::clamp(std::lround(-8 * std::log2(share)), 0L, 255L));
  }
  void keep_rarities() {  // by count: one logarithm for each, not for each row
    by_count_.resize(4096);
    for (std::uint32_t i = 0; i < by_count_.size(); ++i) by_count_[i] = of_count(i);
  }
  template <std::size_t size>
  std::uint8_t kept_rarity(const std::array<char, size>& name) {
    if (name[0] == 0) return 0;
    const std::uint32_t count = place(name);
    return count < by_count_.size() ? by_count_[count] : of_count(count);
  }

 private:
  template <std::size_t size>
  std::uint32_t& place(const std::array<char, size>& name) {
    return counts_[hash_of(name) >> (64 - bits_)];
  }
  int bits_;
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint8_t> by_count_;
  double invented_share_;
  std::uint64_t names_ = 0;
};

struct Carried {
  std::uint64_t number = 0, given = 0;
  std::int32_t birth_date = 0;
  NumberField field = NumberField::other;
};

bool too_many_people(std::span<const Carried> carriers) {  // REQUIRES: one number's, sorted
  const auto differs = [](const Carried& a, const Carried& b) { return std::tie(a.given, a.birth_date) != std::tie(b.given, b.birth_date); };
  std::size_t people = 1;
  for (std::size_t i = 1; i < carriers.size(); ++i) people += differs(carriers[i - 1], carriers[i]) ? 1 : 0;
  return people > (carriers.front().field == NumberField::own ? people_per_own_number_max : people_per_shared_number_max);
}

// Numbers that may have too many carriers: those whose place in a table of counts does.
std::vector<Carried> suspects(const IdentityTable& table, std::size_t first) {
  const auto rows = std::span(table.rows).subspan(first);
  const auto numbers = std::span(table.numbers).subspan(rows.front().first_number);
  const std::size_t bits = std::clamp<std::size_t>(static_cast<std::size_t>(std::bit_width(numbers.size())), 10, 27);
  GrowingArray<std::uint8_t> seen;
  seen.resize(std::size_t{1} << bits);
  constexpr std::uint8_t enough = people_per_own_number_max + 1;
  std::vector<std::uint64_t> crowded;  // places
  for (const NumberKey number : numbers) {
    const std::uint64_t place = mix(number.value()) >> (64 - bits);
    if (std::uint8_t& count = seen[place]; count < enough && ++count == enough) crowded.push_back(place);
  }
  std::vector<Carried> found;
  if (crowded.empty()) return found;
  constexpr std::uint64_t small = 1 << 16;  // a sieve that stays in the nearest cache
  std::vector<bool> sieve(small);
  for (const std::uint64_t place : crowded) sieve[place % small] = true;
  for (const IdentityRow& row : rows)
    for (const NumberKey number : table.numbers_of(row)) {
      const std::uint64_t place = mix(number.value()) >> (64 - bits);
      if (!sieve[place % small] || !number.known() || seen[place] < enough) continue;
      found.push_back({number.value(), hash_of(row.given), row.birth_date, field_of(number)});
    }
  return found;
}

}  // namespace

Commonness find_rarity(IdentityTable& table, std::size_t first) {
  NameCounts family(table.rows.size(), family_share), given(table.rows.size(), given_share);
  const std::size_t step = table.rows.size() / counted_at_most + 1;
  for (std::size_t i = 0; i < table.rows.size(); i += step) {
    family.add(table.rows[i].family);
    given.add(table.rows[i].given);
  }
  family.keep_rarities();
  given.keep_rarities();
  for (IdentityRow& row : std::span(table.rows).subspan(first)) {
    row.family_rarity = family.kept_rarity(row.family);
    row.given_rarity = given.kept_rarity(row.given);
  }
  return {given.of_count(established_at_least)};
}

std::uint64_t forget_numbers_of_everybody(IdentityTable& table, std::size_t first) {
  if (first == table.rows.size()) return 0;
  std::vector<Carried> carried = suspects(table, first);
  std::sort(carried.begin(), carried.end(),
            [](const Carried& a, const Carried& b) { return std::tie(a.number, a.given, a.birth_date) < std::tie(b.number, b.given, b.birth_date); });
  std::unordered_set<std::uint64_t> everybodys;
  for (std::size_t begin = 0; begin < carried.size();) {
    std::size_t end = begin;
    while (end < carried.size() && carried[end].number == carried[begin].number) ++end;
    if (too_many_people(std::span(carried).subspan(begin, end - begin))) everybodys.insert(carried[begin].number);
    begin = end;
  }
  if (everybodys.empty()) return 0;
  for (NumberKey& number : std::span(table.numbers).subspan(table.rows[first].first_number))
    if (everybodys.contains(number.value())) number.forget();
  return everybodys.size();
}

}  // namespace tocsin
