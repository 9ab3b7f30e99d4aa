#include "persons/weights.h"

#include <algorithm>
#include <cmath>

namespace tocsin {
namespace {

constexpr double matches_by_default = 0.3;    // pairs of one person for each record
constexpr double records_at_least = 100'000;  // a small file is still drawn from a whole country
constexpr std::int32_t least = -8 * bit, most = 26 * bit;

std::int32_t hundredths(double bits) { return static_cast<std::int32_t>(std::lround(bits * bit)); }

double population(std::uint64_t records) { return std::max(static_cast<double>(records), records_at_least); }

// Two people at random have one number in common about twice in as many pairs as there are people.
double equal_by_chance(std::uint64_t records) { return 2 / population(records); }

}  // namespace

LevelShares default_shares(std::uint64_t records) {
  const double key = equal_by_chance(records);
  LevelShares shares;
  shares.m = {{{0, .86, .07, 0, .02, 0, .05},        // family: equal near form part swapped differ
               {0, .88, .05, .02, .02, .005, .025},  // given
               {0, .95, .035, .013, .002},           // birth: equal near other contradict
               {0, .95, .02, .025, .005},            // own: equal bearer doubtful differ
               {0, .9, .1},
               {0, .8, .2},
               {0, .75, .25},
               {0, .8, .2},
               {0, .6, .4},
               {0, .75, .1, .15}}};                  // place: door postcode differ
  shares.u = {{{0, .002, .002, .001, .002, .001, .992},
               {0, .012, .004, .004, .01, .0005, .97},
               {0, .0001, .0004, .3, .6995},
               {0, key, key, .03, .97},
               {0, key, 1},
               {0, key, 1},
               {0, key, 1},
               {0, key, 1},
               {0, key, 1},
               {0, key, .004, .996}}};
  return shares;
}

Weights weights_of(const LevelShares& shares, std::uint64_t records, double matches_per_record) {
  Weights weights;
  weights.records = records;
  for (std::size_t field = 0; field < field_count; ++field)
    for (std::size_t level = 1; level < levels_of_field[field]; ++level) {
      const double m = shares.m[field][level], u = shares.u[field][level];
      if (m > 0 && u > 0) weights.of[field][level] = std::clamp(hundredths(std::log2(m / u)), least, most);
    }
  // An equal name is weighed by its own rarity, which takes the place of -log2(u).
  for (const std::size_t name : {std::size_t{0}, std::size_t{1}}) weights.of[name][1] = hundredths(std::log2(shares.m[name][1]));
  // Odds that any two records are one person, before anything was compared.
  const double before = -std::log2(std::max(matches_per_record, 0.01) * 2 / population(records));
  weights.surely = hundredths(before + std::log2(99));
  weights.joined = hundredths(before + std::log2(9));
  weights.reviewed = hundredths(before - std::log2(20));
  return weights;
}

Weights default_weights(std::uint64_t records) { return weights_of(default_shares(records), records, matches_by_default); }

std::int32_t Weights::of_field(Field field, const Agreement& agreement) const {
  const std::int32_t weight = of[static_cast<std::size_t>(field)][agreement.at(field)];
  const std::uint8_t rarity = field == Field::family ? agreement.family_rarity : field == Field::given ? agreement.given_rarity : 0;
  return weight + rarity * bit / 8;
}

std::int32_t Weights::sum(const Agreement& agreement) const {
  std::int32_t sum = 0;
  for (std::size_t field = 0; field < field_count; ++field) sum += of[field][agreement.level[field]];
  return sum + agreement.family_rarity * bit / 8 + agreement.given_rarity * bit / 8;
}

double chance_of(const Weights& weights, std::int32_t sum) {
  // joined stands for odds of 9:1.
  const double odds = 9 * std::exp2(static_cast<double>(sum - weights.joined) / bit);
  return odds / (1 + odds);
}

}  // namespace tocsin
