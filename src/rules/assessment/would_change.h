// What would change the answer: the same rules, asked again with one fact turned round.
//
// Way:   profile + its duties -> [here] -> the assessment's would_change
// Pure:  nothing here is written by hand per case; a change is listed only if the rules answer differently

#pragma once

#include "rules/assessment/assessment.h"

namespace tocsin::assessment {

std::vector<Change> changes_of(const BreachProfile& profile, const Duties& now);
std::vector<std::string_view> all_change_codes();  // for the texts' test

}  // namespace tocsin::assessment
