// Who are the persons? What belonging to the group tells, and who can defend themselves less.
#include <algorithm>

#include "rules/assessment/finding.h"

namespace tocsin::assessment {

Findings persons_at_risk(const BreachProfile& profile) {
  const auto any = [&](auto&& holds) { return std::any_of(profile.groups.begin(), profile.groups.end(), holds); };
  Findings out;
  if (any([](const PersonGroup& group) { return group.belonging_reveals; })) out.push_back(at_least(Weight::enabling, Because::belonging_reveals));
  if (profile.vulnerable == true || any([](const PersonGroup& group) { return group.vulnerable; }))
    out.push_back(one_step_heavier(Because::vulnerable_persons));
  return out;
}

}  // namespace tocsin::assessment
