// What one rule found: a reason, and what it does to likelihood or severity.
//
// Way:   a settled profile (completion.h) -> rule -> [here] -> combine.h
// Law:   EDPB 9/2022 IV.B: the risk is the severity of the impact and its likelihood, taken together
// Pure:  values
// Holds: an effect is a bound, never a sum: rules may come in any order and more harm can only move a bound up.

#pragma once

#include <vector>

#include "rules/assessment/because.h"
#include "rules/assessment/breach_profile.h"

namespace tocsin::assessment {

enum class Risk { unlikely, risk, high };

// Who may have the data: the likelihood that they are misused.
enum class Exposure {
  nobody,
  contained,  // a trusted recipient who has deleted them
  possible,   // nothing points to it, but it cannot be excluded
  few,        // few and known
  many,       // many, or nobody knows how many
  hostile,
  everybody,
};

enum class Effect {
  exposure_at_least,
  exposure_at_most,
  weight_at_least,
  weight_raised,  // one step
  risk_at_least,
  speaks_for_risk,      // a reason worth telling that moves no bound of its own
  speaks_against_risk,
};

struct Finding {
  Because because;
  Effect effect;
  int bound = 0;  // Exposure, Weight or Risk, as the effect says
};

inline Finding at_least(Exposure exposure, Because because) { return {because, Effect::exposure_at_least, static_cast<int>(exposure)}; }
inline Finding at_most(Exposure exposure, Because because) { return {because, Effect::exposure_at_most, static_cast<int>(exposure)}; }
inline Finding at_least(Weight weight, Because because) { return {because, Effect::weight_at_least, static_cast<int>(weight)}; }
inline Finding at_least(Risk risk, Because because) { return {because, Effect::risk_at_least, static_cast<int>(risk)}; }
inline Finding one_step_heavier(Because because) { return {because, Effect::weight_raised, 1}; }
inline Finding for_risk(Because because) { return {because, Effect::speaks_for_risk}; }
inline Finding against_risk(Because because) { return {because, Effect::speaks_against_risk}; }

bool lowers(const Finding& finding);

// REQUIRES: a settled profile (completion.h): every field a rule asks for has a value.
using Findings = std::vector<Finding>;
using Rule = Findings (*)(const BreachProfile&);

// One file each.
Findings unintelligible_data(const BreachProfile& profile);
Findings exfiltration(const BreachProfile& profile);
Findings recipients(const BreachProfile& profile);
Findings sensitivity(const BreachProfile& profile);
Findings persons_at_risk(const BreachProfile& profile);
Findings number_of_persons(const BreachProfile& profile);
Findings identity_misuse(const BreachProfile& profile);
Findings availability(const BreachProfile& profile);
Findings integrity(const BreachProfile& profile);

}  // namespace tocsin::assessment
