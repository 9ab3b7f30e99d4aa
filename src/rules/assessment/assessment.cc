#include "rules/assessment/assessment.h"

#include <algorithm>

#include "rules/assessment/completion.h"
#include "rules/assessment/would_change.h"

namespace tocsin::assessment {
namespace {

// Art. 4(12): personal data, and a breach of security.
bool is_breach(const BreachProfile& profile) { return profile.personal_data != false && profile.cause != Cause::planned_maintenance; }

Answer owed_from(Risk threshold, RiskRange range) {
  if (range.at_best >= threshold) return Answer::yes;
  return range.at_worst >= threshold ? Answer::needs_input : Answer::no;
}

void tell(std::vector<Because>& because, Because reason) {
  if (std::find(because.begin(), because.end(), reason) == because.end()) because.push_back(reason);
}

bool encryption_is_open(const BreachProfile& profile) {
  const Protection& protection = profile.protection;
  if (protection.kind == ProtectionKind::none || protection.key_compromised == true || protection.state_of_art == false) return false;
  return !protection.kind || protection.kind == ProtectionKind::special_reader || !protection.state_of_art || !protection.key_compromised;
}

// What speaks for a risk must hold even at best, what speaks against it even at worst.
std::vector<Because> reasons_of(const BreachProfile& profile, const Duties& duties) {
  if (!duties.document) return {Because::not_a_breach};
  std::vector<Because> because{Because::every_breach_is_documented};
  if (duties.notify_controllers) because.insert(because.end(), {Because::processor_tells_controllers, Because::controllers_decide});
  for (const Finding& finding : combined(at_best(profile)).findings)
    if (!lowers(finding)) tell(because, finding.because);
  for (const Finding& finding : combined(at_worst(profile)).findings)
    if (lowers(finding)) tell(because, finding.because);
  if (profile.protection.kind == ProtectionKind::special_reader) tell(because, Because::special_reader_is_not_encryption);
  if (duties.risk.at_best != duties.risk.at_worst) {
    if (encryption_is_open(profile)) tell(because, Because::encryption_not_established);
    tell(because, Because::facts_do_not_decide);
  }
  if (duties.risk.at_best == Risk::unlikely && duties.risk.at_worst > Risk::unlikely) tell(because, Because::undetermined_counts_as_risk);
  return because;
}

}  // namespace

RiskRange risk_range(const BreachProfile& profile) {
  if (!is_breach(profile)) return {};
  return {combined(at_best(profile)).risk, combined(at_worst(profile)).risk};
}

Duties duties_of(const BreachProfile& profile) {
  Duties duties;
  duties.document = is_breach(profile);
  duties.risk = risk_range(profile);
  duties.authority = owed_from(Risk::risk, duties.risk);
  duties.persons = owed_from(Risk::high, duties.risk);
  if (duties.document && profile.role == Role::processor) {
    // A processor alerts without weighing; Art. 34 reaches it only through its controllers.
    duties.notify_controllers = true;
    duties.authority = Answer::by_controllers;
    duties.persons = duties.persons == Answer::yes ? Answer::by_controllers : Answer::no;
  }
  return duties;
}

Assessment assess(const BreachProfile& profile) {
  Assessment out;
  out.duties = duties_of(profile);
  out.because = reasons_of(profile, out.duties);
  if (!out.duties.document) return out;
  out.would_change = changes_of(profile, out.duties);
  out.enisa = enisa_score(profile);
  if (out.enisa) out.disagreement = disagreement_of(out.duties.risk.at_best, out.duties.risk.at_worst, *out.enisa);
  if (out.disagreement) tell(out.because, Because::second_opinion_differs);
  return out;
}

std::string_view name_of(Answer answer) {
  switch (answer) {
    case Answer::no: return "no";
    case Answer::needs_input: return "needs_input";
    case Answer::yes: return "yes";
    case Answer::by_controllers: return "by_controllers";
  }
  return "needs_input";
}

std::string_view name_of(Risk risk) {
  switch (risk) {
    case Risk::unlikely: return "unlikely";
    case Risk::risk: return "risk";
    case Risk::high: return "high";
  }
  return "high";
}

// "risk" is established where only "is it even high?" is open; "undetermined" where nothing is.
std::string_view name_of(RiskRange range) {
  if (range.at_best == Risk::unlikely && range.at_worst != Risk::unlikely) return "undetermined";
  return name_of(range.at_best);
}

Risk counts_for_clocks(RiskRange range) { return range.at_worst == Risk::unlikely ? Risk::unlikely : std::max(range.at_best, Risk::risk); }

}  // namespace tocsin::assessment
