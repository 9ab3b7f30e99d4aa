#include "rules/holidays.h"

#include <gtest/gtest.h>

#include "base/instant.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

using namespace std::chrono;

Holidays holidays(std::string_view country) {
  const std::string file = "law/holidays/" + std::string(country) + ".toml";
  return Holidays::from_toml(resource(file).value(), file).value();
}

TEST(Holidays, EasterSundays) {
  for (const char* day : {"2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05",
                          "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09", "2035-03-25"})
    EXPECT_EQ(iso_date(easter_sunday(date_of(day).value().year())), day);
}

struct Story {
  const char* country;
  const char* region;
  const char* date;
  const char* holiday;  // "": none
};

const Story stories[] = {
    {"de", "", "2026-04-03", "Karfreitag"},
    {"de", "", "2026-10-03", "Tag der Deutschen Einheit"},
    {"de", "", "2026-10-31", ""},
    {"de", "DE-BE", "2018-03-08", ""},
    {"de", "DE-BE", "2019-03-08", "Internationaler Frauentag"},
    {"de", "DE-MV", "2022-03-08", ""},
    {"de", "DE-MV", "2023-03-08", "Internationaler Frauentag"},
    {"de", "DE-BE", "2020-05-08", "75. Jahrestag der Befreiung"},
    {"de", "DE-BE", "2021-05-08", ""},
    {"de", "DE-BE", "2025-05-08", "80. Jahrestag der Befreiung"},
    {"de", "DE-BE", "2026-05-08", ""},
    {"de", "DE-TH", "2018-09-20", ""},
    {"de", "DE-TH", "2019-09-20", "Weltkindertag"},
    {"de", "DE-NI", "2018-10-31", "Reformationstag"},
    {"de", "DE-HE", "2018-10-31", ""},
    {"de", "DE-SN", "2026-11-18", "Buß- und Bettag"},
    {"de", "DE-SN", "2022-11-16", "Buß- und Bettag"},  // 23 November is a Wednesday: a week earlier
    {"de", "DE-SN", "2022-11-23", ""},
    {"de", "DE-NW", "2026-06-04", "Fronleichnam"},
    {"de", "DE-NI", "2026-06-04", ""},
    {"de", "DE-BY", "2026-08-15", ""},
    {"de", "DE-BY-CATHOLIC", "2026-08-15", "Mariä Himmelfahrt"},
    {"de", "DE-BY-AUGSBURG", "2026-08-08", "Augsburger Friedensfest"},
    {"de", "DE-BY-AUGSBURG", "2026-01-06", "Heilige Drei Könige"},
    {"lu", "", "2018-05-09", ""},
    {"lu", "", "2019-05-09", "Journée de l'Europe"},
    {"lu", "", "2026-04-03", ""},
    {"lu", "", "2026-06-23", "Fête nationale"},
    {"fr", "", "2026-07-14", "Fête nationale"},
    {"fr", "", "2026-12-26", ""},
    {"fr", "FR-67", "2026-12-26", "Saint-Étienne"},
    {"fr", "FR-67", "2026-04-03", "Vendredi saint"},
    {"fr", "FR-RE", "2026-12-20", "Abolition de l'esclavage"},
    {"nl", "", "2026-04-27", "Koningsdag"},
    {"nl", "", "2025-04-26", "Koningsdag"},  // the 27th is a Sunday
    {"nl", "", "2025-04-27", ""},
    {"nl", "", "2026-05-05", "Bevrijdingsdag"},
    {"be", "", "2026-07-21", "Fête nationale / Nationale feestdag"},
    {"be", "", "2026-12-26", ""},
};

TEST(Holidays, OfDaysPeopleKnow) {
  for (const Story& story : stories) {
    SCOPED_TRACE(testing::Message() << story.country << ' ' << story.region << ' ' << story.date);
    const Calendar calendar = holidays(story.country).calendar(story.region).value();
    EXPECT_EQ(calendar.holiday_on(date_of(story.date).value()).value().value_or(""), story.holiday);
  }
}

struct Year {
  const char* country;
  int year;
  int days;  // kept in the whole country
};

const Year counted_years[] = {
    {"be", 2026, 10}, {"de", 2026, 9}, {"fr", 2026, 11}, {"lu", 2018, 10},
    {"lu", 2026, 11}, {"nl", 2026, 9}, {"fr", 2024, 11}, {"lu", 2024, 10},  // Ascension on Europe Day
    {"nl", 2032, 9},
};

TEST(Holidays, NumberOfDaysInAYear) {
  for (const Year& counted : counted_years) {
    SCOPED_TRACE(testing::Message() << counted.country << ' ' << counted.year);
    const Calendar calendar = holidays(counted.country).calendar().value();
    const year in{counted.year};
    int found = 0;
    for (sys_days day{in / 1 / 1}; day < sys_days{(in + years(1)) / 1 / 1}; day += days(1)) found += calendar.holiday_on(day).value().has_value();
    EXPECT_EQ(found, counted.days);
  }
}

TEST(Holidays, OutsideTheYearsOfTheFileIsAnError) {
  const Calendar calendar = holidays("lu").calendar().value();
  for (const char* day : {"2017-12-31", "2036-01-01"}) {
    EXPECT_FALSE(calendar.holiday_on(date_of(day).value()));
    EXPECT_FALSE(calendar.is_working_day(date_of(day).value()));
  }
}

TEST(Holidays, RegionsAreNamed) {
  const auto unknown = holidays("de").calendar("DE-XX");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().remedy.find("DE-BE"), std::string::npos);
  EXPECT_FALSE(holidays("lu").calendar("LU-X"));
}

TEST(Holidays, BadFilesAreRefused) {
  const std::string head = "country = \"XX\"\nfrom = 2018\nto = 2035\n[[holiday]]\nname = \"x\"\n";
  EXPECT_TRUE(Holidays::from_toml(head + "on = \"02-28\"", "x.toml"));
  for (const char* tail : {"", "on = \"02-29\"", "on = \"1 May\"", "on = \"05-01\"\neaster = 1", "weekday = \"wed\"\nbefore = \"11-23\"",
                           "on = \"05-01\"\nregions = [\"XX-YY\"]", "on = \"05-01\"\nfrom = 2030\nto = 2020", "on = \"05-01\"\nform = 2020"})
    EXPECT_FALSE(Holidays::from_toml(head + tail, "x.toml")) << tail;
}

}  // namespace
}  // namespace tocsin
