#include "rules/assessment/decision.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace tocsin::assessment {
namespace {

std::size_t persons_in(const std::vector<Decider>& deciders) {
  std::set<std::string_view> names;
  for (const Decider& decider : deciders) names.insert(trimmed(decider.name));
  names.erase("");
  return names.size();
}

std::unexpected<Error> refused(std::string what, std::string remedy) {
  return failure(ErrorKind::refused, std::move(what), "the decision about the risk", std::move(remedy));
}

}  // namespace

std::optional<Disagreement> disagreement_of(Risk at_best, Risk at_worst, const EnisaScore& enisa) {
  const Risk second = risk_of(enisa.band);
  if (second < at_best) return Disagreement{at_best, second};
  if (second > at_worst) return Disagreement{at_worst, second};
  return {};
}

Result<void> may_decide(const Proposal& proposal, const Decision& decision, const std::vector<Decider>& deciders) {
  const bool somebody_acts =
      std::any_of(deciders.begin(), deciders.end(), [](const Decider& d) { return d.acts_for_controller && !d.is_dpo && !trimmed(d.name).empty(); });
  if (!somebody_acts)
    return refused("nobody who acts for the controller has signed", "the data protection officer advises; a person acting for the controller must decide");
  const bool has_reason = !trimmed(decision.reason).empty();
  const bool lowered = decision.risk < proposal.risk;
  if (lowered && !has_reason) return refused("the risk is lowered without a reason", "write down why the risk is lower than proposed");
  if (lowered && persons_in(deciders) < 2) return refused("one person alone lowers the risk", "have a second person sign, or keep the proposed risk");
  if (proposal.disagreement && !has_reason)
    return refused("the rules and the second opinion differ and nobody says which is followed", "write down why the one is followed and not the other");
  return {};
}

}  // namespace tocsin::assessment
