// The profile of an incident: what its facts say to the rules of this folder.
//
// Way:   facts/incident -> [here] -> assess
// Law:   GDPR Art. 33(1), 34(1)
// Pure:  the same facts give the same profile
// Holds: only standing facts that tell something count; what no fact says stays open. Of several recipients or kinds
//        of data the worst and all count, so that a further fact does not hide an earlier one; to take something
//        back, supersede it. A find or a misuse that a watch reported goes before what was assessed until then.

#pragma once

#include "facts/incident.h"
#include "rules/assessment/breach_profile.h"

namespace tocsin::assessment {

BreachProfile breach_profile_of(const Incident& incident);

}  // namespace tocsin::assessment
