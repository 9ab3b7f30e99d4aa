#include "facts/incident.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

const PersonId anna = PersonId::of_bytes("anna............");
const PersonId bert = PersonId::of_bytes("bert............");

// A log that grows by one fact after another, recorded an hour apart.
class Log {
 public:
  explicit Log(Role role = Role::controller) { head_.role = role; }
  Log& add(fact::Body body, std::optional<std::uint64_t> supersedes = {}, PersonId author = anna, Knowledge state = Knowledge::known) {
    Fact fact;
    fact.seq = facts_.size() + 1;
    fact.recorded_at = at("2026-11-20T08:00:00Z") + std::chrono::hours(fact.seq);
    fact.author = author;
    fact.body = std::move(body);
    fact.supersedes = supersedes;
    fact.state = state;
    facts_.push_back(std::move(fact));
    return *this;
  }
  Incident sum() const { return incident_of(head_, facts_); }

 private:
  IncidentHead head_;
  std::vector<Fact> facts_;
};

fact::BecameAware aware(const char* when, std::optional<std::string> reason = {}) { return {.at = at(when), .how = {}, .reason = reason}; }
fact::ProcessorAlertReceived alert(const char* when) { return {.at = at(when), .party = "Claims Services"}; }

TEST(Incident, GrowingFactByFactGivesTheSameSum) {
  const Incident sum = Log()
                           .add(fact::PersonsCounted{.best = 7})
                           .add(aware("2026-11-20T10:00:00Z"), {}, anna, Knowledge::erased)
                           .add(fact::PersonsCounted{.best = 9}, 1)
                           .add(fact::PersonsCounted{.best = 8}, 3)
                           .sum();
  Incident one_by_one = incident_of(sum.head(), {});
  for (const Fact& fact : sum.facts()) one_by_one = grown(std::move(one_by_one), fact);
  ASSERT_EQ(one_by_one.facts().size(), sum.facts().size());
  std::string standing;
  for (const Fact& fact : sum.facts()) {
    EXPECT_EQ(one_by_one.stands(fact), sum.stands(fact)) << fact.seq;
    standing += sum.stands(fact) ? '+' : '-';
  }
  EXPECT_EQ(standing, "---+");
}

TEST(Incident, OfSeveralAwarenessFactsTheEarliestCounts) {
  const Incident incident = Log().add(aware("2026-11-20T10:00:00Z")).add(aware("2026-11-20T08:30:00Z")).add(aware("2026-11-20T09:00:00Z")).sum();
  EXPECT_EQ(incident.awareness()->at, at("2026-11-20T08:30:00Z"));
  EXPECT_EQ(incident.awareness()->seq, 2U);
}

TEST(Incident, ASupersededAwarenessNoLongerCounts) {
  const Incident incident = Log().add(aware("2026-11-20T08:30:00Z")).add(aware("2026-11-20T09:00:00Z"), 1).sum();
  EXPECT_EQ(incident.awareness()->at, at("2026-11-20T09:00:00Z"));
}

TEST(Incident, AnAlertStartsTheControllersClockProvisionally) {
  Log log;
  log.add(alert("2026-11-20T09:02:00Z"));
  EXPECT_EQ(log.sum().awareness()->at, at("2026-11-20T09:02:00Z"));
  EXPECT_TRUE(log.sum().awareness()->provisional);
  log.add(fact::SenderVerified{.alert = 1, .how = word::Verification::call_back, .genuine = true});
  EXPECT_FALSE(log.sum().awareness()->provisional);
}

TEST(Incident, AFakeAlertStartsNothing) {
  Log log;
  log.add(alert("2026-11-20T09:02:00Z")).add(fact::SenderVerified{.alert = 1, .how = word::Verification::call_back, .genuine = false});
  EXPECT_FALSE(log.sum().awareness());
}

TEST(Incident, AProcessorIsNotMadeAwareByASubProcessorsAlertAlone) {
  Log log(Role::processor);
  log.add(alert("2026-11-20T09:02:00Z"));
  EXPECT_FALSE(log.sum().awareness());
}

TEST(Incident, NumbersGrowAsHistory) {
  Log log;
  log.add(fact::PersonsCounted{.best = 260000})
      .add(fact::PersonsCounted{.best = 1000, .country = "BE"})
      .add(fact::PersonsCounted{.min = 2000000, .best = 2300000});
  const Incident incident = log.sum();
  EXPECT_EQ(incident.persons()->best, 2300000);
  EXPECT_EQ(incident_as_of(incident, at("2026-11-20T10:30:00Z")).persons()->best, 260000);
  EXPECT_FALSE(incident.records());
}

