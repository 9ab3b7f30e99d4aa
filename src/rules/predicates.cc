#include "rules/predicates.h"

#include <algorithm>

#include "base/check.h"
#include "rules/starts.h"

namespace tocsin {
namespace {

Tested yes(std::vector<Because> because = {}) { return {true, std::move(because)}; }
Tested no(Because because) { return {false, {because}}; }
Tested either(bool holds, Because if_yes, Because if_no) { return {holds, {holds ? if_yes : if_no}}; }

Tested acts_as_controller(const Case& c) { return c.incident.role() == Role::controller ? yes() : no(Because::not_the_controller); }
Tested acts_as_processor(const Case& c) { return c.incident.role() == Role::processor ? yes() : no(Because::not_the_processor); }

Tested aware(const Case& c) {
  const auto awareness = c.incident.awareness();
  if (!awareness) return no(Because::not_aware_yet);
  if (awareness->provisional) return yes({Because::aware_by_processor_alert, Because::sender_not_verified});
  return yes({awareness->by_alert ? Because::aware_by_processor_alert : Because::aware});
}

// A suspicion counts as a breach until it is dismissed with reasons.
Tested breach(const Case& c) { return c.incident.has<fact::BreachDismissed>() ? no(Because::not_a_breach) : yes(); }

Because risk_reason(const Incident& incident) {
  const auto* assessed = incident.latest<fact::RiskAssessed>();
  if (assessed == nullptr) return Because::risk_not_assessed;
  if (assessed->risk == word::Risk::unlikely) return Because::risk_unlikely;
  return assessed->risk == word::Risk::high ? Because::risk_high : Because::risk_present;
}

// Not knowing is not unlikely: Art. 33(1) excuses only an assessment that says so.
Tested risk_unlikely(const Case& c) {
  const Because because = risk_reason(c.incident);
  return {because == Because::risk_unlikely, {because}};
}

Tested high_risk(const Case& c) {
  const Because because = risk_reason(c.incident);
  if (because == Because::risk_high) return yes({because});
  return no(because == Because::risk_present ? Because::risk_not_high : because);
}

// Claimed, and not rejected since.
bool claimed(const Incident& incident, word::Exception exception) {
  std::uint64_t claimed_at = 0, rejected_at = 0;
  for (const Fact* fact : incident.all_facts<fact::ExceptionClaimed>())
    if (std::get<fact::ExceptionClaimed>(fact->body).exception == exception) claimed_at = fact->seq;
  for (const Fact* fact : incident.all_facts<fact::ExceptionRejected>())
    if (std::get<fact::ExceptionRejected>(fact->body).exception == exception) rejected_at = fact->seq;
  return claimed_at > rejected_at;
}

Tested effort_disproportionate(const Case& c) {
  if (claimed(c.incident, word::Exception::disproportionate_effort)) return yes({Because::exception_disproportionate_effort});
  return no(Because::no_exception_claimed);
}

// Art. 34(3): one is enough. Whether its evidence carries it is the assessment's question, not the clock's.
Tested exception_holds(const Case& c) {
  if (claimed(c.incident, word::Exception::unintelligible)) return yes({Because::exception_unintelligible});
  if (claimed(c.incident, word::Exception::risk_removed)) return yes({Because::exception_risk_removed});
  return effort_disproportionate(c);
}

Tested ordered_to_inform(const Case& c) {
  for (const auto* asked : c.incident.all<fact::AuthorityAsked>())
    if (asked->order == word::Order::inform_persons) return yes({Because::ordered_by_authority});
  return no(Because::not_ordered);
}

Tested notified(const Case& c) {
  const Filings filings = filings_of(c);
  if (!filings.proven.empty()) return yes({Because::notified});
  return no(filings.without_receipt ? Because::filed_without_receipt : Because::not_notified_yet);
}

// Reasons are owed once the end has passed, notified or not. Art. 33(1) second sentence.
Tested notification_late(const Case& c) {
  const auto filing = first_filing(c);
  if (!c.notification_deadline) return no(Because::not_late);
  if (filing) return either(filing->at >= *c.notification_deadline, Because::notified_late, Because::not_late);
  return either(c.now >= *c.notification_deadline, Because::notification_overdue, Because::not_late);
}

Tested notification_incomplete(const Case& c) {
  const Filings filings = filings_of(c);
  const bool complete = std::any_of(filings.proven.begin(), filings.proven.end(), [](const Filing& filing) { return filing.complete; });
  return either(!complete, Because::notification_incomplete, Because::notification_complete);
}

template <std::vector<Start> (*starts)(const Case&), Because some, Because none>
Tested any_start(const Case& c) {
  return either(!starts(c).empty(), some, none);
}

constexpr Predicate table[] = {
    {"acts_as_controller", "GDPR Art. 4(7)", "The organisation decides on purposes and means.", acts_as_controller},
    {"acts_as_processor", "GDPR Art. 4(8)", "The organisation processes for controllers.", acts_as_processor},
    {"aware", "GDPR Art. 33(1); EDPB 9/2022 par. 31, 44", "Reasonable certainty, or a processor's alert in the mailbox.", aware},
    {"breach", "GDPR Art. 4(12)", "Not dismissed as no personal data breach.", breach},
    {"risk_unlikely", "GDPR Art. 33(1)", "An assessment says that risk is unlikely.", risk_unlikely},
    {"high_risk", "GDPR Art. 34(1)", "An assessment says that a high risk is likely.", high_risk},
    {"exception_holds", "GDPR Art. 34(3)", "An exception is claimed and not rejected.", exception_holds},
    {"effort_disproportionate", "GDPR Art. 34(3)(c)", "Telling each person is claimed to be disproportionate.", effort_disproportionate},
    {"ordered_to_inform", "GDPR Art. 34(4)", "The authority ordered that the persons are informed.", ordered_to_inform},
    {"notified", "GDPR Art. 33(1)", "The authority was told, with proof where its channel gives one.", notified},
    {"notification_late", "GDPR Art. 33(1) second sentence", "Told at or after the end of the period, or not yet although it has ended.", notification_late},
    {"notification_incomplete", "GDPR Art. 33(4)", "Nothing filed so far says that it is complete.", notification_incomplete},
    {"contract_names_hours", "GDPR Art. 28(3)(f)", "A controller's contract names hours for the alert.",
     any_start<contract_starts, Because::contract_sets_hours, Because::no_contract_hours>},
    {"asked_by_authority", "GDPR Art. 31, 58", "The authority asked or ordered something.",
     any_start<order_starts, Because::authority_asked, Because::nothing_asked>},
    {"filed_preliminary", "house rule", "A preliminary notification was filed by one person.",
     any_start<preliminary_filing_starts, Because::filed_preliminary, Because::not_filed_preliminary>},
    {"measures_planned", "GDPR Art. 33(3)(d)", "Measures were promised.",
     any_start<planned_measure_starts, Because::measure_planned, Because::no_measure_planned>},
    {"assessment_overtaken", "EDPB 9/2022", "A find, a number or an outflow is newer and worse than the assessment.",
     any_start<overtaking_fact_starts, Because::assessment_overtaken, Because::assessment_current>},
    {"statement_contradicted", "GDPR Art. 5(1)(a)", "A later fact contradicts what was said in public.",
     any_start<contradiction_starts, Because::public_statement_contradicted, Because::no_statement_contradicted>},
};

void add(std::vector<Because>& to, const std::vector<Because>& from) {
  for (const Because because : from)
    if (std::find(to.begin(), to.end(), because) == to.end()) to.push_back(because);
}

// The reasons of those parts that carry the answer: all of them, or those that failed, or those that hold.
Tested of_parts(const std::vector<Condition>& parts, bool all, const Case& the_case) {
  Tested whole{all, {}};
  std::vector<Tested> answers;
  for (const Condition& part : parts) answers.push_back(test(part, the_case));
  for (const Tested& answer : answers)
    if (answer.holds != all) whole.holds = !all;
  for (const Tested& answer : answers)
    if (answer.holds == whole.holds) add(whole.because, answer.because);
  return whole;
}

}  // namespace

std::span<const Predicate> predicates() { return table; }

Tested test(const Condition& condition, const Case& the_case) {
  switch (condition.kind) {
    case Condition::Kind::all: return of_parts(condition.parts, true, the_case);
    case Condition::Kind::any: return of_parts(condition.parts, false, the_case);
    case Condition::Kind::negation: {
      Tested inner = test(condition.parts.front(), the_case);
      inner.holds = !inner.holds;
      return inner;
    }
    case Condition::Kind::named: {
      const auto found = std::find_if(std::begin(table), std::end(table), [&](const Predicate& p) { return p.name == condition.name; });
      check(found != std::end(table));
      return found->test(the_case);
    }
  }
  check(false);
  return {};
}

std::optional<Instant> police_wait_until(const Case& the_case) {
  const Fact* asked = the_case.incident.latest_fact<fact::PoliceAskedToWait>();
  const Fact* ended = the_case.incident.latest_fact<fact::PoliceWaitEnded>();
  if (asked == nullptr || (ended != nullptr && ended->seq > asked->seq)) return {};
  const Instant until = std::get<fact::PoliceAskedToWait>(asked->body).until;
  return until > the_case.now ? std::optional(until) : std::nullopt;
}

}  // namespace tocsin
