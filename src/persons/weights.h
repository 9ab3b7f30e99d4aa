// How much each agreement and each contradiction counts, in hundredths of a bit.
//
// Way:    agreement -> [here] -> joined, to be reviewed, or not
// Law:    Fellegi, Sunter, A Theory for Record Linkage (1969): the weight of a level is log2(m/u), m its share among
//         pairs of one person, u among pairs of two. An equal name counts by how rare that very name is.
// Pure.   Whole numbers, added up: every engine that adds them finds the same persons.
//
// The weights are learnt from the data themselves (learn.h). Where there are too few pairs to learn from, and before
// learning, the ones of `default_weights` stand: what records of insurers look like, on the careful side.

#pragma once

#include <array>
#include <cstdint>

#include "persons/agreement.h"

namespace tocsin {

inline constexpr std::int32_t bit = 100;  // of weight

struct Weights {
  std::array<std::array<std::int32_t, level_count>, field_count> of{};  // [field][level]
  // A sum of weights from which the odds of being one person are 99:1, 9:1, 1:20.
  std::int32_t surely = 0, joined = 0, reviewed = 0;
  std::uint64_t records = 0;        // of the table they were made for
  std::uint64_t pairs_learnt_from = 0;  // 0: the default weights
  Commonness commonness;

  std::int32_t sum(const Agreement& agreement) const;
  std::int32_t of_field(Field field, const Agreement& agreement) const;
  bool operator==(const Weights&) const = default;
};

// m: shares of each level among pairs of one person; u: among any two. Level 0 (not known) is left out.
struct LevelShares {
  std::array<std::array<double, level_count>, field_count> m{}, u{};
};
LevelShares default_shares(std::uint64_t records);

// `persons_shared`: pairs of one person for each record.
Weights weights_of(const LevelShares& shares, std::uint64_t records, double matches_per_record);
Weights default_weights(std::uint64_t records);

// The odds the sum of weights stands for: chance that the pair is one person.
double chance_of(const Weights& weights, std::int32_t sum);

}  // namespace tocsin
