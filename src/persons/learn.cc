#include "persons/learn.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <vector>

#include "persons/candidates.h"

namespace tocsin {
namespace {

constexpr std::uint64_t entries_looked_at = 600'000;  // of each blocking key, about
constexpr std::uint64_t random_pairs = 200'000;
constexpr double beside_m = 200, beside_u = 2'000;      // pairs that the default shares stand for
constexpr double pairs_enough = 2'000;
constexpr int rounds_max = 40;

using Levels = std::array<std::uint8_t, field_count>;

struct Pattern {
  Levels level{};
  double pairs = 0;
};

// A set of levels as a number, and back.
std::uint32_t code_of(const Levels& level) {
  std::uint32_t code = 0;
  for (std::size_t field = 0; field < field_count; ++field) code = code * levels_of_field[field] + level[field];
  return code;
}
Levels levels_of(std::uint32_t code) {
  Levels level{};
  for (std::size_t field = field_count; field-- > 0; code /= levels_of_field[field]) level[field] = static_cast<std::uint8_t>(code % levels_of_field[field]);
  return level;
}
// Under how many blocking keys a pair of these levels is met.
double times_met(const Levels& level) {
  const auto equal = [&](Field field) { return level[static_cast<std::size_t>(field)] == 1; };
  const auto own = static_cast<OwnLevel>(level[static_cast<std::size_t>(Field::own)]);
  const bool date = equal(Field::birth), place = level[static_cast<std::size_t>(Field::place)] == 1 || level[static_cast<std::size_t>(Field::place)] == 2;
  const bool given = level[1] == static_cast<std::uint8_t>(NameLevel::equal) || level[1] == static_cast<std::uint8_t>(NameLevel::form);
  int times = own == OwnLevel::equal || own == OwnLevel::bearer || equal(Field::main_insured) ? 1 : 0;
  times += equal(Field::family) && date ? 1 : 0;
  times += equal(Field::email) && (given || level[1] == 0) ? 1 : 0;
  times += equal(Field::phone) ? 1 : 0;
  times += given && date && place ? 1 : 0;
  for (const Field field : {Field::account, Field::other}) times += given && equal(field) ? 1 : 0;
  times += given && level[static_cast<std::size_t>(Field::place)] == static_cast<std::uint8_t>(PlaceLevel::door) ? 1 : 0;
  return std::max(times, 1);
}

std::vector<Pattern> patterns_of(const IdentityTable& table, const Commonness& commonness, std::uint64_t part_of_keys, int threads) {
  std::vector<std::unordered_map<std::uint32_t, std::uint64_t>> counted(static_cast<std::size_t>(threads));
  const GatheredKeys keys = GatheredKeys::sample(table, part_of_keys, threads);
  for (const BlockKey key : block_keys)
    keys.for_each_candidate(key, [&](int t, std::span<const CandidatePair> pairs) {
      for (const CandidatePair pair : pairs) {
        const Agreement agreement = agreement_of(table, table.rows[pair.first], table.rows[pair.second], commonness);
        if (verdict_of(agreement) != Verdict::apart) ++counted[static_cast<std::size_t>(t)][code_of(agreement.level)];
      }
    });
  std::map<std::uint32_t, std::uint64_t> all;  // in the order of the codes: sums of fractions shall not depend on threads
  for (const auto& of_thread : counted)
    for (const auto& [code, pairs] : of_thread) all[code] += pairs;
  std::vector<Pattern> patterns;
  for (const auto& [code, pairs] : all) {
    const Levels level = levels_of(code);
    patterns.push_back({level, static_cast<double>(pairs) / times_met(level)});
  }
  return patterns;
}

// Only names, dates and places: two numbers are equal by chance too rarely to be seen among some hundred thousand pairs.
void count_u(const IdentityTable& table, const Commonness& commonness, LevelShares& shares) {
  const LevelShares before = shares;
  std::array<std::array<double, level_count>, field_count> seen{};
  for (std::uint64_t i = 0; i < random_pairs; ++i) {
    const std::uint64_t a = mix(2 * i) % table.rows.size(), b = mix(2 * i + 1) % table.rows.size();
    if (a == b) continue;
    const Agreement agreement = agreement_of(table, table.rows[a], table.rows[b], commonness);
    for (std::size_t field = 0; field < field_count; ++field) seen[field][agreement.level[field]] += 1;
  }
  for (const Field name : {Field::family, Field::given, Field::birth, Field::place}) {
    const auto field = static_cast<std::size_t>(name);
    double known = 0;
    for (std::size_t level = 1; level < level_count; ++level) known += seen[field][level];
    for (std::size_t level = 1; level < level_count; ++level)
      shares.u[field][level] = (seen[field][level] + beside_u * before.u[field][level]) / (known + beside_u);
  }
}

// How often two records have a number or a door in common: counted among some of them, less the pairs of one person.
class EqualByChance {
 public:
  explicit EqualByChance(const IdentityTable& table) {
    const std::size_t step = table.rows.size() / records_counted + 1;
    for (std::size_t i = 0; i < table.rows.size(); i += step) {
      const IdentityRow& row = table.rows[i];
      for (const NumberKey number : table.numbers_of(row))
        if (number.known()) values_[static_cast<std::size_t>(Field::own) + static_cast<std::size_t>(field_of(number))].push_back(number.value());
      if (row.door != 0) values_[static_cast<std::size_t>(Field::place)].push_back(row.door);
    }
  }

