#include "rules/local_time.h"

#include <fmt/format.h>

namespace tocsin {
namespace {

using namespace std::chrono;

constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view months_of_year[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string said_day(year_month_day day) {
  return fmt::format("{} {} {} {}", weekdays[weekday(sys_days(day)).c_encoding()], static_cast<unsigned>(day.day()),
                     months_of_year[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()));
}

std::string said_time(Instant at, const Zone& zone) {
  const auto local = zone.local(at);
  const hh_mm_ss time(floor<minutes>(local - floor<days>(local)));
  return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

}  // namespace

std::string said(Instant at, const Zone& zone) { return fmt::format("{} {}", said_day(zone.date(at)), said_time(at, zone)); }

std::string said_shortly(Instant at, const Zone& zone) {
  return fmt::format("{} {}", weekdays[weekday(sys_days(zone.date(at))).c_encoding()], said_time(at, zone));
}

std::string said_end(Instant end, const Zone& zone) {
  if (end != zone.start_of(zone.date(end))) return said(end, zone);
  return said_day(year_month_day(sys_days(zone.date(end)) - days(1))) + " 24:00";
}

std::string said_distance(Instant now, Instant due) {
  const auto distance = now <= due ? due - now : now - due;
  const char* side = now <= due ? "left" : "late";
  const auto whole_hours = floor<hours>(distance);
  const auto rest = floor<minutes>(distance - whole_hours);
  if (whole_hours >= hours(10) || rest.count() == 0) return fmt::format("{} h {}", whole_hours.count(), side);
  if (whole_hours.count() == 0) return fmt::format("{} min {}", rest.count(), side);
  return fmt::format("{} h {} min {}", whole_hours.count(), rest.count(), side);
}

}  // namespace tocsin
