#include "persons/corrections.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "persons/closing.h"

namespace tocsin {
namespace {

struct Edge {
  std::int32_t sum = 0;
  std::uint32_t a = 0, b = 0;  // places in the group
};

// Everybody who one way or the other belongs to the persons that decisions speak of.
std::vector<std::uint32_t> members_of_touched(std::span<const Correction> corrections, const std::vector<std::uint32_t>& person_of) {
  std::set<std::uint32_t> touched;
  for (const Correction& correction : corrections) touched.insert(person_of[correction.a]), touched.insert(person_of[correction.b]);
  std::vector<std::uint32_t> members;
  for (std::uint32_t record = 0; record < person_of.size(); ++record)
    if (touched.contains(person_of[record])) members.push_back(record);
  return members;
}

// The group is put together anew, heaviest pair first, and never across a "different".
class Regrouping {
 public:
  Regrouping(std::vector<std::uint32_t> members, std::span<const Correction> corrections) : members_(std::move(members)), same_(members_.size()) {
    for (const Correction& correction : corrections)
      if (!correction.same) different_.push_back({place(correction.a), place(correction.b)});
    for (const Correction& correction : corrections)
      if (correction.same && !join(place(correction.a), place(correction.b))) ++refused_;
  }

  void join_heaviest_first(const IdentityTable& table, const Weights& weights, const std::vector<std::uint32_t>& person_of) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_person;  // as they were before
    for (std::uint32_t i = 0; i < members_.size(); ++i) by_person[person_of[members_[i]]].push_back(i);
    std::vector<Edge> edges;
    for (const auto& [person, group] : by_person)
      for (std::size_t i = 0; i < group.size(); ++i)
        for (std::size_t j = i + 1; j < group.size(); ++j) {
          const Agreement agreement = agreement_of(table, table.rows[members_[group[i]]], table.rows[members_[group[j]]], weights.commonness);
          const Verdict verdict = verdict_of(agreement);
          const std::int32_t sum = verdict == Verdict::one ? INT32_MAX : weights.sum(agreement);
          if (verdict != Verdict::apart && sum >= weights.joined) edges.push_back({sum, group[i], group[j]});
        }
    std::sort(edges.begin(), edges.end(), [](const Edge& x, const Edge& y) { return std::tuple(-x.sum, x.a, x.b) < std::tuple(-y.sum, y.a, y.b); });
    for (const Edge& edge : edges) join(edge.a, edge.b);
  }

  std::uint64_t refused() const { return refused_; }
  // Calls tell(record, the first record of its person).
  template <class Tell>
  void each(const Tell& tell) {
    for (std::uint32_t i = 0; i < members_.size(); ++i) tell(members_[i], members_[same_.find(i)]);
  }

 private:
  std::uint32_t place(std::uint32_t record) const {
    return static_cast<std::uint32_t>(std::lower_bound(members_.begin(), members_.end(), record) - members_.begin());
  }
  bool join(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t left = same_.find(a), right = same_.find(b);
    for (const auto& [x, y] : different_) {
      const std::uint32_t u = same_.find(x), v = same_.find(y);
      if ((u == left && v == right) || (u == right && v == left)) return false;
    }
    same_.join(left, right);
    return true;
  }

  std::vector<std::uint32_t> members_;
  UnionFind same_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> different_;
  std::uint64_t refused_ = 0;
};

}  // namespace

std::uint64_t apply_corrections(const IdentityTable& table, const Weights& weights, std::span<const Correction> corrections,
                                std::vector<std::uint32_t>& person_of, std::uint32_t& persons) {
  if (corrections.empty()) return 0;
  Regrouping group(members_of_touched(corrections, person_of), corrections);
  group.join_heaviest_first(table, weights, person_of);
  // Leaders: a record of the group by the regrouping, everyone else by the first record of their person.
  constexpr std::uint32_t nobody = ~0U;
  std::vector<std::uint32_t> leader(person_of.size(), nobody), first_of(persons, nobody);
  group.each([&](std::uint32_t record, std::uint32_t first) { leader[record] = first; });
  for (std::uint32_t record = 0; record < person_of.size(); ++record) {
    if (leader[record] != nobody) continue;
    std::uint32_t& first = first_of[person_of[record]];
    if (first == nobody) first = record;
    leader[record] = first;
  }
  persons = 0;
  for (std::uint32_t record = 0; record < person_of.size(); ++record) person_of[record] = leader[record] == record ? persons++ : person_of[leader[record]];
  return group.refused();
}

}  // namespace tocsin
