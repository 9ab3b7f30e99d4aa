// Who may decide what about a proposed risk, and when a second opinion needs an answer.
//
// Way:   Assessment (proposal) + a person's decision -> [here] -> app/ records it, or says why not
// Law:   GDPR Art. 5(2), 24 (the controller decides and must show why), 38, 39 (the DPO advises and monitors)
// Pure.
// Holds: raising is free. Lowering needs a written reason and a second person. The DPO is never the only name.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/assessment/enisa.h"

namespace tocsin::assessment {

// Rules and second opinion differ; the decision must say in writing why one of them is followed.
struct Disagreement {
  Risk rules;   // the nearest end of the rules' range
  Risk second;
  bool second_is_higher() const { return second > rules; }
};
std::optional<Disagreement> disagreement_of(Risk at_best, Risk at_worst, const EnisaScore& enisa);

struct Decider {
  std::string name;
  bool acts_for_controller = false;
  bool is_dpo = false;
};

struct Proposal {
  Risk risk = Risk::risk;
  std::optional<Disagreement> disagreement;
};

struct Decision {
  Risk risk = Risk::risk;
  std::string reason;
};

// `deciders` are all who signed, the one who proposed included.
Result<void> may_decide(const Proposal& proposal, const Decision& decision, const std::vector<Decider>& deciders);

}  // namespace tocsin::assessment
