// Every short history of one incident, walked through: what must hold whatever happens in whatever order.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "obligations/obligations.h"

namespace tocsin {
namespace {

using namespace std::chrono;

const Law& law() {
  static const Law shipped = Law::shipped().value();
  return shipped;
}

const Instant aware = at("2026-11-20T17:20:00Z");

// The facts that move duties; times lie on both sides of the deadline.
const fact::Body alphabet[] = {
    fact::BecameAware{.at = aware},
    fact::BecameAware{.at = aware - hours(5)},
    fact::ProcessorAlertReceived{.at = aware + hours(2), .party = "Claims Ltd"},
    fact::RiskAssessed{.risk = word::Risk::unlikely, .reason = "r"},
    fact::RiskAssessed{.risk = word::Risk::risk, .reason = "r"},
    fact::RiskAssessed{.risk = word::Risk::high, .reason = "r"},
    fact::AuthorityNotified{.at = aware + hours(20), .receipt = "1"},
    fact::AuthorityNotified{.at = aware + hours(80), .receipt = "2", .stage = word::Stage::complete},
    fact::PoliceAskedToWait{.by = "police", .until = aware + hours(200)},
    fact::AuthorityAsked{.at = aware + hours(30), .order = word::Order::inform_persons, .text = "Inform them."},
    fact::PersonsInformed{.at = aware + hours(40), .persons = 10, .complete = true},
    fact::ExceptionClaimed{.exception = word::Exception::unintelligible, .evidence = "e"},
    fact::PersonsCounted{.best = 1000},
    fact::BreachDismissed{.reason = "r"},
};

// Only a judgement with reasons may end a duty: that risk is lower, that an exception holds, that it is no breach.
bool releases(const fact::Body& body) {
  if (const auto* risk = std::get_if<fact::RiskAssessed>(&body)) return risk->risk != word::Risk::high;
  return std::holds_alternative<fact::ExceptionClaimed>(body) || std::holds_alternative<fact::BreachDismissed>(body);
}

struct History {
  std::vector<Fact> facts;
  IncidentHead head;

  Obligations obligations(Instant now) const {
    const Incident incident = incident_of(head, facts);
    return obligations_of(evaluate(incident, law(), {.country = "LU"}, now), incident, now);
  }
  History with(const fact::Body& body) const {
    History longer = *this;
    Fact fact;
    fact.seq = facts.size() + 1;
    fact.recorded_at = aware + hours(fact.seq);
    fact.body = body;
    longer.facts.push_back(fact);
    return longer;
  }
  std::string told() const {
    std::string text;
    for (const Fact& fact : facts) text += std::string(kind_of(fact.body)) + " #" + std::to_string(fact.body.index()) + ", ";
    return text;
  }
};

struct Step {
  const History& history;
  const fact::Body& added;  // the last fact of `history`
  const Obligations& before;
  const Obligations& after;
};

void walk(const History& history, const Obligations& before, int depth, Instant now, const std::function<void(const Step&)>& visit) {
  if (depth == 0) return;
  for (const fact::Body& added : alphabet) {
    const History longer = history.with(added);
    const Obligations after = longer.obligations(now);
    visit({longer, added, before, after});
    walk(longer, after, depth - 1, now, visit);
  }
}

void walk(const History& start, int depth, Instant now, const std::function<void(const Step&)>& visit) {
  walk(start, start.obligations(now), depth, now, visit);
}

History controller() {
  History history;
  history.head.authority = "lu-cnpd";
  return history;
}

const Obligation* find(const Obligations& all, const Obligation& like) {
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const Obligation& o) { return o.name == like.name && (like.fact == 0 || o.name != "answer_order" || o.fact == like.fact); });
  return found == all.end() ? nullptr : &*found;
}

