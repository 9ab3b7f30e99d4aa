#include "persons/explain.h"

#include <algorithm>
#include <deque>

namespace tocsin {
namespace {

bool joins(const PairEvidence& pair, const Weights& weights) {
  return pair.verdict == Verdict::one || (pair.verdict == Verdict::weigh && pair.sum >= weights.joined);
}

std::vector<std::uint32_t> records_of(const Resolution& resolution, std::uint32_t person) {
  std::vector<std::uint32_t> records;
  for (std::uint32_t record = 0; record < resolution.person_of.size(); ++record)
    if (resolution.person_of[record] == person) records.push_back(record);
  return records;
}

// The fewest steps; among equals the one found over earlier records.
std::vector<PairEvidence> shortest_path(const IdentityTable& table, const Resolution& resolution, std::uint32_t a, std::uint32_t b) {
  constexpr std::uint32_t unseen = ~0U;
  const std::vector<std::uint32_t> records = records_of(resolution, resolution.person_of[a]);
  std::vector<std::uint32_t> from(records.size(), unseen);
  const auto place = [&](std::uint32_t record) {
    return static_cast<std::uint32_t>(std::lower_bound(records.begin(), records.end(), record) - records.begin());
  };
  std::deque<std::uint32_t> next{place(a)};
  from[place(a)] = place(a);
  while (!next.empty() && from[place(b)] == unseen) {
    const std::uint32_t here = next.front();
    next.pop_front();
    for (std::uint32_t there = 0; there < records.size(); ++there) {
      if (from[there] != unseen || !joins(evidence_of(table, resolution.weights, records[here], records[there]), resolution.weights)) continue;
      from[there] = here;
      next.push_back(there);
    }
  }
  std::vector<PairEvidence> path;
  if (from[place(b)] == unseen) return path;  // joined by a person's decision
  for (std::uint32_t at = place(b); at != place(a); at = from[at]) path.push_back(evidence_of(table, resolution.weights, records[from[at]], records[at]));
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace

PairEvidence evidence_of(const IdentityTable& table, const Weights& weights, std::uint32_t a, std::uint32_t b) {
  const Agreement agreement = agreement_of(table, table.rows[a], table.rows[b], weights.commonness);
  PairEvidence pair{a, b, {}, weights.sum(agreement), verdict_of(agreement), 0};
  for (std::size_t i = 0; i < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    if (agreement.level[i] != 0) pair.fields.push_back({field, name_of_level(field, agreement.level[i]), weights.of_field(field, agreement)});
  }
  pair.chance = pair.verdict == Verdict::apart ? 0 : pair.verdict == Verdict::one ? 1 : chance_of(weights, pair.sum);
  return pair;
}

Explanation explain(const IdentityTable& table, const Resolution& resolution, std::uint32_t a, std::uint32_t b) {
  Explanation explanation{evidence_of(table, resolution.weights, a, b), resolution.person_of[a] == resolution.person_of[b], {}};
  if (explanation.one_person && a != b) explanation.path = shortest_path(table, resolution, a, b);
  return explanation;
}

}  // namespace tocsin