TEST(Incident, NotKnownYetIsNotANumber) {
  Log log;
  log.add(fact::PersonsCounted{}, {}, anna, Knowledge::unknown_yet);
  EXPECT_FALSE(log.sum().persons());
}

TEST(Incident, AwarenessMovesLaterOnlyWithReasonAndSecondPerson) {
  Log log;
  log.add(aware("2026-11-20T08:30:00Z"));
  const auto may = [&](fact::BecameAware body) { return acceptable(log.sum(), {body, Knowledge::known, "", 1}, anna); };
  EXPECT_TRUE(may(aware("2026-11-20T08:00:00Z")));
  EXPECT_EQ(may(aware("2026-11-20T12:00:00Z")).error().kind, ErrorKind::refused);
  EXPECT_EQ(may(aware("2026-11-20T12:00:00Z", "the first mail was another matter")).error().kind, ErrorKind::refused);
  log.add(fact::AwarenessChangeApproved{.at = at("2026-11-20T12:00:00Z"), .reason = "checked"}, {}, anna);
  EXPECT_FALSE(may(aware("2026-11-20T12:00:00Z", "the first mail was another matter"))) << "one's own approval does not count";
  log.add(fact::AwarenessChangeApproved{.at = at("2026-11-20T12:00:00Z"), .reason = "checked"}, {}, bert);
  EXPECT_TRUE(may(aware("2026-11-20T12:00:00Z", "the first mail was another matter")));
  EXPECT_FALSE(may(aware("2026-11-20T13:00:00Z", "the first mail was another matter"))) << "another moment than the approved one";
}

TEST(Incident, RiskIsRaisedFreelyAndLoweredByTwo) {
  Log log;
  log.add(fact::RiskAssessed{.risk = word::Risk::risk, .reason = "x"});
  const auto may = [&](word::Risk risk) { return acceptable(log.sum(), {fact::RiskAssessed{.risk = risk, .reason = "y"}}, anna).has_value(); };
  EXPECT_TRUE(may(word::Risk::high));
  EXPECT_FALSE(may(word::Risk::unlikely));
  log.add(fact::RiskLoweringApproved{.risk = word::Risk::unlikely, .reason = "key is safe"}, {}, bert);
  EXPECT_TRUE(may(word::Risk::unlikely));
  log.add(fact::RiskAssessed{.risk = word::Risk::high, .reason = "key was found with it"});
  EXPECT_FALSE(may(word::Risk::unlikely)) << "an approval is used up by the next assessment";
}

TEST(Incident, ADecisionAgainstTheAdviceNeedsAReason) {
  Log log;
  log.add(fact::DpoAdvised{.advice = word::Decision::notify_authority, .reason = "risk"});
  const auto may = [&](word::Decision decision, std::optional<std::string> reason) {
    return acceptable(log.sum(), {fact::DecisionTaken{.decision = decision, .reason = reason}}, anna).has_value();
  };
  EXPECT_TRUE(may(word::Decision::notify_authority, {}));
  EXPECT_FALSE(may(word::Decision::do_not_notify_authority, {}));
  EXPECT_TRUE(may(word::Decision::do_not_notify_authority, "no personal data were on the device"));
}

TEST(Incident, SupersedingNeedsAStandingFactOfTheSameKind) {
  Log log;
  log.add(aware("2026-11-20T08:30:00Z")).add(aware("2026-11-20T08:20:00Z"), 1);
  const auto may = [&](std::uint64_t seq, fact::Body body) { return acceptable(log.sum(), {std::move(body), Knowledge::known, "", seq}, anna).has_value(); };
  EXPECT_TRUE(may(2, aware("2026-11-20T08:00:00Z")));
  EXPECT_FALSE(may(1, aware("2026-11-20T08:00:00Z")));
  EXPECT_FALSE(may(9, aware("2026-11-20T08:00:00Z")));
  EXPECT_FALSE(may(2, fact::PersonsCounted{.best = 1}));
}

TEST(Incident, ClosedUntilOpenedAgain) {
  Log log;
  EXPECT_FALSE(log.sum().is_closed());
  log.add(fact::IncidentClosed{.root_cause = "phished account", .elsewhere = word::Elsewhere::yes_fixed});
  EXPECT_TRUE(log.sum().is_closed());
  log.add(fact::IncidentReopened{.reason = "data were found online"});
  EXPECT_FALSE(log.sum().is_closed());
}

}  // namespace
}  // namespace tocsin
