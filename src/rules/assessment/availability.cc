// What can the persons no longer have, for how long, and what does it do to them?
//
// Encryption does not help here: data that nobody can read do not serve their owner either.
#include <algorithm>

#include "rules/assessment/finding.h"

namespace tocsin::assessment {
namespace {

constexpr double in_time_hours = 24;  // most services can bridge a day
constexpr double late_hours = 72;     // after that a loss is felt even where nobody reported an effect

bool care_depends(const BreachProfile& profile) {
  const bool health =
      profile.special_category == true || std::any_of(profile.data.begin(), profile.data.end(), [](const DataKind& kind) { return kind.health; });
  return health && std::any_of(profile.groups.begin(), profile.groups.end(), [](const PersonGroup& group) { return group.in_care; });
}

bool weighs_heavily(const BreachProfile& profile) {
  return profile.vulnerable == true || profile.special_category == true || profile.national_id == true ||
         std::any_of(profile.data.begin(), profile.data.end(), [](const DataKind& kind) { return kind.weight >= Weight::enabling && !kind.hashed; });
}

}  // namespace

Findings availability(const BreachProfile& profile) {
  if (!hits(profile, Nature::availability)) return {};
  const Impact impact = profile.service_impact.value_or(Impact::severe);
  const double hours = profile.restored_after_hours.value_or(never_restored);
  const bool copy = profile.backup <= Backup::not_relevant;
  const bool vital = care_depends(profile);
  Findings out;
  if (impact == Impact::severe) out.push_back(at_least(Risk::high, Because::consequences_severe));
  if (vital && hours >= in_time_hours && impact >= Impact::minor)
    out.push_back(at_least(impact >= Impact::moderate ? Risk::high : Risk::risk, Because::care_depends_on_it));
  if (!copy && hours >= never_restored) out.push_back(at_least(weighs_heavily(profile) ? Risk::high : Risk::risk, Because::lost_for_good));
  if (impact == Impact::moderate) out.push_back(at_least(Risk::risk, Because::service_impaired));
  const bool felt = impact >= Impact::minor;
  if ((felt && hours > in_time_hours) || (!copy && hours > late_hours)) out.push_back(at_least(Risk::risk, Because::restored_late));
  if (out.empty()) out.push_back(against_risk(Because::restored_in_time));
  return out;
}

}  // namespace tocsin::assessment
