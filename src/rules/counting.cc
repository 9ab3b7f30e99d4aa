#include "rules/counting.h"

#include <fmt/format.h>

#include <charconv>

#include "base/check.h"

namespace tocsin {
namespace {

using namespace std::chrono;

// Art. 3(1): the hour in which the event lies is not counted, even if it lies at its very beginning.
// Hours of the clock on the wall, for the sake of zones that are half an hour off.
Instant next_full_hour(Instant event, const Zone& zone) {
  const auto local = zone.local(event);
  return event + (floor<hours>(local) + hours(1) - local);
}

Date plus_days(Date date, int amount) { return sys_days{date} + days(amount); }

// The same date number, or the last day of a month that lacks it (Art. 3(2)(c)).
Date plus_months(Date date, int amount) {
  const Date moved = date + months(amount);
  return moved.ok() ? moved : Date{moved.year() / moved.month() / last};
}

Date last_day_of(Date event, Limit limit) { return limit.unit == Limit::Unit::months ? plus_months(event, limit.amount) : plus_days(event, limit.amount); }

Instant end_of_day(Date date, const Zone& zone) { return zone.start_of(plus_days(date, 1)); }

enum class Days { touched, whole };

// Art. 3(5): lets a period that began at `start` run on, day by day, until it holds two working days.
Result<Instant> with_two_working_days(Instant start, Instant end, Days which, const Zone& zone, const Calendar& calendar) {
  Date day = zone.date(start);
  if (which == Days::whole && start != zone.start_of(day)) day = plus_days(day, 1);
  for (int working_days = 0;; day = plus_days(day, 1)) {
    const bool counts_in_full = which == Days::touched ? zone.start_of(day) < end : end_of_day(day, zone) <= end;
    TRY(working, calendar.is_working_day(day));
    working_days += working;
    if (working_days >= 2) return counts_in_full ? end : end_of_day(day, zone);
  }
}

// Periods in days and months: Art. 3(4), and for two days or more Art. 3(5).
Result<Instant> end_by_the_day(Instant event, Limit limit, const Place& place) {
  if (!place.calendar)
    return failure(ErrorKind::invalid, "the public holidays of this place are not known, so the end of a period in days or months is not either",
                   "law/holidays");
  const Date first = plus_days(place.zone.date(event), 1);
  TRY(last_day, place.calendar->next_working_day(last_day_of(place.zone.date(event), limit)));
  const Instant end = end_of_day(last_day, place.zone);
  if (limit.unit == Limit::Unit::days && limit.amount < 2) return end;
  return with_two_working_days(place.zone.start_of(first), end, Days::whole, place.zone, *place.calendar);
}

}  // namespace

std::string_view name_of(Counting counting) { return counting == Counting::continuous ? "continuous" : "reg_1182_71"; }

std::optional<Counting> counting_of(std::string_view name) {
  for (const Counting counting : {Counting::continuous, Counting::reg_1182_71})
    if (name == name_of(counting)) return counting;
  return {};
}

std::string name_of(Limit limit) {
  constexpr std::string_view units[] = {"h", "d", "mo"};
  return fmt::format("{}{}", limit.amount, units[static_cast<int>(limit.unit)]);
}

std::optional<Limit> limit_of(std::string_view text) {
  Limit limit;
  const auto [unit, error] = std::from_chars(text.data(), text.data() + text.size(), limit.amount);
  if (error != std::errc{} || limit.amount <= 0 || limit.amount > 10'000) return {};
  for (const auto candidate : {Limit::Unit::hours, Limit::Unit::days, Limit::Unit::months}) {
    limit.unit = candidate;
    if (name_of(limit) == text) return limit;
  }
  return {};
}

Instant target_of(Instant event, Limit limit, const Zone& zone) {
  if (limit.unit == Limit::Unit::hours) return event + hours(limit.amount);
  const auto local = zone.local(event);
  const auto time_of_day = local - floor<days>(local);
  const local_days last_day{sys_days{last_day_of(zone.date(event), limit)}.time_since_epoch()};
  return zone.instant(last_day + time_of_day);
}

Result<Instant> end_of(Instant event, Limit limit, Counting counting, const Place& place) {
  if (counting == Counting::continuous) return target_of(event, limit, place.zone);
  if (limit.unit == Limit::Unit::hours) return next_full_hour(event, place.zone) + hours(limit.amount);
  return end_by_the_day(event, limit, place);
}

Readings readings_of(Instant event, Limit limit, Counting counting, const Place& place) {
  check(limit.unit == Limit::Unit::hours);
  Readings readings{.target = target_of(event, limit, place.zone)};
  if (counting == Counting::continuous) return readings;

  const Instant start = next_full_hour(event, place.zone);
  const Instant end = start + hours(limit.amount);
  readings.hour_rule = end;
  if (limit.amount < 48) {  // "two days or more": Art. 3(5) says nothing about shorter periods
    readings.art35_touched = readings.art35_whole = end;
    return readings;
  }
  if (!place.calendar) {
    readings.holidays_unknown =
        Error{ErrorKind::not_found, "the public holidays of this country are not in law/holidays", "", "the arguable readings of Art. 3(5) are left out"};
    return readings;
  }
  for (const auto& [which, reading] : {std::pair{Days::touched, &readings.art35_touched}, std::pair{Days::whole, &readings.art35_whole}}) {
    const auto extended = with_two_working_days(start, end, which, place.zone, *place.calendar);
    if (extended)
      *reading = *extended;
    else
      readings.holidays_unknown = extended.error();
  }
  return readings;
}

}  // namespace tocsin
