// How right an answer is: pairs of records said to be one person, against those that are.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "persons/resolve.h"

namespace tocsin {

struct Quality {
  double precision = 1, recall = 1;
  std::uint64_t persons_true = 0;
};

inline std::uint64_t pairs_in_runs(std::vector<std::uint64_t>& keys, std::uint64_t* runs = nullptr) {
  std::sort(keys.begin(), keys.end());
  std::uint64_t pairs = 0;
  for (std::size_t begin = 0; begin < keys.size();) {
    std::size_t end = begin;
    while (end < keys.size() && keys[end] == keys[begin]) ++end;
    pairs += (end - begin) * (end - begin - 1) / 2;
    if (runs != nullptr) ++*runs;
    begin = end;
  }
  return pairs;
}

inline Quality quality_of(const std::vector<std::uint32_t>& found, const std::vector<std::uint32_t>& truth) {
  std::vector<std::uint64_t> keys(found.begin(), found.end());
  const std::uint64_t said = pairs_in_runs(keys);
  Quality quality;
  keys.assign(truth.begin(), truth.end());
  const std::uint64_t real = pairs_in_runs(keys, &quality.persons_true);
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = std::uint64_t{found[i]} << 32 | truth[i];
  const std::uint64_t both = pairs_in_runs(keys);
  if (said > 0) quality.precision = static_cast<double>(both) / static_cast<double>(said);
  if (real > 0) quality.recall = static_cast<double>(both) / static_cast<double>(real);
  return quality;
}

// For whoever works on the rules: by which levels pairs were joined wrongly, or missed. Levels, never values.
inline void tell_errors(const IdentityTable& table, const Resolution& resolution, const std::vector<std::uint32_t>& truth) {
  std::map<std::string, std::uint64_t> kinds;
  const auto look = [&](const std::vector<std::uint32_t>& group, const std::vector<std::uint32_t>& other, const char* what) {
    std::vector<std::uint32_t> order(truth.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return std::pair(group[a], a) < std::pair(group[b], b); });
    for (std::size_t i = 0; i < order.size(); ++i)
      for (std::size_t j = i + 1; j < order.size() && group[order[j]] == group[order[i]]; ++j) {
        if (other[order[i]] == other[order[j]]) continue;
        const Agreement agreement = agreement_of(table, table.rows[order[i]], table.rows[order[j]], resolution.weights.commonness);
        std::string text = what;
        for (std::size_t field = 0; field < field_count; ++field)
          if (agreement.level[field] != 0) text += fmt::format(" {}={}", name_of(Field(field)), name_of_level(Field(field), agreement.level[field]));
        text += fmt::format(" verdict={}", static_cast<int>(verdict_of(agreement)));
        ++kinds[text];
      }
  };
  look(resolution.person_of, truth, "joined wrongly:");
  look(truth, resolution.person_of, "missed:");
  std::vector<std::pair<std::uint64_t, std::string>> sorted;
  for (const auto& [text, count] : kinds) sorted.emplace_back(count, text);
  std::sort(sorted.rbegin(), sorted.rend());
  for (std::size_t i = 0; i < sorted.size() && i < 60; ++i) fmt::print(stderr, "{:8} {}\n", sorted[i].first, sorted[i].second);
}

}  // namespace tocsin