TEST(ObligationProperties, ALaterFactNeverErasesADuty) {
  for (const Instant now : {aware + hours(10), aware + hours(100)})
    walk(controller(), 3, now, [](const Step& step) {
      for (const Obligation& duty : step.before) {
        const Obligation* still = find(step.after, duty);
        ASSERT_NE(still, nullptr) << duty.name << " vanished: " << step.history.told();
        if (!duty.is_duty() || releases(step.added)) continue;
        // Reasons are owed while nothing is filed; a filing that was in time after all, recorded later, ends that.
        if (duty.name == "reasons_for_delay" && std::holds_alternative<fact::AuthorityNotified>(step.added)) continue;
        EXPECT_TRUE(still->is_duty()) << duty.name << " ended: " << step.history.told();
      }
    });
}

TEST(ObligationProperties, TheAuthoritysDeadlineNeverMovesLater) {
  walk(controller(), 3, aware + hours(10), [](const Step& step) {
    for (const Obligation& duty : step.before) {
      if (duty.name != "notify_authority" || !duty.due_at) continue;
      const Obligation* still = find(step.after, duty);
      if (still->due_at) {
        EXPECT_LE(*still->due_at, *duty.due_at) << step.history.told();
      }
    }
  });
}

TEST(ObligationProperties, NotToKnowTheRiskIsToOweAsIfThereWereOne) {
  const fact::Body some_risk = fact::RiskAssessed{.risk = word::Risk::risk, .reason = "r"};
  const Instant now = aware + hours(100);
  walk(controller(), 2, now, [&](const Step& step) {
    for (const Fact& fact : step.history.facts)
      if (std::holds_alternative<fact::RiskAssessed>(fact.body)) return;
    const Obligations known = step.history.with(some_risk).obligations(now);
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (known[i].pack != "gdpr") continue;
      EXPECT_EQ(name_of(step.after[i].state), name_of(known[i].state)) << known[i].name << ": " << step.history.told();
      EXPECT_EQ(step.after[i].due_at, known[i].due_at) << known[i].name;
    }
  });
}

TEST(ObligationProperties, ThePoliceChangeNothingButThePersons) {
  const fact::Body police = fact::PoliceAskedToWait{.by = "police", .until = aware + hours(200)};
  const Instant now = aware + hours(100);
  walk(controller(), 2, now, [&](const Step& step) {
    const Obligations waiting = step.history.with(police).obligations(now);
    ASSERT_EQ(step.after.size(), waiting.size());
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      const Obligation& free = step.after[i];
      if (free.name == "inform_persons" || free.name == "inform_publicly") continue;
      EXPECT_EQ(name_of(free.state), name_of(waiting[i].state)) << free.name;
      EXPECT_EQ(free.due_at, waiting[i].due_at) << free.name;
      EXPECT_EQ(free.because, waiting[i].because) << free.name;
    }
  });
}

TEST(ObligationProperties, StatesFitTheirDates) {
  for (const Instant now : {aware, aware + hours(50), aware + hours(72), aware + hours(73), aware + hours(300)})
    walk(controller(), 2, now, [&](const Step& step) {
      for (const Obligation& o : step.after) {
        SCOPED_TRACE(o.name + ": " + step.history.told());
        if (o.due_at && o.late_from) {
          EXPECT_LE(*o.due_at, *o.late_from);
        }
        EXPECT_EQ(o.state == ObligationState::late, o.is_open() && o.late_from && now >= *o.late_from);
        EXPECT_EQ(o.state == ObligationState::met_late, o.done_at && o.late_from && *o.done_at >= *o.late_from);
        EXPECT_FALSE(o.because.empty() && !o.is_duty()) << "no reason why nothing is owed";
        if (o.name == "inform_persons") {
          EXPECT_FALSE(o.due_at);
        }
        if (o.name == "notify_authority" && (o.state == ObligationState::late || o.state == ObligationState::met_late)) {
          const auto reasons = std::find_if(step.after.begin(), step.after.end(), [](const Obligation& other) { return other.name == "reasons_for_delay"; });
          EXPECT_TRUE(reasons->is_duty());
        }
      }
    });
}

}  // namespace
}  // namespace tocsin
