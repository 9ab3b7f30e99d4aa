// The three exceptions from telling the persons, each a claim of its own with its own evidence.
//
// Way:   profile (risk is high) + the controller's claims -> [here] -> how persons are told, if at all
// Law:   GDPR Art. 34(3)(a) unintelligible, (b) later measures, (c) disproportionate effort; EDPB 9/2022 III
// Pure.
// Holds: only Art. 34 is switched off, never Art. 33. (c) changes the way of telling, it never allows silence.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/assessment/assessment.h"

namespace tocsin::assessment {

struct LaterMeasures {          // (b)
  bool claimed = false;
  std::string what;
  std::string verified_by;      // who checked that the high risk is gone
  bool before_any_use = false;  // nobody acted on the data in between
};

struct DisproportionateEffort {  // (c)
  bool claimed = false;
  std::string why;
  std::string public_means;      // notice, website, press: at least as effective
};

struct Claims {
  bool unintelligible = false;   // (a); its evidence is the profile's protection
  LaterMeasures later;
  DisproportionateEffort effort;
};

enum class Standing { not_claimed, holds, evidence_missing, fails };

struct Exception {
  char letter;  // a, b, c
  Standing standing = Standing::not_claimed;
  std::vector<std::string_view> missing;  // message ids of the evidence that is missing or speaks against it
};

Exception exception_a(const BreachProfile& profile, const Claims& claims);
Exception exception_b(const Claims& claims);
Exception exception_c(const Claims& claims);

enum class Telling { not_required, individually, by_public_notice, needs_input };

// REQUIRES: `duties` of this profile
Telling telling_of(const BreachProfile& profile, const Duties& duties, const Claims& claims);

}  // namespace tocsin::assessment
