#include "obligations/obligations.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "obligations/one_deadline.h"
#include "rules/local_time.h"

namespace tocsin {
namespace {

using namespace std::chrono;

const Law& law() {
  static const Law shipped = Law::shipped().value();
  return shipped;
}

// A log that grows by one fact after another, recorded an hour apart from Friday noon on.
class Log {
 public:
  explicit Log(Role role = Role::controller, std::string authority = "lu-cnpd") {
    head_.role = role;
    head_.authority = std::move(authority);
  }
  Log& add(fact::Body body, Knowledge state = Knowledge::known) {
    Fact fact;
    fact.seq = facts_.size() + 1;
    fact.recorded_at = at("2026-11-20T11:00:00Z") + hours(fact.seq);
    fact.body = std::move(body);
    fact.state = state;
    facts_.push_back(std::move(fact));
    return *this;
  }
  Obligations at_time(const char* now, const OrganisationProfile& organisation = {.country = "LU"}) const {
    const Incident incident = incident_of(head_, facts_);
    return obligations_of(evaluate(incident, law(), organisation, at(now)), incident, at(now));
  }

 private:
  IncidentHead head_;
  std::vector<Fact> facts_;
};

const Obligation& only(const Obligations& all, std::string_view name) {
  const auto is_it = [&](const Obligation& o) { return o.name == name; };
  EXPECT_EQ(std::count_if(all.begin(), all.end(), is_it), 1) << name;
  return *std::find_if(all.begin(), all.end(), is_it);
}

std::string state_of(const Obligations& all, std::string_view name) { return std::string(name_of(only(all, name).state)); }

bool says(const Obligation& obligation, Because because) {
  return std::find(obligation.because.begin(), obligation.because.end(), because) != obligation.because.end();
}

std::string due(const Obligation& obligation) { return obligation.due_at ? rfc3339(*obligation.due_at) : ""; }

const fact::BecameAware friday_evening{.at = at("2026-11-20T17:20:00Z")};
fact::RiskAssessed risk(word::Risk level) { return {.risk = level, .reason = "because"}; }
fact::AuthorityNotified notified(const char* when, word::Stage stage = word::Stage::initial) { return {.at = at(when), .receipt = "R 1", .stage = stage}; }

TEST(Obligations, BeforeAwarenessNothingIsRequired) {
  const Obligations all = Log().add(fact::HintReceived{.at = at("2026-11-20T10:00:00Z")}).at_time("2026-11-30T00:00:00Z");
  for (const char* name : {"document_breach", "notify_authority", "inform_persons", "reasons_for_delay"}) {
    EXPECT_EQ(state_of(all, name), "not_required") << name;
    EXPECT_TRUE(says(only(all, name), Because::not_aware_yet)) << name;
  }
}

// The clock of worked example d, moment by moment.
TEST(Obligations, TheClockOfAFridayEvening) {
  const Log log = Log().add(friday_evening);
  const std::pair<const char*, const char*> moments[] = {
      {"2026-11-20T17:20:00Z", "open"},     {"2026-11-22T17:19:59Z", "open"},     {"2026-11-22T17:20:00Z", "due_soon"},
      {"2026-11-23T17:20:00Z", "due_soon"}, {"2026-11-23T17:59:59Z", "due_soon"}, {"2026-11-23T18:00:00Z", "late"},
  };
  for (const auto& [now, state] : moments) {
    const Obligations all = log.at_time(now);
    EXPECT_EQ(state_of(all, "notify_authority"), state) << now;
    EXPECT_EQ(due(only(all, "notify_authority")), "2026-11-23T17:20:00Z");
    EXPECT_EQ(state_of(all, "reasons_for_delay"), std::string(state) == "late" ? "open" : "not_required") << now;
  }
}

struct RiskStory {
  const char* name;
  std::optional<word::Risk> risk;
  const char* authority;
  const char* persons;
  Because because;
};

const RiskStory risk_stories[] = {
    {"nobody assessed it: counts as risk", {}, "open", "not_required", Because::risk_not_assessed},
    {"harmless", word::Risk::unlikely, "not_required", "not_required", Because::risk_unlikely},
    {"risk", word::Risk::risk, "open", "not_required", Because::risk_present},
    {"high risk", word::Risk::high, "open", "open", Because::risk_high},
};

TEST(Obligations, ByRisk) {
  for (const RiskStory& story : risk_stories) {
    SCOPED_TRACE(story.name);
    Log log = Log().add(friday_evening);
    if (story.risk) log.add(risk(*story.risk));
    const Obligations all = log.at_time("2026-11-21T00:00:00Z");
    EXPECT_EQ(state_of(all, "notify_authority"), story.authority);
    EXPECT_EQ(state_of(all, "inform_persons"), story.persons);
    EXPECT_EQ(state_of(all, "document_breach"), "open");
    EXPECT_TRUE(says(only(all, "notify_authority"), story.because));
    EXPECT_EQ(due(only(all, "inform_persons")), "");
  }
}

TEST(Obligations, NotifiedInTimeAndLate) {
  const Log aware = Log().add(friday_evening);
  const auto in_time = Log(aware).add(notified("2026-11-23T17:59:59Z")).at_time("2026-11-30T00:00:00Z");
  EXPECT_EQ(state_of(in_time, "notify_authority"), "met");
  EXPECT_EQ(state_of(in_time, "reasons_for_delay"), "not_required");
  EXPECT_EQ(state_of(in_time, "supplement_notification"), "open");

  const auto late = Log(aware).add(notified("2026-11-23T18:00:00Z", word::Stage::complete)).at_time("2026-11-30T00:00:00Z");
  EXPECT_EQ(state_of(late, "notify_authority"), "met_late");
  EXPECT_EQ(state_of(late, "reasons_for_delay"), "open");
  EXPECT_EQ(state_of(late, "supplement_notification"), "met");

  const auto reasoned = Log(aware).add(notified("2026-11-23T18:00:00Z")).add(fact::DelayReasoned{.reason = "illness"}).at_time("2026-11-30T00:00:00Z");
  EXPECT_EQ(state_of(reasoned, "reasons_for_delay"), "met");
}

TEST(Obligations, APortalFilingCountsWithItsReceiptOnly) {
  Log log(Role::controller, "fr-cnil");
  log.add(friday_evening).add(fact::AuthorityNotified{.at = at("2026-11-21T09:00:00Z")});
  const Obligations without = log.at_time("2026-11-21T10:00:00Z", {.country = "FR"});
  EXPECT_EQ(state_of(without, "notify_authority"), "open");
  EXPECT_TRUE(says(only(without, "notify_authority"), Because::filed_without_receipt));
  EXPECT_EQ(only(without, "notify_authority").missing.back(), "receipt");
  log.add(fact::ReceiptRecorded{.number = "N 7", .at = at("2026-11-21T09:01:00Z"), .sha256 = "00"});
  EXPECT_EQ(state_of(log.at_time("2026-11-21T10:00:00Z", {.country = "FR"}), "notify_authority"), "met");
}

TEST(Obligations, AnUnverifiedAlertStartsAProvisionalClockOfTheSameLength) {
  Log log;
  log.add(fact::ProcessorAlertReceived{.at = at("2026-11-20T17:20:00Z"), .party = "Claims Ltd"});
  const Obligations provisional = log.at_time("2026-11-21T00:00:00Z");
  EXPECT_TRUE(only(provisional, "notify_authority").provisional);
  EXPECT_TRUE(says(only(provisional, "notify_authority"), Because::sender_not_verified));
  EXPECT_EQ(due(only(provisional, "notify_authority")), "2026-11-23T17:20:00Z");

  const Log genuine = Log(log).add(fact::SenderVerified{.alert = 1, .how = word::Verification::call_back, .genuine = true});
  EXPECT_FALSE(only(genuine.at_time("2026-11-21T00:00:00Z"), "notify_authority").provisional);
  const Log fake = Log(log).add(fact::SenderVerified{.alert = 1, .how = word::Verification::call_back, .genuine = false});
  EXPECT_EQ(state_of(fake.at_time("2026-11-21T00:00:00Z"), "notify_authority"), "not_required");
}

TEST(Obligations, ExceptionsFreeFromArticle34Alone) {
  for (const auto exception : {word::Exception::unintelligible, word::Exception::risk_removed, word::Exception::disproportionate_effort}) {
    const bool publicly = exception == word::Exception::disproportionate_effort;
    Log log = Log().add(friday_evening).add(risk(word::Risk::high)).add(fact::ExceptionClaimed{.exception = exception, .evidence = "report 7"});
    const Obligations claimed = log.at_time("2026-11-21T00:00:00Z");
    EXPECT_EQ(state_of(claimed, "notify_authority"), "open");
    EXPECT_EQ(state_of(claimed, "inform_persons"), "not_required");
    EXPECT_EQ(state_of(claimed, "inform_publicly"), publicly ? "open" : "not_required");
    log.add(fact::ExceptionRejected{.exception = exception, .reason = "the key fell"});
    EXPECT_EQ(state_of(log.at_time("2026-11-21T00:00:00Z"), "inform_persons"), "open");
  }
}

TEST(Obligations, TheAuthorityOrdersThatPersonsAreInformed) {
  Log log = Log().add(friday_evening).add(risk(word::Risk::risk));
  log.add(fact::AuthorityAsked{
      .at = at("2026-11-21T09:00:00Z"), .order = word::Order::inform_persons, .text = "Inform them.", .due_at = at("2026-11-25T11:00:00Z")});
  const Obligations all = log.at_time("2026-11-22T00:00:00Z");
  EXPECT_EQ(state_of(all, "inform_persons"), "open");
  EXPECT_TRUE(says(only(all, "inform_persons"), Because::ordered_by_authority));
  const Obligation& order = only(all, "answer_order");
  EXPECT_EQ(order.due_kind, DueKind::order);
  EXPECT_EQ(due(order), "2026-11-25T11:00:00Z");
  EXPECT_EQ(order.to_whom, "lu-cnpd");
  log.add(fact::AuthorityAnswered{.question = 3, .at = at("2026-11-25T12:00:00Z")});
  EXPECT_EQ(state_of(log.at_time("2026-11-26T00:00:00Z"), "answer_order"), "met_late");
}

TEST(Obligations, ThePoliceDelayOnlyThePersons) {
  Log log = Log().add(friday_evening).add(risk(word::Risk::high)).add(fact::OwnTargetSet{.obligation = "inform_persons", .hours = 48});
  EXPECT_EQ(due(only(log.at_time("2026-11-21T00:00:00Z"), "inform_persons")), "2026-11-22T17:20:00Z");
  log.add(fact::PoliceAskedToWait{.by = "State police", .until = at("2026-12-01T00:00:00Z")});
  const Obligations waiting = log.at_time("2026-11-24T00:00:00Z");
  EXPECT_EQ(due(only(waiting, "inform_persons")), "2026-12-01T00:00:00Z");
  EXPECT_EQ(only(waiting, "inform_persons").due_kind, DueKind::own_target);
  EXPECT_EQ(state_of(waiting, "inform_persons"), "open");
  EXPECT_EQ(state_of(waiting, "notify_authority"), "late");
  log.add(fact::PoliceWaitEnded{.at = at("2026-11-24T00:00:00Z")});
  EXPECT_EQ(state_of(log.at_time("2026-11-24T00:00:00Z"), "inform_persons"), "late");
}

TEST(Obligations, PersonsAreInformedWhenAllAre) {
  Log log = Log().add(friday_evening).add(risk(word::Risk::high)).add(fact::PersonsCounted{.best = 100});
  log.add(fact::PersonsInformed{.at = at("2026-11-22T09:00:00Z"), .persons = 60});
  EXPECT_EQ(state_of(log.at_time("2026-11-23T00:00:00Z"), "inform_persons"), "open");
  log.add(fact::PersonsInformed{.at = at("2026-11-23T09:00:00Z"), .persons = 40});
  EXPECT_EQ(state_of(log.at_time("2026-11-24T00:00:00Z"), "inform_persons"), "met");
  log.add(fact::PersonsCounted{.best = 250});  // a second extract
  EXPECT_EQ(state_of(log.at_time("2026-11-24T00:00:00Z"), "inform_persons"), "open");
}

TEST(Obligations, TheOwnTargetMayBeConfigured) {
  const OrganisationProfile organisation{.country = "LU", .own_targets = {{"inform_persons", hours(96)}}};
  const Obligations all = Log().add(friday_evening).add(risk(word::Risk::high)).at_time("2026-11-21T00:00:00Z", organisation);
  EXPECT_EQ(due(only(all, "inform_persons")), "2026-11-24T17:20:00Z");
}

TEST(Obligations, AProcessorTellsItsControllersWhateverTheRisk) {
  Log log(Role::processor);
  log.add(fact::PartyInvolved{.role = word::PartyRole::controller, .name = "Health A", .alert_hours = 24});
  log.add(fact::PartyInvolved{.role = word::PartyRole::controller, .name = "Health B", .alert_hours = 48});
  log.add(friday_evening).add(risk(word::Risk::unlikely));
  const Obligations all = log.at_time("2026-11-21T18:00:00Z");
  EXPECT_EQ(state_of(all, "alert_controllers"), "open");
  EXPECT_EQ(due(only(all, "alert_controllers")), "");
  EXPECT_EQ(state_of(all, "notify_authority"), "not_required");
  std::vector<std::string> contracts;
  for (const Obligation& o : all)
    if (o.name == "contract_alert")
      contracts.push_back(o.to_whom + " " + due(o) + " " + std::string(name_of(o.state)) + " " + std::string(name_of(o.due_kind)));
  EXPECT_EQ(contracts, (std::vector<std::string>{"Health A 2026-11-21T17:20:00Z late contract", "Health B 2026-11-22T17:20:00Z due_soon contract"}));

  log.add(fact::ControllersAlerted{.at = at("2026-11-21T17:00:00Z"), .party = "Health A"});
  EXPECT_EQ(state_of(log.at_time("2026-11-21T18:00:00Z"), "alert_controllers"), "open");
  log.add(fact::ControllersAlerted{.at = at("2026-11-21T19:00:00Z")});
  EXPECT_EQ(state_of(log.at_time("2026-11-21T20:00:00Z"), "alert_controllers"), "met");
}

TEST(Obligations, AProcessorsOwnReportDischargesNobody) {
  const Obligations all = Log(Role::processor).add(friday_evening).add(notified("2026-11-21T09:00:00Z")).at_time("2026-11-22T00:00:00Z");
  EXPECT_EQ(state_of(all, "notify_authority"), "not_required");
}

TEST(Obligations, HouseRules) {
  Log log = Log().add(friday_evening);
  log.add(fact::AuthorityNotified{.at = at("2026-11-21T09:00:00Z"), .receipt = "R", .preliminary = true});
  log.add(fact::MeasurePlanned{.text = "two-factor login", .owner = "IT", .due_at = at("2026-11-30T12:00:00Z")});
  log.add(fact::PublicStatementMade{.at = at("2026-11-21T10:00:00Z"), .claim = word::Statement::no_outflow, .text = "No data left."});
  log.add(risk(word::Risk::risk));
  log.add(fact::ExfiltrationAssessed{.exfiltration = word::Exfiltration::published});
  const Obligations all = log.at_time("2026-11-22T10:00:00Z");
  EXPECT_EQ(due(only(all, "second_look")), "2026-11-22T09:00:00Z");
  EXPECT_EQ(state_of(all, "second_look"), "late");
  EXPECT_EQ(due(only(all, "complete_measure")), "2026-11-30T12:00:00Z");
  EXPECT_EQ(only(all, "complete_measure").to_whom, "IT");
  EXPECT_EQ(only(all, "complete_measure").about, "two-factor login");
  EXPECT_EQ(state_of(all, "correct_public_statement"), "open");
  EXPECT_EQ(state_of(all, "reassess_risk"), "open");

  log.add(fact::SecondLookDone{.at = at("2026-11-22T11:00:00Z")}).add(fact::MeasureCompleted{.measure = 3, .at = at("2026-11-22T11:00:00Z")});
  log.add(fact::PublicStatementCorrected{.statement = 4, .at = at("2026-11-22T11:00:00Z")}).add(risk(word::Risk::high));
  const Obligations done = log.at_time("2026-11-22T12:00:00Z");
  EXPECT_EQ(state_of(done, "second_look"), "met_late");
  for (const char* name : {"complete_measure", "correct_public_statement", "reassess_risk"}) EXPECT_EQ(state_of(done, name), "met") << name;
}

TEST(Obligations, OnlyOwnTargetsCanBeWaived) {
  Log log = Log().add(friday_evening).add(fact::MeasurePlanned{.text = "audit", .owner = "IT", .due_at = at("2026-11-30T12:00:00Z")});
  log.add(fact::ObligationWaived{.obligation = "complete_measure", .reason = "superfluous"});
  log.add(fact::ObligationWaived{.obligation = "notify_authority", .reason = "inconvenient"});
  const Obligations all = log.at_time("2026-11-21T00:00:00Z");
  EXPECT_EQ(state_of(all, "complete_measure"), "waived");
  EXPECT_EQ(state_of(all, "notify_authority"), "open");
  EXPECT_TRUE(says(only(all, "notify_authority"), Because::cannot_be_waived));
}

TEST(Obligations, DocumentedWhenFactsEffectsAndRemedyAreRecorded) {
  Log log = Log().add(friday_evening).add(fact::BreachDescribed{.text = "An account was taken over."});
  EXPECT_EQ(only(log.at_time("2026-11-21T00:00:00Z"), "document_breach").missing, (std::vector<std::string>{"cause", "data", "consequences", "measures"}));
  log.add(fact::CauseEstablished{}, Knowledge::unknown_yet).add(fact::DataExposed{.kinds = {word::DataKind::name}});
  log.add(fact::ConsequencesAssessed{.text = "phishing"}).add(fact::MeasureTaken{.phase = word::MeasurePhase::containment, .text = "account closed"});
  EXPECT_EQ(state_of(log.at_time("2026-11-21T00:00:00Z"), "document_breach"), "met");
}

TEST(Obligations, OutsideTheEeaTheRegulationIsLeftOut) {
  const Obligations all = Log().add(friday_evening).at_time("2026-11-21T00:00:00Z", {.country = "US"});
  EXPECT_TRUE(std::none_of(all.begin(), all.end(), [](const Obligation& o) { return o.pack == "gdpr"; }));
}

TEST(OneDeadline, IsTheEarliestThatIsOpen) {
  Log log = Log(Role::controller, "fr-cnil").add(fact::BecameAware{.at = at("2026-11-16T08:02:00Z")});
  log.add(fact::MeasurePlanned{.text = "audit", .owner = "IT", .due_at = at("2026-11-30T12:00:00Z")});
  const Words say = Words::in("en").value();
  const Zone paris = Zone::named("Europe/Paris").value();
  const Obligations all = log.at_time("2026-11-16T08:02:00Z", {.country = "FR"});
  const Obligation* first = one_deadline(all);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->name, "notify_authority");
  EXPECT_EQ(said_deadline(*first, at("2026-11-16T08:02:00Z"), paris, say), "Thu 09:02, 72 h left");
  EXPECT_EQ(said_deadline(*first, at("2026-11-19T08:30:00Z"), paris, say), "Thu 09:02 has passed, late from Thu 19 Nov 2026 10:00");
  EXPECT_EQ(said_answers(*first, say), "10 answers needed, 2 are there");

  const Obligations done = Log(log).add(notified("2026-11-17T09:00:00Z", word::Stage::complete)).at_time("2026-11-18T00:00:00Z", {.country = "FR"});
  EXPECT_EQ(one_deadline(done)->name, "complete_measure");
  EXPECT_EQ(said_deadline(*one_deadline(done), at("2026-11-18T00:00:00Z"), paris, say), "Mon 30 Nov 2026 13:00, 300 h left");
}

}  // namespace
}  // namespace tocsin
