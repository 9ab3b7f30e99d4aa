#include "rules/starts.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/contents.h"

namespace tocsin {
namespace {

using MaybeInstant = std::optional<Instant>;

template <class Kind>
const Kind& body_of_fact(const Fact* fact) {
  return std::get<Kind>(fact->body);
}

// The earliest `at` among a kind's standing facts that fit.
template <class Kind>
MaybeInstant first_at(const Incident& incident, auto fits) {
  MaybeInstant first;
  for (const Kind* told : incident.all<Kind>())
    if (fits(*told) && (!first || told->at < *first)) first = told->at;
  return first;
}
template <class Kind>
MaybeInstant first_at(const Incident& incident) {
  return first_at<Kind>(incident, [](const Kind&) { return true; });
}

bool is(std::int64_t number, std::uint64_t seq) { return number == static_cast<std::int64_t>(seq); }

MaybeInstant authority_notified(const Case& c, const Start&) {
  const auto filing = first_filing(c);
  return filing ? MaybeInstant(filing->at) : std::nullopt;
}

MaybeInstant notification_completed(const Case& c, const Start&) {
  for (const Filing& filing : filings_of(c).proven)
    if (filing.complete) return filing.at;
  return {};
}

MaybeInstant delay_reasoned(const Case& c, const Start&) {
  const Fact* reasoned = c.incident.latest_fact<fact::DelayReasoned>();
  return reasoned == nullptr ? MaybeInstant() : reasoned->recorded_at;
}

// All have been told: somebody says so, or the numbers reach the best figure there is.
MaybeInstant persons_informed(const Case& c, const Start&) {
  const auto counted = c.incident.persons();
  std::int64_t told = 0;
  for (const auto* informed : c.incident.all<fact::PersonsInformed>()) {
    told += informed->persons;
    if (informed->complete.value_or(false) || (counted && counted->best && told >= *counted->best)) return informed->at;
  }
  return {};
}

MaybeInstant public_informed(const Case& c, const Start&) {
  return first_at<fact::PersonsInformed>(c.incident, [](const auto& informed) { return informed.channel == word::Channel::public_; });
}

// One statement for all, or one for each controller that is known by name.
MaybeInstant controllers_alerted(const Case& c, const Start& start) {
  const auto alerted = [&](const std::string& name) {
    return first_at<fact::ControllersAlerted>(c.incident, [&](const auto& alert) { return !alert.party || alert.party->empty() || alert.party == name; });
  };
  if (!start.to_whom.empty()) return alerted(start.to_whom);
  MaybeInstant last = first_at<fact::ControllersAlerted>(c.incident, [](const auto& alert) { return !alert.party || alert.party->empty(); });
  if (last) return last;
  for (const auto* party : c.incident.all<fact::PartyInvolved>()) {
    if (party->role != word::PartyRole::controller) continue;
    const MaybeInstant told = alerted(party->name);
    if (!told) return {};
    if (!last || *told > *last) last = told;
  }
  return last;
}

MaybeInstant order_answered(const Case& c, const Start& start) {
  return first_at<fact::AuthorityAnswered>(c.incident, [&](const auto& answer) { return is(answer.question, start.seq); });
}

MaybeInstant second_look_done(const Case& c, const Start&) { return first_at<fact::SecondLookDone>(c.incident); }

MaybeInstant measure_completed(const Case& c, const Start& start) {
  return first_at<fact::MeasureCompleted>(c.incident, [&](const auto& done) { return is(done.measure, start.seq); });
}

MaybeInstant risk_reassessed(const Case& c, const Start& start) {
  for (const Fact* fact : c.incident.all_facts<fact::RiskAssessed>())
    if (fact->seq > start.seq) return fact->recorded_at;
  return {};
}

MaybeInstant statement_corrected(const Case& c, const Start& start) {
  return first_at<fact::PublicStatementCorrected>(c.incident, [&](const auto& corrected) { return is(corrected.statement, start.seq); });
}

bool data_left(word::Exfiltration exfiltration) { return exfiltration >= word::Exfiltration::confirmed; }

// The number an assessment went by: the largest before it, else the first one after.
std::int64_t count_known_to(const Incident& incident, std::uint64_t assessed_seq, std::uint64_t until_seq) {
  std::int64_t known = 0;
  for (const Fact& fact : incident.facts().first(until_seq - 1)) {
    const auto* count = std::get_if<fact::PersonsCounted>(&fact.body);
    if (count == nullptr || !count->best || (fact.seq > assessed_seq && known > 0)) continue;
    known = std::max(known, *count->best);
  }
  return known;
}

// Is `fact` news that an assessment of risk made before it did not know?
bool overtakes(const Fact& fact, const Incident& incident, std::uint64_t assessed_seq) {
  if (const auto* watch = std::get_if<fact::WatchReported>(&fact.body)) return watch->report != word::ReportKind::nothing_found;
  if (const auto* assessed = std::get_if<fact::ExfiltrationAssessed>(&fact.body)) {
    for (const Fact* before : incident.all_facts<fact::ExfiltrationAssessed>())
      if (before->seq < assessed_seq && body_of_fact<fact::ExfiltrationAssessed>(before).exfiltration >= assessed->exfiltration) return false;
    return data_left(assessed->exfiltration);
  }
  if (const auto* counted = std::get_if<fact::PersonsCounted>(&fact.body)) {
    if (!counted->best || counted->group || counted->country || counted->controller) return false;
    const std::int64_t known = count_known_to(incident, assessed_seq, fact.seq);
    return known > 0 && *counted->best >= 2 * known;  // twice as many is another case
  }
  return false;
}

// Does `fact` contradict the statement? Only facts recorded after it.
bool contradicts(const Fact& fact, const fact::PublicStatementMade& statement) {
  switch (statement.claim) {
    case word::Statement::no_outflow:
      if (const auto* assessed = std::get_if<fact::ExfiltrationAssessed>(&fact.body)) return data_left(assessed->exfiltration);
      if (const auto* watch = std::get_if<fact::WatchReported>(&fact.body)) return watch->report == word::ReportKind::found_online;
      return false;
    case word::Statement::number_of_persons:
      if (const auto* counted = std::get_if<fact::PersonsCounted>(&fact.body); counted != nullptr && statement.persons)
        return counted->min.value_or(counted->best.value_or(0)) > *statement.persons;
      return false;
    case word::Statement::data_not_affected:
      if (const auto* exposed = std::get_if<fact::DataExposed>(&fact.body)) return !exposed->possible_only.value_or(false);
      return false;
    case word::Statement::outflow:
    case word::Statement::other: return false;
  }
  return false;
}

}  // namespace

std::vector<Start> awareness_starts(const Case& c) {
  const auto awareness = c.incident.awareness();
  if (!awareness) return {};
  return {{.at = awareness->at, .seq = awareness->seq}};
}

std::vector<Start> notification_deadline_starts(const Case& c) {
  if (!c.notification_deadline) return {};
  return {{.at = *c.notification_deadline}};
}

std::vector<Start> notification_starts(const Case& c) {
  const auto filing = first_filing(c);
  if (!filing) return {};
  return {{.at = filing->at, .seq = filing->seq}};
}

std::vector<Start> contract_starts(const Case& c) {
  std::vector<Start> starts;
  const auto awareness = c.incident.awareness();
  if (!awareness) return {};
  for (const Fact* fact : c.incident.all_facts<fact::PartyInvolved>()) {
    const auto& party = body_of_fact<fact::PartyInvolved>(fact);
    if (party.role != word::PartyRole::controller || !party.alert_hours) continue;
    starts.push_back(
        {awareness->at, awareness->at + std::chrono::hours(*party.alert_hours), fact->seq, fmt::format("{} h by contract", *party.alert_hours), party.name});
  }
  return starts;
}

std::vector<Start> order_starts(const Case& c) {
  std::vector<Start> starts;
  if (c.incident.role() == Role::authority) return {};  // it is the one that asks
  for (const Fact* fact : c.incident.all_facts<fact::AuthorityAsked>()) {
    const auto& asked = body_of_fact<fact::AuthorityAsked>(fact);
    starts.push_back({asked.at, asked.due_at, fact->seq, asked.text, {}});
  }
  return starts;
}

std::vector<Start> preliminary_filing_starts(const Case& c) {
  for (const Filing& filing : filings_of(c).proven)
    if (filing.preliminary) return {{.at = filing.at, .seq = filing.seq}};
  return {};
}

std::vector<Start> planned_measure_starts(const Case& c) {
  std::vector<Start> starts;
  for (const Fact* fact : c.incident.all_facts<fact::MeasurePlanned>()) {
    const auto& planned = body_of_fact<fact::MeasurePlanned>(fact);
    starts.push_back({fact->recorded_at, planned.due_at, fact->seq, planned.text, planned.owner});
  }
  return starts;
}

std::vector<Start> overtaking_fact_starts(const Case& c) {
  std::uint64_t assessed_seq = 0;
  std::vector<Start> starts;
  for (const Fact& fact : c.incident.facts()) {
    if (!fact.tells() || !c.incident.stands(fact)) continue;
    if (std::holds_alternative<fact::RiskAssessed>(fact.body)) assessed_seq = fact.seq;
    if (assessed_seq == 0 || !overtakes(fact, c.incident, assessed_seq)) continue;
    starts = {{.at = fact.recorded_at, .seq = fact.seq, .about = std::string(kind_of(fact.body))}};  // the newest stands for all
  }
  return starts;
}

std::vector<Start> contradiction_starts(const Case& c) {
  std::vector<Start> starts;
  for (const Fact* made : c.incident.all_facts<fact::PublicStatementMade>()) {
    const auto& statement = body_of_fact<fact::PublicStatementMade>(made);
    for (const Fact& later : c.incident.facts()) {
      if (later.seq <= made->seq || !later.tells() || !c.incident.stands(later) || !contradicts(later, statement)) continue;
      starts.push_back({.at = later.recorded_at, .seq = made->seq, .about = statement.text});
      break;
    }
  }
  return starts;
}

const std::map<std::string, StartFunction, std::less<>>& start_functions() {
  static const std::map<std::string, StartFunction, std::less<>> functions = {
      {"awareness", awareness_starts},
      {"notification_deadline", notification_deadline_starts},
      {"notification", notification_starts},
      {"contract", contract_starts},
      {"order", order_starts},
      {"preliminary_filing", preliminary_filing_starts},
      {"planned_measure", planned_measure_starts},
      {"overtaking_fact", overtaking_fact_starts},
      {"contradiction", contradiction_starts},
  };
  return functions;
}

const std::map<std::string, DoneFunction, std::less<>>& done_functions() {
  static const std::map<std::string, DoneFunction, std::less<>> functions = {
      {"documented", [](const Case& c, const Start&) { return documented_at(c.incident); }},
      {"authority_notified", authority_notified},
      {"notification_completed", notification_completed},
      {"delay_reasoned", delay_reasoned},
      {"persons_informed", persons_informed},
      {"public_informed", public_informed},
      {"controllers_alerted", controllers_alerted},
      {"order_answered", order_answered},
      {"second_look_done", second_look_done},
      {"measure_completed", measure_completed},
      {"risk_reassessed", risk_reassessed},
      {"statement_corrected", statement_corrected},
  };
  return functions;
}

}  // namespace tocsin
