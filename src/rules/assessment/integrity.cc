// Were data altered, and are they right again?
#include <algorithm>

#include "rules/assessment/finding.h"

namespace tocsin::assessment {

Findings integrity(const BreachProfile& profile) {
  if (!hits(profile, Nature::integrity)) return {};
  const bool copy = profile.backup <= Backup::not_relevant;
  const double hours = profile.restored_after_hours.value_or(never_restored);
  if (copy && hours < never_restored) return {against_risk(Because::altered_and_restored)};
  const bool treated_by_it = std::any_of(profile.data.begin(), profile.data.end(), [](const DataKind& kind) { return kind.health; }) &&
                             std::any_of(profile.groups.begin(), profile.groups.end(), [](const PersonGroup& group) { return group.in_care; });
  return {at_least(treated_by_it ? Risk::high : Risk::risk, Because::altered_not_restored)};
}

}  // namespace tocsin::assessment
