#include "persons/reach.h"

#include <unordered_map>

namespace tocsin {
namespace {

// How well a member fits a record of a person it was joined with. A chain can join more than one.
int fit(const IdentityRow& record, const IdentityRow& member) {
  return (record.has_given() && record.given == member.given ? 2 : 0) + (record.birth_date != 0 && record.birth_date == member.birth_date ? 2 : 0) +
         (record.has_family() && record.family == member.family ? 1 : 0);
}

}  // namespace

std::vector<FoundMember> members_of(const IdentityTable& records, const Resolution& resolution, const IdentityTable& members) {
  IdentityTable all = records;
  all.append(members);
  const Resolution joined = resolve(all);
  std::unordered_multimap<std::uint32_t, std::uint32_t> members_by_cluster;
  std::unordered_map<std::uint64_t, std::uint32_t> member_by_number;
  for (std::uint32_t member = 0; member < members.rows.size(); ++member) {
    members_by_cluster.emplace(joined.person_of[records.rows.size() + member], member);
    for (const NumberKey& number : members.numbers_of(members.rows[member]))
      if (number.known() && field_of(number) == NumberField::main_insured) member_by_number.try_emplace(number.value(), member);
  }
  std::vector<FoundMember> found(resolution.persons);
  std::vector<int> best(resolution.persons, -1);
  for (std::uint32_t record = 0; record < records.rows.size(); ++record) {
    const std::uint32_t person = resolution.person_of[record];
    const auto [begin, end] = members_by_cluster.equal_range(joined.person_of[record]);
    for (auto candidate = begin; candidate != end; ++candidate) {
      const int fits = fit(records.rows[record], members.rows[candidate->second]);
      if (fits < best[person] || (fits == best[person] && candidate->second >= found[person].member)) continue;
      best[person] = fits;
      found[person] = {candidate->second, false};
    }
  }
  for (std::uint32_t record = 0; record < records.rows.size(); ++record) {
    FoundMember& person = found[resolution.person_of[record]];
    for (const NumberKey& number : records.numbers_of(records.rows[record])) {
      if (person.member != FoundMember::none || !number.known() || field_of(number) != NumberField::main_insured) continue;
      if (const auto insured = member_by_number.find(number.value()); insured != member_by_number.end()) person = {insured->second, true};
    }
  }
  return found;
}

bool is_minor(std::int32_t birth_date, std::int32_t today) { return birth_date != 0 && birth_date + 18'0000 > today; }

}  // namespace tocsin
