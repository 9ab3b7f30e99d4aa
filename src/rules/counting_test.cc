#include "rules/counting.h"

#include <gtest/gtest.h>

#include <random>

#include "resources/resources.h"

namespace tocsin {
namespace {

using namespace std::chrono;

Place place(std::string_view country, std::string_view region = {}) {
  const std::string file = country == "LU" ? "law/holidays/lu.toml" : "law/holidays/de.toml";
  const char* zone = country == "LU" ? "Europe/Luxembourg" : "Europe/Berlin";
  return {Zone::named(zone).value(), Holidays::from_toml(resource(file).value(), file).value().calendar(region).value()};
}

constexpr Limit three_days{72, Limit::Unit::hours};

// The readings of 72 hours. Local times of the authority; 24:00 is 00:00 of the next day.
struct Story {
  const char* name;
  const char* country;
  const char* aware;
  const char* target;
  const char* hour_rule;
  const char* touched;
  const char* whole;
};

const Story stories[] = {
    {"a mid-week", "DE", "2026-03-10T09:20:00+01:00", "2026-03-13T09:20:00+01:00", "2026-03-13T10:00:00+01:00", "2026-03-13T10:00:00+01:00",
     "2026-03-13T10:00:00+01:00"},
    {"b on the hour: that hour is lost too", "DE", "2026-03-10T09:00:00+01:00", "2026-03-13T09:00:00+01:00", "2026-03-13T10:00:00+01:00",
     "2026-03-13T10:00:00+01:00", "2026-03-13T10:00:00+01:00"},
    {"c ends on Christmas Day all the same", "DE", "2020-12-22T12:17:00+01:00", "2020-12-25T12:17:00+01:00", "2020-12-25T13:00:00+01:00",
     "2020-12-25T13:00:00+01:00", "2020-12-25T13:00:00+01:00"},
    {"d Friday evening", "LU", "2026-11-20T18:20:00+01:00", "2026-11-23T18:20:00+01:00", "2026-11-23T19:00:00+01:00", "2026-11-23T19:00:00+01:00",
     "2026-11-25T00:00:00+01:00"},
    {"e Saturday noon", "LU", "2026-11-21T12:00:00+01:00", "2026-11-24T12:00:00+01:00", "2026-11-24T13:00:00+01:00", "2026-11-24T13:00:00+01:00",
     "2026-11-25T00:00:00+01:00"},
    {"f Thursday before Easter", "DE", "2026-04-02T17:05:00+02:00", "2026-04-05T17:05:00+02:00", "2026-04-05T18:00:00+02:00", "2026-04-08T00:00:00+02:00",
     "2026-04-09T00:00:00+02:00"},
    {"g the same where Good Friday is a working day", "LU", "2026-04-02T17:05:00+02:00", "2026-04-05T17:05:00+02:00", "2026-04-05T18:00:00+02:00",
     "2026-04-05T18:00:00+02:00", "2026-04-08T00:00:00+02:00"},
    {"h Good Friday", "DE", "2026-04-03T10:40:00+02:00", "2026-04-06T10:40:00+02:00", "2026-04-06T11:00:00+02:00", "2026-04-09T00:00:00+02:00",
     "2026-04-09T00:00:00+02:00"},
    {"i Christmas Eve", "DE", "2026-12-24T11:30:00+01:00", "2026-12-27T11:30:00+01:00", "2026-12-27T12:00:00+01:00", "2026-12-29T00:00:00+01:00",
     "2026-12-30T00:00:00+01:00"},
    {"j summer time begins: 72 elapsed hours", "DE", "2026-03-27T22:30:00+01:00", "2026-03-30T23:30:00+02:00", "2026-03-31T00:00:00+02:00",
     "2026-03-31T00:00:00+02:00", "2026-04-01T00:00:00+02:00"},
    {"k summer time ends", "DE", "2026-10-23T15:45:00+02:00", "2026-10-26T14:45:00+01:00", "2026-10-26T15:00:00+01:00", "2026-10-26T15:00:00+01:00",
     "2026-10-28T00:00:00+01:00"},
    {"l Ascension", "DE", "2026-05-13T16:10:00+02:00", "2026-05-16T16:10:00+02:00", "2026-05-16T17:00:00+02:00", "2026-05-16T17:00:00+02:00",
     "2026-05-19T00:00:00+02:00"},
};

TEST(Counting, SeventyTwoHours) {
  for (const Story& story : stories) {
    SCOPED_TRACE(story.name);
    const Place here = place(story.country);
    const Readings readings = readings_of(at(story.aware), three_days, Counting::reg_1182_71, here);
    EXPECT_EQ(here.zone.rfc3339(readings.target), story.target);
    EXPECT_EQ(here.zone.rfc3339(readings.hour_rule.value()), story.hour_rule);
    EXPECT_EQ(here.zone.rfc3339(readings.art35_touched.value()), story.touched);
    EXPECT_EQ(here.zone.rfc3339(readings.art35_whole.value()), story.whole);
    EXPECT_EQ(end_of(at(story.aware), three_days, Counting::reg_1182_71, here).value(), readings.hour_rule);
  }
}

TEST(Counting, ADayIsTooShortForTwoWorkingDays) {
  const Readings readings = readings_of(at("2026-11-20T17:20:00Z"), {24, Limit::Unit::hours}, Counting::reg_1182_71, place("LU"));
  EXPECT_EQ(rfc3339(readings.target), "2026-11-21T17:20:00Z");
  EXPECT_EQ(rfc3339(readings.hour_rule.value()), "2026-11-21T18:00:00Z");
  EXPECT_EQ(readings.art35_touched, readings.hour_rule);
  EXPECT_EQ(readings.art35_whole, readings.hour_rule);
}

TEST(Counting, NinetySixHours) {
  const Readings readings = readings_of(at("2026-11-20T17:20:00Z"), {96, Limit::Unit::hours}, Counting::reg_1182_71, place("LU"));
  EXPECT_EQ(rfc3339(readings.target), "2026-11-24T17:20:00Z");
  EXPECT_EQ(rfc3339(readings.hour_rule.value()), "2026-11-24T18:00:00Z");
}

TEST(Counting, WhereTheRegulationDoesNotApply) {
  const Readings readings = readings_of(at("2026-11-20T17:20:00Z"), three_days, Counting::continuous, place("LU"));
  EXPECT_EQ(rfc3339(readings.target), "2026-11-23T17:20:00Z");
  EXPECT_FALSE(readings.hour_rule || readings.art35_touched || readings.art35_whole || readings.holidays_unknown);
}

TEST(Counting, MissingHolidaysAreSaidNotGuessed) {
  const Place nowhere{Zone::named("Europe/Vienna").value(), {}};
  const Readings readings = readings_of(at("2026-11-20T17:20:00Z"), three_days, Counting::reg_1182_71, nowhere);
  EXPECT_TRUE(readings.hour_rule);
  EXPECT_FALSE(readings.art35_touched || readings.art35_whole);
  EXPECT_TRUE(readings.holidays_unknown);
  EXPECT_FALSE(end_of(at("2026-11-20T17:20:00Z"), {1, Limit::Unit::months}, Counting::reg_1182_71, nowhere));
  // New Year's Eve of the last year that law/holidays covers.
  EXPECT_TRUE(readings_of(at("2035-12-30T17:20:00Z"), three_days, Counting::reg_1182_71, place("LU")).holidays_unknown);
}

struct LongStory {
  const char* name;
  Limit limit;
  Counting counting;
  const char* event;
  const char* target;
  const char* end;
};

const LongStory long_stories[] = {
    {"a month ends on a Sunday",
     {1, Limit::Unit::months},
     Counting::reg_1182_71,
     "2027-01-31T15:00:00+01:00",
     "2027-02-28T15:00:00+01:00",
     "2027-03-02T00:00:00+01:00"},
    {"a month ends on a working day",
     {1, Limit::Unit::months},
     Counting::reg_1182_71,
     "2026-11-20T18:20:00+01:00",
     "2026-12-20T18:20:00+01:00",
     "2026-12-22T00:00:00+01:00"},
    {"the day before a leap day",
     {1, Limit::Unit::months},
     Counting::reg_1182_71,
     "2024-01-29T10:00:00+01:00",
     "2024-02-29T10:00:00+01:00",
     "2024-03-01T00:00:00+01:00"},
    {"three months over the turn of the year",
     {3, Limit::Unit::months},
     Counting::reg_1182_71,
     "2025-11-30T10:00:00+01:00",
     "2026-02-28T10:00:00+01:00",
     "2026-03-03T00:00:00+01:00"},
    {"fourteen days", {14, Limit::Unit::days}, Counting::reg_1182_71, "2026-11-09T10:00:00+01:00", "2026-11-23T10:00:00+01:00", "2026-11-24T00:00:00+01:00"},
    {"one day from Friday ends on Monday",
     {1, Limit::Unit::days},
     Counting::reg_1182_71,
     "2026-11-20T10:00:00+01:00",
     "2026-11-21T10:00:00+01:00",
     "2026-11-24T00:00:00+01:00"},
    {"two days from Friday hold two working days",
     {2, Limit::Unit::days},
     Counting::reg_1182_71,
     "2026-11-20T10:00:00+01:00",
     "2026-11-22T10:00:00+01:00",
     "2026-11-25T00:00:00+01:00"},
    {"days without the Regulation, over summer time",
     {2, Limit::Unit::days},
     Counting::continuous,
     "2026-03-28T10:00:00+01:00",
     "2026-03-30T10:00:00+02:00",
     "2026-03-30T10:00:00+02:00"},
};

TEST(Counting, DaysAndMonths) {
  const Place here = place("DE");
  for (const LongStory& story : long_stories) {
    SCOPED_TRACE(story.name);
    EXPECT_EQ(here.zone.rfc3339(target_of(at(story.event), story.limit, here.zone)), story.target);
    EXPECT_EQ(here.zone.rfc3339(end_of(at(story.event), story.limit, story.counting, here).value()), story.end);
  }
}

// Three years of moments at random, and every hour around both changes of the clock.
TEST(Counting, NoReadingEndsBeforeTheOneItExtends) {
  const Place here = place("DE", "DE-BY-AUGSBURG");
  std::vector<Instant> moments;
  std::mt19937_64 random(1182);
  for (int i = 0; i < 2'000; ++i) moments.push_back(at("2025-01-01T00:00:00Z") + seconds(random() % (3UL * 365 * 86'400)));
  for (int hour = 0; hour < 200; ++hour)
    for (const char* week : {"2026-03-25T00:00:00Z", "2026-10-21T00:00:00Z"}) moments.push_back(at(week) + hours(hour));

  for (const Instant aware : moments) {
    SCOPED_TRACE(rfc3339(aware));
    const Readings readings = readings_of(aware, three_days, Counting::reg_1182_71, here);
    EXPECT_EQ(readings.target - aware, hours(72));
    EXPECT_LT(readings.target, *readings.hour_rule);
    EXPECT_LE(*readings.hour_rule, readings.target + hours(1));
    EXPECT_LE(*readings.hour_rule, *readings.art35_touched);
    EXPECT_LE(*readings.art35_touched, *readings.art35_whole);
    const Date last_day = here.zone.date(*readings.art35_whole - seconds(1));
    if (readings.art35_whole > readings.hour_rule) {
      EXPECT_TRUE(here.calendar->is_working_day(last_day).value());
    }
  }
}

TEST(Counting, LimitsReadAsWritten) {
  for (const char* text : {"72h", "14d", "1mo"}) EXPECT_EQ(name_of(limit_of(text).value()), text);
  for (const char* text : {"", "h", "0h", "-1h", "72", "72 h", "1m", "072h", "99999999999h"}) EXPECT_FALSE(limit_of(text)) << text;
}

}  // namespace
}  // namespace tocsin
