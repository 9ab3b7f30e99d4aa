#include "rules/local_time.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

const Words say = Words::in("en").value();

TEST(LocalTime, IsSaidWeekdayFirst) {
  const Zone luxembourg = Zone::named("Europe/Luxembourg").value();
  EXPECT_EQ(said(at("2026-11-23T17:20:30Z"), luxembourg, say), "Mon 23 Nov 2026 18:20");
  EXPECT_EQ(said_end(at("2026-11-24T23:00:00Z"), luxembourg, say), "Tue 24 Nov 2026 24:00");
  EXPECT_EQ(said_end(at("2026-11-23T18:00:00Z"), luxembourg, say), "Mon 23 Nov 2026 19:00");
  EXPECT_EQ(said_end(at("2027-01-01T00:00:00Z"), Zone::utc(), say), "Thu 31 Dec 2026 24:00");
}

TEST(LocalTime, SpeaksTheLanguageOfTheWords) {
  const Zone berlin = Zone::named("Europe/Berlin").value();
  EXPECT_EQ(said_end(at("2026-11-24T23:00:00Z"), berlin, Words::in("de").value()), "Di., 24. Nov. 2026, 24:00");
  EXPECT_EQ(said_distance(at("2026-11-23T14:00:00Z"), at("2026-11-23T17:20:00Z"), Words::in("fr").value()), "encore 3 h 20 min");
}

TEST(LocalTime, Distance) {
  const Instant due = at("2026-11-23T17:20:00Z");
  const std::pair<const char*, const char*> stories[] = {
      {"2026-11-20T17:20:00Z", "72 h left"}, {"2026-11-23T14:00:00Z", "3 h 20 min left"}, {"2026-11-23T17:00:00Z", "20 min left"},
      {"2026-11-20T17:21:00Z", "71 h left"}, {"2026-11-23T17:20:00Z", "0 h left"},        {"2026-11-23T19:20:00Z", "2 h late"},
  };
  for (const auto& [now, text] : stories) EXPECT_EQ(said_distance(at(now), due, say), text);
}

}  // namespace
}  // namespace tocsin
