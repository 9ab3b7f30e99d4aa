#include "rules/local_time.h"

#include <fmt/format.h>

namespace tocsin {
namespace {

using namespace std::chrono;

constexpr std::string_view weekdays[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::string_view months_of_year[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

std::string said_weekday(std::string_view length, year_month_day day, const Words& say) {
  return say(fmt::format("time.{}.{}", length, weekdays[weekday(sys_days(day)).c_encoding()]));
}

std::string said_day(year_month_day day, const Words& say) {
  return say("time.day", {{"weekday", said_weekday("weekday", day, say)},
                          {"day", std::to_string(static_cast<unsigned>(day.day()))},
                          {"month", say(fmt::format("time.month.{}", months_of_year[static_cast<unsigned>(day.month()) - 1]))},
                          {"year", std::to_string(static_cast<int>(day.year()))}});
}

std::string said_time(Instant at, const Zone& zone) {
  const auto local = zone.local(at);
  const hh_mm_ss time(floor<minutes>(local - floor<days>(local)));
  return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

}  // namespace

std::string said(Instant at, const Zone& zone, const Words& say) {
  return say("time.moment", {{"day", said_day(zone.date(at), say)}, {"time", said_time(at, zone)}});
}

std::string said_shortly(Instant at, const Zone& zone, const Words& say) {
  return say("time.shortly", {{"weekday", said_weekday("weekday", zone.date(at), say)}, {"time", said_time(at, zone)}});
}

std::string said_end(Instant end, const Zone& zone, const Words& say) {
  if (end != zone.start_of(zone.date(end))) return said(end, zone, say);
  return say("time.end_of_day", {{"day", said_day(year_month_day(sys_days(zone.date(end)) - days(1)), say)}});
}

std::string said_weekday(Instant at, const Zone& zone, const Words& say) { return said_weekday("weekday_in_full", zone.date(at), say); }

std::string said_distance(Instant now, Instant due, const Words& say) {
  const bool left = now <= due;
  const auto distance = left ? due - now : now - due;
  const auto whole_hours = floor<hours>(distance);
  const auto rest = floor<minutes>(distance - whole_hours);
  if (whole_hours >= hours(10) || rest.count() == 0) return say(left ? "time.hours_left" : "time.hours_late", {{"hours", whole_hours.count()}});
  if (whole_hours.count() == 0) return say(left ? "time.minutes_left" : "time.minutes_late", {{"minutes", rest.count()}});
  return say(left ? "time.hours_minutes_left" : "time.hours_minutes_late", {{"hours", whole_hours.count()}, {"minutes", rest.count()}});
}

}  // namespace tocsin
