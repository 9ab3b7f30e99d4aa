// The two ends of what is not established: how the open points may turn out at best and at worst.
//
// Way:   profile with gaps -> [here] -> two settled profiles -> rules -> a range of risk
// Law:   GDPR Art. 33(1), 5(2), rec. 85: the controller must be able to show that a risk is unlikely. So where the
//        law puts the burden on the controller, a gap is already an answer: a stolen medium is in the thief's
//        hands, an outsider known to have had access may have taken a copy, logs nobody read prove nothing.
// Pure:  profile in, profile out
// Holds: the rules are monotone (more harm never lowers a bound: assessment_property_test.cc), so these two
//        profiles bound every way in which the gaps can be filled. What was established is never changed.

#pragma once

#include "rules/assessment/breach_profile.h"

namespace tocsin::assessment {

BreachProfile at_best(const BreachProfile& profile);
BreachProfile at_worst(const BreachProfile& profile);

}  // namespace tocsin::assessment
