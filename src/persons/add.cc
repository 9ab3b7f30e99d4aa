#include "persons/add.h"

#include <algorithm>

#include "base/check.h"
#include "persons/scoring.h"
#include "persons/settle.h"

namespace tocsin {
namespace {

// The leaders of a person's records, as the first run left them.
UnionFind known_persons(std::size_t records, const Resolution& before, std::vector<std::uint32_t>& first_of) {
  constexpr std::uint32_t nobody = ~0U;
  UnionFind same(records);
  first_of.assign(before.persons, nobody);
  for (std::uint32_t record = 0; record < before.person_of.size(); ++record) {
    std::uint32_t& first = first_of[before.person_of[record]];
    if (first == nobody)
      first = record;
    else
      same.lead(record, first);
  }
  return same;
}

// settle.cc counts persons by their first record; those known before get their old numbers back.
void keep_old_numbers(Added& added, const std::vector<std::uint32_t>& first_of) {
  constexpr std::uint32_t unnamed = ~0U;
  Resolution& all = added.resolution;
  std::vector<std::uint32_t> number_of(all.persons, unnamed);
  for (std::uint32_t person = 0; person < first_of.size(); ++person) {
    std::uint32_t& number = number_of[all.person_of[first_of[person]]];
    if (number == unnamed)
      number = person;
    else
      added.merged.emplace_back(person, number);
  }
  auto next = static_cast<std::uint32_t>(first_of.size());
  for (std::uint32_t& person : all.person_of) {
    std::uint32_t& number = number_of[person];
    if (number == unnamed) {
      added.newly_affected.push_back(next);
      number = next++;
    }
    person = number;
  }
  all.persons = next;
}

}  // namespace

Added add_records(IdentityTable& table, const Resolution& before, int threads) {
  const auto first_new = static_cast<std::uint32_t>(before.person_of.size());
  check(first_new <= table.rows.size());
  Added added;
  added.persons_before = before.persons;
  added.resolution.weights = before.weights;
  added.resolution.numbers_ignored = forget_numbers_of_everybody(table, first_new);
  find_rarity(table, first_new);
  std::vector<std::uint32_t> first_of;
  UnionFind same = known_persons(table.rows.size(), before, first_of);
  Scoring scoring(table, added.resolution.weights, same, threads);
  {
    const GatheredKeys keys = GatheredKeys::of_new(table, first_new, threads);
    for (const BlockKey key : block_keys) scoring.compare(key, keys);
  }
  const FoundPairs found = scoring.take();
  added.resolution.pairs_met = found.met;
  added.resolution.pairs_compared = found.compared;
  settle_persons(same, table, found, {}, added.resolution);
  keep_old_numbers(added, first_of);
  std::vector<bool> has_new(added.resolution.persons);
  for (std::size_t record = first_new; record < table.rows.size(); ++record) has_new[added.resolution.person_of[record]] = true;
  for (std::uint32_t person = 0; person < added.persons_before; ++person)
    if (has_new[person]) added.grown.push_back(person);
  return added;
}

}  // namespace tocsin
