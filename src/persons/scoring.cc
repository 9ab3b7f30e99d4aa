#include "persons/scoring.h"

#include <algorithm>

namespace tocsin {
namespace {

// Only an own number could join two whose given names or birth dates contradict each other; most pairs of a household
// end here.
bool only_an_own_number_could_join(const IdentityTable& table, const IdentityRow& a, const IdentityRow& b) {
  if (!surely_apart_by_date(a, b)) return false;
  for (const NumberKey left : table.numbers_of(a))
    for (const NumberKey right : table.numbers_of(b))
      if (left.value() == right.value() && left.known() && left.bond() >= Bond::bearer) return false;
  return true;
}

}  // namespace

void Scoring::remember_leaders() {
  leader_.resize(table_.rows.size());
  in_shares(leader_.size(), threads_, [&](int, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) leader_[i] = same_.find(static_cast<std::uint32_t>(i));
  });
}

void Scoring::compare(BlockKey key) {
  remember_leaders();
  for_each_candidate(key, table_, threads_, [&](int t, std::span<const CandidatePair> pairs) { look_at(pairs, found_[static_cast<std::size_t>(t)]); });
}

void Scoring::compare(BlockKey key, const GatheredKeys& keys) {
  if (leader_.empty()) remember_leaders();  // new records join few: once is enough
  keys.for_each_candidate(key, [&](int t, std::span<const CandidatePair> pairs) { look_at(pairs, found_[static_cast<std::size_t>(t)]); });
}

void Scoring::look_at(std::span<const CandidatePair> pairs, FoundPairs& found) {
  // Rows lie far apart: they are asked for some pairs ahead, their numbers a little later.
  constexpr std::size_t rows_ahead = 16, numbers_ahead = 8;
  found.met += pairs.size();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (i + rows_ahead < pairs.size()) {
      const CandidatePair next = pairs[i + rows_ahead];
      __builtin_prefetch(&leader_[next.first]);
      __builtin_prefetch(&leader_[next.second]);
      __builtin_prefetch(&table_.rows[next.first]);
      __builtin_prefetch(&table_.rows[next.second]);
    }
    if (i + numbers_ahead < pairs.size()) {
      const CandidatePair next = pairs[i + numbers_ahead];
      __builtin_prefetch(table_.numbers.data() + table_.rows[next.first].first_number);
      __builtin_prefetch(table_.numbers.data() + table_.rows[next.second].first_number);
    }
    if (leader_[pairs[i].first] != leader_[pairs[i].second]) weigh(pairs[i].first, pairs[i].second, found);
  }
}

void Scoring::weigh(std::uint32_t a, std::uint32_t b, FoundPairs& found) {
  ++found.compared;
  const IdentityRow &left = table_.rows[a], &right = table_.rows[b];
  if (only_an_own_number_could_join(table_, left, right)) return;
  const Agreement agreement = agreement_of(table_, left, right, weights_.commonness);
  const Verdict verdict = verdict_of(agreement);
  if (verdict == Verdict::apart) return;
  const std::int32_t sum = weights_.sum(agreement);
  if (verdict == Verdict::one || (sum >= weights_.surely && peers(left, right)))
    same_.join(a, b);
  else if (sum >= weights_.joined)
    (peers(left, right) ? found.likely : found.completing).push_back({a, b, sum});
  else if (sum >= weights_.reviewed)
    found.doubtful.push_back({a, b, sum});
}

FoundPairs Scoring::take() {
  FoundPairs all;
  for (FoundPairs& found : found_) {
    for (const auto list : {&FoundPairs::completing, &FoundPairs::likely, &FoundPairs::doubtful}) {
      (all.*list).insert((all.*list).end(), (found.*list).begin(), (found.*list).end());
      std::vector<FoundPair>().swap(found.*list);
    }
    all.met += found.met;
    all.compared += found.compared;
  }
  // A pair is found under each key it shares; the order of threads shall not show.
  for (const auto list : {&FoundPairs::completing, &FoundPairs::likely, &FoundPairs::doubtful}) {
    auto& pairs = all.*list;
    const auto place = [](const FoundPair& pair) { return std::uint64_t{pair.a} << 32 | pair.b; };
    std::sort(pairs.begin(), pairs.end(), [&](const FoundPair& x, const FoundPair& y) { return place(x) < place(y); });
    pairs.erase(std::unique(pairs.begin(), pairs.end(), [&](const FoundPair& x, const FoundPair& y) { return place(x) == place(y); }), pairs.end());
  }
  leader_ = {};
  return all;
}

}  // namespace tocsin
