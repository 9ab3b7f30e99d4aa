// How many? A number raises the scale of a harm; a single person can still be at high risk.
#include "rules/assessment/number_of_persons.h"

#include "rules/assessment/finding.h"

namespace tocsin::assessment {

// The figure itself enters the table of combine.cc; here are only its words.
Findings number_of_persons(const BreachProfile& profile) {
  const std::int64_t count = profile.persons ? profile.persons->hi : very_many_persons_from;
  if (count >= very_many_persons_from) return {for_risk(Because::very_many_persons)};
  if (count >= many_persons_from) return {for_risk(Because::many_persons)};
  return {against_risk(Because::few_persons)};
}

}  // namespace tocsin::assessment