  double share(Field field, double of_one_person) {
    auto& values = values_[static_cast<std::size_t>(field)];
    std::sort(values.begin(), values.end());
    double pairs = 0;
    for (std::size_t begin = 0; begin < values.size();) {
      std::size_t end = begin;
      while (end < values.size() && values[end] == values[begin]) ++end;
      pairs += static_cast<double>(end - begin) * static_cast<double>(end - begin - 1) / 2;
      begin = end;
    }
    const double known = static_cast<double>(values.size());
    return known < 1000 ? 0 : pairs / (known * known / 2) - of_one_person;
  }

 private:
  static constexpr std::size_t records_counted = 1'000'000;
  std::array<std::vector<std::uint64_t>, field_count> values_;
};

void count_equal_by_chance(const IdentityTable& table, double matches_per_record, LevelShares& shares) {
  EqualByChance chance(table);
  const double of_one_person = 2 * matches_per_record / static_cast<double>(table.rows.size());
  for (const Field field : {Field::main_insured, Field::email, Field::phone, Field::account, Field::other, Field::place}) {
    double& u = shares.u[static_cast<std::size_t>(field)][1];
    u = std::max(u, chance.share(field, of_one_person));
  }
}

// One round: which patterns are one person under these shares, and what shares follow from that?
struct Guess {
  LevelShares shares;
  double matches = 0;  // pairs of one person
};

Guess guess_again(const std::vector<Pattern>& patterns, const LevelShares& shares, const LevelShares& beside, double log_odds_before) {
  Guess guess{shares, 0};
  std::array<std::array<double, level_count>, field_count> seen{};
  for (const Pattern& pattern : patterns) {
    double log_odds = log_odds_before;
    for (std::size_t field = 0; field < field_count; ++field)
      if (const std::uint8_t level = pattern.level[field]; level != 0) log_odds += std::log(shares.m[field][level] / shares.u[field][level]);
    const double pairs = pattern.pairs / (1 + std::exp(-log_odds));
    guess.matches += pairs;
    for (std::size_t field = 0; field < field_count; ++field) seen[field][pattern.level[field]] += pairs;
  }
  for (std::size_t field = 0; field < field_count; ++field) {
    double known = 0;
    for (std::size_t level = 1; level < level_count; ++level) known += seen[field][level];
    for (std::size_t level = 1; level < level_count; ++level)
      guess.shares.m[field][level] = (seen[field][level] + beside_m * beside.m[field][level]) / (known + beside_m);
  }
  return guess;
}

}  // namespace

Weights learn_weights(const IdentityTable& table, const Commonness& commonness, int threads) {
  const std::uint64_t records = table.rows.size();
  Weights careful = default_weights(records);
  careful.commonness = commonness;
  if (records < 2) return careful;
  const std::uint64_t part_of_keys = records / entries_looked_at + 1;
  const std::vector<Pattern> patterns = patterns_of(table, commonness, part_of_keys, threads);
  double pairs = 0;
  for (const Pattern& pattern : patterns) pairs += pattern.pairs;
  if (pairs < pairs_enough) return careful;

  const LevelShares beside = default_shares(records);
  Guess guess{beside, pairs};
  count_u(table, commonness, guess.shares);
  count_equal_by_chance(table, std::min(pairs * static_cast<double>(part_of_keys) / static_cast<double>(records), 1.0), guess.shares);
  const double all_pairs = static_cast<double>(records) * static_cast<double>(records) / 2 / static_cast<double>(part_of_keys);
  for (int round = 0; round < rounds_max; ++round) {
    const double before = guess.matches;
    guess = guess_again(patterns, guess.shares, beside, std::log(std::max(guess.matches, 1.0) / all_pairs));
    if (std::abs(guess.matches - before) < before * 1e-6) break;
  }
  if (guess.matches < pairs_enough) return careful;
  Weights weights = weights_of(guess.shares, records, guess.matches * static_cast<double>(part_of_keys) / static_cast<double>(records));
  weights.pairs_learnt_from = static_cast<std::uint64_t>(pairs);
  weights.commonness = commonness;
  return weights;
}

}  // namespace tocsin
