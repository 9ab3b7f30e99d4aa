// The assessment of one breach: what is owed, why, and what would change it. A proposal: a person decides.
//
// Way:   BreachProfile -> [here] -> app/assess, obligations/
// Law:   GDPR Art. 33(1), (2), (5), 34(1); EDPB 9/2022 IV.B
// Pure:  the same profile always gives the same assessment
// Holds: open facts give a range of risk, not a guess. Where the range straddles a duty the answer is needs_input,
//        and for clocks an undetermined risk counts as a risk (counts_for_clocks).

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules/assessment/combine.h"
#include "rules/assessment/decision.h"
#include "rules/assessment/enisa.h"

namespace tocsin::assessment {

enum class Answer { no, needs_input, yes, by_controllers };

struct RiskRange {
  Risk at_best = Risk::unlikely;
  Risk at_worst = Risk::unlikely;
  bool operator==(const RiskRange&) const = default;
};

struct Duties {
  bool document = true;
  Answer authority = Answer::needs_input;
  Answer persons = Answer::needs_input;
  bool notify_controllers = false;
  RiskRange risk;
  bool operator==(const Duties&) const = default;
};

// One fact that could turn out otherwise, and what would then be owed.
struct Change {
  std::string_view code;  // "if_key_falls"; texts/<language>/assessment.toml says it in words
  Duties then;
};

struct Assessment {
  Duties duties;
  std::vector<Because> because;  // no reason twice
  std::vector<Change> would_change;
  std::optional<EnisaScore> enisa;
  std::optional<Disagreement> disagreement;
};

RiskRange risk_range(const BreachProfile& profile);
Duties duties_of(const BreachProfile& profile);
Assessment assess(const BreachProfile& profile);

std::string_view name_of(Answer answer);
std::string_view name_of(Risk risk);
std::string_view name_of(RiskRange range);  // unlikely | risk | high | undetermined

// Late certainty never stops a clock: only a risk shown to be unlikely counts as such.
Risk counts_for_clocks(RiskRange range);

}  // namespace tocsin::assessment
