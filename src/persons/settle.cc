#include "persons/settle.h"

#include <algorithm>
#include <tuple>

#include "persons/corrections.h"

namespace tocsin {
namespace {

std::uint32_t leaders(UnionFind& same) {
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < same.size(); ++i) count += same.find(i) == i ? 1 : 0;
  return count;
}

// How many persons there are without the joins that are likely, not sure.
std::uint32_t without_doubtful_joins(const UnionFind& sure, const IdentityTable& table, const FoundPairs& found, std::int32_t surely) {
  UnionFind same = sure;
  std::vector<FoundPair> completing;
  for (const FoundPair& pair : found.completing)
    if (pair.sum >= surely) completing.push_back(pair);
  close(same, table, completing);
  return leaders(same);
}

// How many persons there were if every pair in doubt were one.
std::uint32_t with_pairs_in_doubt(const Resolution& out) {
  UnionFind persons(out.persons);
  for (const ReviewPair& pair : out.review) persons.join(out.person_of[pair.a], out.person_of[pair.b]);
  return leaders(persons);
}

// What would have completed somebody and could have completed several stays apart, and is for review too.
void keep_for_review(const FoundPairs& found, Resolution& out) {
  for (const auto list : {&FoundPairs::doubtful, &FoundPairs::completing})
    for (const FoundPair& pair : found.*list)
      if (out.person_of[pair.a] != out.person_of[pair.b]) out.review.push_back({pair.a, pair.b, pair.sum});
  std::sort(out.review.begin(), out.review.end(),
            [](const ReviewPair& x, const ReviewPair& y) { return std::tuple(-x.sum, x.a, x.b) < std::tuple(-y.sum, y.a, y.b); });
}

}  // namespace

void settle_persons(UnionFind& same, const IdentityTable& table, const FoundPairs& found, std::span<const Correction> corrections, Resolution& out) {
  out.persons_max = without_doubtful_joins(same, table, found, out.weights.surely);
  for (const FoundPair& pair : found.likely) same.join(pair.a, pair.b);
  out.records_ambiguous = close(same, table, found.completing).ambiguous;
  out.persons = number_persons(same, out.person_of);
  out.corrections_refused = apply_corrections(table, out.weights, corrections, out.person_of, out.persons);
  keep_for_review(found, out);
  out.persons_min = with_pairs_in_doubt(out);
  out.persons_max = std::max(out.persons_max, out.persons);
  out.reviews = out.review.size();
  out.review.resize(std::min(out.review.size(), review_pairs_kept));
}

}  // namespace tocsin
