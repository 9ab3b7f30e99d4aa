#include "notices/coverage.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

using S = NoticeState;

TEST(Coverage, HandedOverIsNotTold) {
  const Coverage all = coverage_of({{S::planned, 10},
                                    {S::handed, 50},
                                    {S::presumed, 30},
                                    {S::confirmed, 5},
                                    {S::failed, 2},
                                    {S::exhausted, 3},
                                    {S::closed_deceased, 7},
                                    {S::superseded, 9}});
  EXPECT_EQ(all.persons, 100u) << "who died, and what gave way, is not counted";
  EXPECT_EQ(all.informed(), 35u);
  EXPECT_EQ(all.handed, 85u);
  EXPECT_EQ(all.attempted, 87u);
  EXPECT_DOUBLE_EQ(all.share(), 0.35);
  EXPECT_DOUBLE_EQ(all.gap(), 0.03);
  EXPECT_EQ(coverage_of({}).share(), 0);
}

// One notice in each state, alone: the ladder holds, and nobody falls through it.
TEST(Coverage, EveryStateStandsSomewhereOnTheLadder) {
  for (const S state : all_notice_states()) {
    const Coverage one = coverage_of({{state, 1}});
    const bool gone = state == S::superseded || state == S::closed_deceased || state == S::cancelled;
    EXPECT_EQ(one.persons, gone ? 0u : 1u) << name_of(state);
    EXPECT_GE(one.persons, one.attempted) << name_of(state);
    EXPECT_GE(one.attempted, one.handed) << name_of(state);
    EXPECT_GE(one.handed, one.informed()) << name_of(state);
  }
}

TEST(Coverage, TheTimeCountsThoseWhoWereNeverTold) {
  const Instant since = at("2026-11-20T10:00:00Z");
  const auto hours = [&](int count) { return since + std::chrono::hours(count); };
  const std::vector<Instant> told = {hours(30), hours(10), hours(20), hours(80)};
  EXPECT_EQ(time_to_told(told, 4, since, 50), Micros(std::chrono::hours(20)));
  EXPECT_EQ(time_to_told(told, 4, since, 99), Micros(std::chrono::hours(80)));
  EXPECT_EQ(time_to_told(told, 8, since, 50), Micros(std::chrono::hours(80))) << "four of eight";
  EXPECT_FALSE(time_to_told(told, 8, since, 90)) << "not yet";
  EXPECT_FALSE(time_to_told({}, 0, since, 50));
  const auto curve = told_curve(told, since);
  ASSERT_EQ(curve.size(), 4u);
  EXPECT_EQ(curve[0].told, 2u);
  EXPECT_EQ(curve[1].told, 3u);
  EXPECT_EQ(curve[3].told, 4u);
}

}  // namespace
}  // namespace tocsin
