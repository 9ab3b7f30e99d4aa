#include "app/clock.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

const Law& law() {
  static const Law shipped = Law::shipped().value();
  return shipped;
}

const Words& say() {
  static const Words english = Words::in("en").value();
  return english;
}

TEST(Clock, GdprInLuxembourg) {
  const ClockAnswer answer = clock_of(law(), "gdpr", at("2026-11-20T18:20:00+01:00"), "LU", "", say()).value();
  EXPECT_EQ(answer.authority->id, "lu-cnpd");
  EXPECT_EQ(rfc3339(answer.readings->target), "2026-11-23T17:20:00Z");
  EXPECT_EQ(rfc3339(*answer.readings->hour_rule), "2026-11-23T18:00:00Z");
  for (const ClockStage& clock : answer.stages) {
    const bool has_figure = clock.stage->name == "notify_authority";
    EXPECT_EQ(clock.target.has_value(), has_figure) << clock.stage->name;
    EXPECT_EQ(clock.due_at.has_value(), has_figure) << clock.stage->name;
  }
}

TEST(Clock, TheDraftComputesAndSaysThatItIsNotLaw) {
  const ClockAnswer answer = clock_of(law(), "gdpr-omnibus-draft", at("2026-11-20T18:20:00+01:00"), "LU", "", say()).value();
  EXPECT_EQ(rfc3339(answer.readings->target), "2026-11-24T17:20:00Z");
  EXPECT_NE(answer.warnings.front().find("not law"), std::string::npos);
}

TEST(Clock, HolidaysNotKnownAreSaid) {
  for (const auto& [authority, aware] : {std::pair{"AT", "2026-11-20T18:20:00+01:00"}, {"LU", "2036-11-20T18:20:00+01:00"}}) {
    const ClockAnswer answer = clock_of(law(), "gdpr", at(aware), authority, "", say()).value();
    EXPECT_TRUE(answer.readings->hour_rule);
    EXPECT_FALSE(answer.readings->art35_whole);
    EXPECT_FALSE(answer.warnings.empty());
  }
}

TEST(Clock, BadQuestionsAreRefused) {
  const Instant aware = at("2026-11-20T18:20:00+01:00");
  EXPECT_FALSE(clock_of(law(), "gdpr2", aware, "LU", "", say()));
  EXPECT_FALSE(clock_of(law(), "gdpr", aware, "XX", "", say()));
  EXPECT_FALSE(clock_of(law(), "gdpr", aware, "DE", "DE-XX", say()));
  EXPECT_FALSE(clock_of(law(), "gdpr", aware, "AT", "AT-9", say()));
  EXPECT_FALSE(clock_of(law(), "gdpr", at("2018-05-24T12:00:00+02:00"), "LU", "", say()));
}

}  // namespace
}  // namespace tocsin
