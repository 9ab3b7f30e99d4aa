// Which records are the same human.
//
// Way:    identity -> [here] -> person of each record -> counts, notices
// Holds:  the answer depends on nothing but the rows, neither on threads nor on the memory's layout; person numbers
//         follow the first record of each person.
// See:    agreement.h for the rules no weight overrules, weights.h for what counts how much, docs/formats/canonical.md
//
//   1. Names are given their rarity, numbers that everybody carries are forgotten (rarity.h).
//   2. Weights are learnt from the data (learn.h).
//   3. Records that share a blocking key are compared; what reaches the weight for odds of 9:1 is one person.
//   4. A record that lacks given name or birth date could be several people's: it joins those who have both only if
//      all it would join are one person (closing.h). A record without a given name between two twins belongs to neither.
//   5. Decisions of persons ("same", "different") are kept above everything (corrections.h).
//
// The count has an error bar: `persons_min` if every pair in doubt were one person, `persons_max` if no join in doubt
// were right. Pairs in doubt are kept for review.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "persons/identity.h"
#include "persons/rarity.h"
#include "persons/weights.h"

namespace tocsin {

struct ReviewPair {
  std::uint32_t a = 0, b = 0;  // records; a < b
  std::int32_t sum = 0;        // of weights
  bool operator==(const ReviewPair&) const = default;
};

// What a person decided about two records, by what they know and the table does not.
struct Correction {
  std::uint32_t a = 0, b = 0;
  bool same = true;
};

struct ResolveOptions {
  int threads = 2;
  std::optional<Weights> weights;  // of an earlier run; otherwise they are learnt
  std::vector<Correction> corrections;
  std::function<void(std::string_view step)> progress;  // called before each step
};

struct Resolution {
  std::vector<std::uint32_t> person_of;  // per record; persons count from 0 in the order of their first record
  std::uint32_t persons = 0, persons_min = 0, persons_max = 0;
  std::uint64_t numbers_ignored = 0;     // carried by too many different people
  std::uint64_t pairs_met = 0;           // shared a key; compared unless they were one person already
  std::uint64_t pairs_compared = 0;
  std::uint64_t records_ambiguous = 0;   // lack given name or birth date and could be several people's
  std::uint64_t reviews = 0;             // pairs in doubt; the heaviest are kept
  std::vector<ReviewPair> review;        // heaviest first
  std::uint64_t corrections_refused = 0; // two people's decisions contradict each other
  Weights weights;
};

inline constexpr std::size_t review_pairs_kept = 100'000;

// The rows' rarities are filled in, and numbers of everybody forgotten.
Resolution resolve(IdentityTable& table, const ResolveOptions& options = {});

}  // namespace tocsin
