// Likelihood and severity together: one settled profile -> one risk.
//
// Way:   settled profile -> rules -> findings -> [here] -> risk
// Law:   EDPB 9/2022 section IV.B: type of breach; nature, sensitivity and volume of the data; ease of
//        identification; severity of the consequences; who the persons are; how many; then likelihood and severity
//        together. 01/2021 adds: restoration in time, complete logs, the key's state, trust and written deletion.
// Pure.

#pragma once

#include "rules/assessment/finding.h"

namespace tocsin::assessment {

struct Combined {
  Risk risk = Risk::unlikely;
  Exposure exposure = Exposure::nobody;
  Weight weight = Weight::unlinkable;
  Findings findings;
};

// REQUIRES: a settled profile (completion.h)
Combined combined(const BreachProfile& settled);

}  // namespace tocsin::assessment
