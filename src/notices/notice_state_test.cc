#include "notices/notice_state.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace tocsin {
namespace {

using S = NoticeState;
using E = NoticeEvent;

S run(std::initializer_list<E> events) {
  Telling telling;
  int number = 0;
  for (const E event : events) apply(telling, {event, at("2026-11-23T09:00:00Z"), std::to_string(++number)});
  return telling.state;
}

struct Story {
  const char* name;
  std::vector<E> events;
  S end;
};

class Stories : public testing::TestWithParam<Story> {};

TEST_P(Stories, EndAsTold) {
  Telling telling;
  int number = 0;
  for (const E event : GetParam().events) apply(telling, {event, at("2026-11-23T09:00:00Z"), std::to_string(++number)});
  EXPECT_EQ(name_of(telling.state), name_of(GetParam().end));
}

INSTANTIATE_TEST_SUITE_P(
    NoticeState, Stories,
    testing::Values(Story{"nothing_leaves_without_approval", {E::claimed, E::handed_over}, S::planned},
                    Story{"handed_is_not_told", {E::released, E::claimed, E::handed_over}, S::handed},
                    Story{"silence_is_presumed_told", {E::released, E::claimed, E::handed_over, E::time_passed}, S::presumed},
                    Story{"a_late_bounce_takes_the_presumption_back", {E::released, E::claimed, E::handed_over, E::time_passed, E::returned}, S::failed},
                    Story{"a_late_bounce_never_takes_a_call_back", {E::released, E::claimed, E::handed_over, E::confirmed, E::returned}, S::confirmed},
                    Story{"after_a_bounce_the_next_channel", {E::released, E::claimed, E::handed_over, E::returned, E::next_channel}, S::ready},
                    Story{"no_cancelling_after_the_claim", {E::released, E::claimed, E::cancelled}, S::claimed},
                    Story{"a_doubt_is_not_sent_again_by_itself", {E::released, E::claimed, E::doubted, E::claimed, E::due_again}, S::in_doubt},
                    Story{"a_settled_doubt_counts", {E::released, E::claimed, E::doubted, E::found_accepted}, S::handed},
                    Story{"what_was_held_is_approved_again", {E::held, E::cleared, E::claimed}, S::planned},
                    Story{"no_channel", {E::no_channel_left, E::released}, S::exhausted}),
    [](const auto& one) { return one.param.name; });

// Any order of anything, some of it twice.
TEST(NoticeState, HoldsInAnyOrderOfEvents) {
  std::mt19937 random(20261122);
  for (int run = 0; run < 20'000; ++run) {
    Telling telling;
    bool released = false, handed = false, confirmed = false;
    std::vector<Happening> history;
    for (int step = 0; step < 25; ++step) {
      const bool repeat = !history.empty() && random() % 4 == 0;
      const Happening happening =
          repeat ? history[random() % history.size()] : Happening{static_cast<E>(random() % notice_events), Instant{Micros{step}}, std::to_string(step)};
      const S before = telling.state;
      const bool moved = apply(telling, happening);
      if (repeat) {
        ASSERT_FALSE(moved) << "the same report counted twice";
      }
      if (!moved) {
        ASSERT_EQ(telling.state, before);
      }
      if (moved) {
        ASSERT_EQ(after(before, happening.event), telling.state);
      }
      history.push_back(happening);

      released = released || (moved && happening.event == E::released);
      handed = handed || telling.state == S::handed;
      confirmed = confirmed || telling.state == S::confirmed;
      if (telling.state == S::claimed || telling.state == S::handed || telling.state == S::presumed) {
        ASSERT_TRUE(released);
      }
      if (telling.state == S::presumed) {
        ASSERT_TRUE(telling.handed_at);
      }
      ASSERT_EQ(telling.handed_at.has_value(), handed) << "a hand-over was forgotten or invented";
      if (confirmed) {
        ASSERT_EQ(telling.state, S::confirmed) << "a confirmation was taken back";
      }
      if (happening.event == E::cancelled && moved) {
        ASSERT_TRUE(before == S::planned || before == S::ready || before == S::held);
      }
    }
  }
}

TEST(NoticeState, EveryStateIsReachedAndNamed) {
  std::set<S> reached = {S::planned};
  for (std::size_t round = 0; round < notice_states; ++round)
    for (const S state : std::set<S>(reached))
      for (std::size_t event = 0; event < notice_events; ++event)
        if (const auto next = after(state, static_cast<E>(event))) reached.insert(*next);
  EXPECT_EQ(reached.size(), notice_states);
  for (const S state : all_notice_states()) EXPECT_EQ(notice_state_of(name_of(state)), state);
  EXPECT_FALSE(notice_state_of("told"));
}

TEST(NoticeState, EndsAreEnds) {
  for (const S state : {S::confirmed, S::superseded, S::closed_deceased, S::cancelled})
    for (std::size_t event = 0; event < notice_events; ++event) EXPECT_FALSE(after(state, static_cast<E>(event))) << name_of(state);
  EXPECT_EQ(run({E::cancelled, E::released}), S::cancelled);
}

}  // namespace
}  // namespace tocsin
