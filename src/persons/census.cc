#include "persons/census.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/check.h"

namespace tocsin {
namespace {

// Who else is insured under a number? Alone under it, one is the insured.
class Households {
 public:
  Households(const IdentityTable& table, const Resolution& resolution) {
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      for (const NumberKey& number : table.numbers_of(table.rows[i])) {
        if (!number.of_main_insured) continue;
        const auto [known, first] = only_person_.try_emplace(number.key, resolution.person_of[i]);
        if (!first && known->second != resolution.person_of[i]) known->second = several;
      }
  }
  bool alone(const NumberKey& number) const {
    const auto known = only_person_.find(number.key);
    return known != only_person_.end() && known->second != several;
  }

 private:
  static constexpr std::uint32_t several = ~0U;
  std::unordered_map<std::int64_t, std::uint32_t> only_person_;
};

// Rows say it themselves (NIR); insured under one number beats dependant under another.
Standing stronger(Standing a, Standing b) {
  if (a == Standing::insured || b == Standing::insured) return Standing::insured;
  return a == Standing::unknown ? b : a;
}

void find_standings(Census& census, const IdentityTable& table, const Resolution& resolution) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    Standing& standing = census.persons[resolution.person_of[i]].standing;
    standing = stronger(standing, table.rows[i].standing);
  }
  const Households households(table, resolution);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    Standing& standing = census.persons[resolution.person_of[i]].standing;
    if (standing != Standing::unknown) continue;
    for (const NumberKey& number : table.numbers_of(table.rows[i]))
      if (number.of_main_insured && households.alone(number)) standing = Standing::insured;
  }
  for (const CountedPerson& person : census.persons)
    ++(person.standing == Standing::insured ? census.insured : person.standing == Standing::dependant ? census.dependants : census.undetermined);
}

// The number most rows carry, counted as one would in a spreadsheet: its distinct values, and every row without it.
std::uint64_t count_by_number(const IdentityTable& table) {
  std::map<std::uint8_t, std::uint64_t> rows_with;
  for (const IdentityRow& row : table.rows)
    for (const NumberKey& number : table.numbers_of(row))
      if (number.kind != 0) ++rows_with[number.kind];
  if (rows_with.empty()) return table.rows.size();
  const auto most = std::max_element(rows_with.begin(), rows_with.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::unordered_set<std::int64_t> values;
  std::uint64_t without = 0;
  for (const IdentityRow& row : table.rows) {
    const auto numbers = table.numbers_of(row);
    const auto number = std::find_if(numbers.begin(), numbers.end(), [&](const NumberKey& n) { return n.kind == most->first; });
    if (number == numbers.end())
      ++without;
    else
      values.insert(number->key);
  }
  return values.size() + without;
}

}  // namespace

Census census_of(const IdentityTable& table, std::span<const ExposureRow> exposures, const Resolution& resolution) {
  check(exposures.size() == table.rows.size() && resolution.person_of.size() == table.rows.size());
  Census census;
  census.persons.resize(resolution.persons);
  for (std::size_t i = 0; i < exposures.size(); ++i) {
    CountedPerson& person = census.persons[resolution.person_of[i]];
    const ExposureRow& exposure = exposures[i];
    ++person.records;
    person.kinds |= exposure.kinds;
    if (census.by_controller.size() <= exposure.controller) census.by_controller.resize(exposure.controller + 1);
    ++census.by_controller[exposure.controller].records;
    for (std::size_t kind = 0; kind < census.by_kind.size(); ++kind) census.by_kind[kind].records += exposure.kinds >> kind & 1;
    const auto place = std::lower_bound(person.controllers.begin(), person.controllers.end(), exposure.controller);
    if (place == person.controllers.end() || *place != exposure.controller) person.controllers.insert(place, exposure.controller);
  }
  for (CountedPerson& person : census.persons) {
    for (const std::uint32_t controller : person.controllers) ++census.by_controller[controller].persons;
    if (!person.controllers.empty() && person.controllers.front() == 0) person.controllers.erase(person.controllers.begin());
    for (std::size_t kind = 0; kind < census.by_kind.size(); ++kind) census.by_kind[kind].persons += person.kinds >> kind & 1;
  }
  find_standings(census, table, resolution);
  census.by_number_only = count_by_number(table);
  return census;
}

}  // namespace tocsin
