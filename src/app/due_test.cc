#include "app/due.h"

#include <gtest/gtest.h>

#include "obligations/words.h"

namespace tocsin {
namespace {

const Law& law() {
  static const Law shipped = Law::shipped().value();
  return shipped;
}

Incident incident(std::string authority) {
  IncidentHead head;
  head.authority = std::move(authority);
  Fact aware;
  aware.seq = 1;
  aware.recorded_at = at("2026-11-20T17:30:00Z");
  aware.body = fact::BecameAware{.at = at("2026-11-20T17:20:00Z")};
  Fact processor;
  processor.seq = 2;
  processor.recorded_at = at("2026-11-21T09:00:00Z");
  processor.body = fact::ProcessorBecameAware{.at = at("2026-11-18T10:00:00Z")};
  return incident_of(head, {aware, processor});
}

const Obligation& notification(const DueCase& due) {
  for (const Obligation& obligation : due.obligations)
    if (obligation.name == "notify_authority") return obligation;
  ADD_FAILURE() << "no obligation to notify";
  return due.obligations.front();
}

TEST(Due, ShowsTheExposureBesideTheDeadlineAndNeverAsOne) {
  const DueCase due = due_case(incident("lu-cnpd"), law(), {.country = "LU"}, at("2026-11-21T10:00:00Z"));
  EXPECT_EQ(due.exposed_since, at("2026-11-18T10:00:00Z"));
  EXPECT_EQ(notification(due).due_at, at("2026-11-23T17:20:00Z"));
  EXPECT_EQ(due.zone.name(), "Europe/Luxembourg");
  EXPECT_TRUE(due.left_out.empty());
}

TEST(Due, AsOfAnEarlierInstantKnowsLess) {
  const Incident earlier = incident_as_of(incident("lu-cnpd"), at("2026-11-20T17:25:00Z"));
  const DueCase due = due_case(earlier, law(), {.country = "LU"}, at("2026-11-20T17:25:00Z"));
  EXPECT_EQ(notification(due).state, ObligationState::not_required);
  EXPECT_FALSE(due.exposed_since);
}

TEST(Due, AnAuthorityNobodyKnowsStopsNoClock) {
  const DueCase due = due_case(incident("xx-nobody"), law(), {.country = "LU"}, at("2026-11-21T10:00:00Z"));
  EXPECT_EQ(notification(due).due_at, at("2026-11-23T17:20:00Z"));
  EXPECT_EQ(notification(due).because.back(), Because::no_authority_named);
}

TEST(Due, SaysWhichLawsDoNotFit) {
  const DueCase due = due_case(incident("lu-cnpd"), law(), {.country = "US"}, at("2026-11-21T10:00:00Z"));
  EXPECT_EQ(due.left_out, std::vector<std::string>{"gdpr"});
}

TEST(Due, HasWords) {
  EXPECT_EQ(ObligationWords::in("de").value().obligation("notify_authority"), "Aufsichtsbehörde benachrichtigen");
  EXPECT_EQ(ObligationWords::in("en").value().obligation("a_new_one"), "a_new_one");
  EXPECT_FALSE(ObligationWords::in("xx"));
}

}  // namespace
}  // namespace tocsin
