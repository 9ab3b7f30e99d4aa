#include "deliveries/delivery_state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "base/digest.h"

namespace tocsin {
namespace {

using Kind = DeliveryEventKind;
using enum DeliveryEventKind;

DeliveryEvent event(int minute, Kind kind) { return {kind, at("2026-03-10T09:00:00Z") + std::chrono::minutes(minute), std::to_string(minute), "", {}, {}}; }

DeliveryEvent receipt(int minute, std::string number = "R-1", bool attached = true, bool timed = true) {
  DeliveryEvent entered = event(minute, receipt_entered);
  entered.number = std::move(number);
  if (timed) entered.taken_at = entered.at;
  if (attached) entered.attachment = sha256("receipt");
  return entered;
}

struct Story {
  std::string name;
  FilingChannel channel;
  std::vector<DeliveryEvent> events;
  DeliveryState state;
  int filed_minute;  // -1: the duty does not count as fulfilled
  bool may_send;
  std::string missing;
};

const auto portal = FilingChannel::portal;
const auto mail = FilingChannel::mail_openpgp;

const Story stories[] = {
    {"nothing happened yet", mail, {}, DeliveryState::planned, -1, true, ""},
    {"the relay takes it", mail, {event(1, accepted)}, DeliveryState::handed, 1, false, ""},
    {"the relay says later, then takes it", mail, {event(1, deferred), event(3, accepted)}, DeliveryState::handed, 3, false, ""},
    {"the relay says no", mail, {event(1, rejected)}, DeliveryState::failed, -1, false, ""},
    {"no answer: nobody sends again", mail, {event(1, in_doubt)}, DeliveryState::in_doubt, -1, false, ""},
    {"the log has it", mail, {event(1, in_doubt), event(4, found_accepted)}, DeliveryState::handed, 4, false, ""},
    {"the log has it not", mail, {event(1, in_doubt), event(4, found_not_taken)}, DeliveryState::planned, -1, true, ""},
    {"sent again after a doubt", mail, {event(1, in_doubt), event(4, found_not_taken), event(5, accepted)}, DeliveryState::handed, 5, false, ""},
    {"a bounce takes the acceptance back", mail, {event(1, accepted), event(9, bounced)}, DeliveryState::failed, -1, false, ""},
    {"the authority acknowledges", mail, {event(1, accepted), receipt(50)}, DeliveryState::filed, 1, false, ""},
    {"a bounce after the receipt changes nothing", mail, {event(1, accepted), receipt(50), event(60, bounced)}, DeliveryState::filed, 1, false, ""},
    {"a portal is done with its receipt", portal, {receipt(30)}, DeliveryState::filed, 30, false, ""},
    {"a receipt without number", portal, {receipt(30, " ")}, DeliveryState::planned, -1, true, "number"},
    {"a receipt without the document", portal, {receipt(30, "R-1", false)}, DeliveryState::planned, -1, true, "the receipt itself"},
    {"a receipt without time or document", portal, {receipt(30, "R-1", false, false)}, DeliveryState::planned, -1, true, "time, the receipt itself"},
    {"a receipt completed later", portal, {receipt(30, ""), receipt(40)}, DeliveryState::filed, 40, false, ""},
    {"handing over is not filing where a receipt is due", portal, {event(1, accepted)}, DeliveryState::handed, -1, false, ""},
};

TEST(DeliveryState, Stories) {
  for (const Story& story : stories) {
    SCOPED_TRACE(story.name);
    const Delivered now = delivered(counts_as_filed(story.channel), story.events);
    EXPECT_EQ(name_of(now.state), name_of(story.state));
    EXPECT_EQ(now.may_send, story.may_send);
    EXPECT_EQ(now.missing, story.missing);
    const auto minute = now.filed_at ? std::chrono::duration_cast<std::chrono::minutes>(*now.filed_at - at("2026-03-10T09:00:00Z")).count() : -1;
    EXPECT_EQ(minute, story.filed_minute);
  }
}

// Events arrive late, twice and in any order; nothing that was filed is ever lost, and nothing is sent twice.
TEST(DeliveryState, OrderAndRepetitionDoNotMatter) {
  std::mt19937 random(7);
  const Kind kinds[] = {accepted, deferred, rejected, Kind::in_doubt, found_accepted, found_not_taken, bounced, receipt_entered};
  for (int round = 0; round < 3000; ++round) {
    std::vector<DeliveryEvent> events;
    for (int i = 0, count = static_cast<int>(random() % 7); i < count; ++i) {
      const Kind kind = kinds[random() % std::size(kinds)];
      events.push_back(kind == receipt_entered ? receipt(i) : event(i, kind));
    }
    for (const FilingChannel channel : {portal, mail}) {
      const CountsAsFiled rule = counts_as_filed(channel);
      const Delivered straight = delivered(rule, events);
      std::vector<DeliveryEvent> shuffled = events;
      for (const DeliveryEvent& repeated : events)
        if (random() % 2 == 0) shuffled.push_back(repeated);
      std::ranges::shuffle(shuffled, random);
      const Delivered again = delivered(rule, shuffled);
      ASSERT_EQ(name_of(again.state), name_of(straight.state));
      ASSERT_EQ(again.filed_at, straight.filed_at);
      ASSERT_EQ(again.may_send, straight.may_send);
      ASSERT_EQ(again.deferrals, straight.deferrals);

      ASSERT_EQ(straight.may_send, straight.state == DeliveryState::planned);
      if (std::ranges::find(events, receipt_entered, &DeliveryEvent::kind) != events.end()) {
        ASSERT_TRUE(straight.filed_at.has_value());
      }
    }
  }
}

TEST(DeliveryState, PausesGrowToHalfAnHour) {
  const std::pair<int, int> pauses[] = {{1, 1}, {2, 2}, {3, 4}, {5, 16}, {6, 30}, {60, 30}};
  for (const auto& [deferrals, minutes] : pauses) EXPECT_EQ(pause_after(deferrals).count(), minutes) << deferrals;
}

TEST(DeliveryState, WordsComeBack) {
  for (const Kind kind : {accepted, deferred, rejected, Kind::in_doubt, found_accepted, found_not_taken, bounced, receipt_entered})
    EXPECT_EQ(delivery_event_kind_of(name_of(kind)).value(), kind);
  EXPECT_FALSE(delivery_event_kind_of("sent").has_value());
}

}  // namespace
}  // namespace tocsin
