// Candidate pairs weighed, key by key; the sure ones are joined on the way.
//
// Way:    candidates -> agreement, weights -> [here] -> union-find, and pairs that need another look
// Holds:  who is compared with whom depends on what was joined under earlier keys only, never on what another thread
//         just did: counts and pairs in doubt are the same, whatever the number of threads.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "persons/candidates.h"
#include "persons/closing.h"
#include "persons/identity.h"
#include "persons/union_find.h"
#include "persons/weights.h"

namespace tocsin {

struct FoundPairs {
  std::vector<FoundPair> completing;  // weigh enough, but one side knows less (closing.h)
  std::vector<FoundPair> likely;      // peers; weigh enough, but not surely
  std::vector<FoundPair> doubtful;    // weigh less; for review
  std::uint64_t met = 0, compared = 0;
};

class Scoring {
 public:
  Scoring(const IdentityTable& table, const Weights& weights, UnionFind& same, int threads)
      : table_(table), weights_(weights), same_(same), threads_(threads), found_(static_cast<std::size_t>(threads)) {}

  void compare(BlockKey key);
  void compare(BlockKey key, const GatheredKeys& keys);  // only pairs with a new record
  FoundPairs take();

 private:
  void remember_leaders();
  void look_at(std::span<const CandidatePair> pairs, FoundPairs& found);
  void weigh(std::uint32_t a, std::uint32_t b, FoundPairs& found);

  const IdentityTable& table_;
  const Weights& weights_;
  UnionFind& same_;
  int threads_;
  GrowingArray<std::uint32_t> leader_;  // of each record, as of the end of the key before
  std::vector<FoundPairs> found_;       // per thread
};

}  // namespace tocsin
