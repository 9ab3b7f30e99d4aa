#include "rules/holidays.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/instant.h"
#include "base/json.h"
#include "base/text.h"
#include "base/toml.h"

namespace tocsin {
namespace {

using namespace std::chrono;

// "04-27"; no country keeps 29 February.
std::optional<month_day> month_day_of(std::string_view text) {
  const auto date = date_of("2001-" + std::string(text));
  if (!date) return {};
  return date->month() / date->day();
}

std::optional<weekday> weekday_of(std::string_view text) {
  constexpr std::array names = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return {};
  return weekday(static_cast<unsigned>(found - names.begin()));
}

HolidayRule rule_of(Fields& fields, year first, year last) {
  HolidayRule rule;
  rule.name = fields.text("name");
  if (const auto on = fields.text_if("on")) {
    rule.on = month_day_of(*on);
    if (!rule.on) fields.wrong("on", "a day of the year is written MM-DD");
  }
  rule.if_sunday = static_cast<int>(fields.number_if("if_sunday").value_or(0));
  if (const auto days_after = fields.number_if("easter")) rule.easter = static_cast<int>(*days_after);
  if (const auto name = fields.text_if("weekday")) {
    rule.weekday = weekday_of(*name);
    rule.before = month_day_of(fields.text("before"));
    if (!rule.weekday || !rule.before) fields.wrong("weekday", "needs a day of the week (\"wednesday\") and before = \"MM-DD\"");
  }
  if (rule.on.has_value() + rule.easter.has_value() + rule.weekday.has_value() != 1) fields.wrong("on", "a holiday has exactly one of on, easter, weekday");
  rule.from = year(static_cast<int>(fields.number_if("from").value_or(static_cast<int>(first))));
  rule.to = year(static_cast<int>(fields.number_if("to").value_or(static_cast<int>(last))));
  if (rule.from > rule.to) fields.wrong("from", "the first year lies after the last");
  rule.regions = fields.texts("regions");
  return rule;
}

sys_days day_of(const HolidayRule& rule, year in) {
  if (rule.easter) return sys_days{easter_sunday(in)} + days(*rule.easter);
  if (rule.weekday) {
    const sys_days eve = sys_days{in / *rule.before} - days(1);
    return eve - (weekday(eve) - *rule.weekday);
  }
  const sys_days day{in / *rule.on};
  return weekday(day) == Sunday ? day + days(rule.if_sunday) : day;
}

bool lies_in(std::string_view region, std::string_view wider) {
  return region == wider || (region.starts_with(wider) && region.substr(wider.size()).starts_with('-'));
}

}  // namespace

// The "anonymous" Gregorian computus (Nature, 1876; Meeus, Astronomical Algorithms, chapter 8).
Date easter_sunday(year in) {
  const int y = static_cast<int>(in);
  const int a = y % 19, b = y / 100, c = y % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int day = h + l - 7 * m + 114;
  return in / month(static_cast<unsigned>(day / 31)) / std::chrono::day(static_cast<unsigned>(day % 31 + 1));
}

Calendar::Calendar(std::string place, year from, year to, std::vector<HolidayRule> rules)
    : place_(std::move(place)), from_(from), to_(to), rules_(std::move(rules)) {}

Result<std::optional<std::string>> Calendar::holiday_on(Date date) const {
  if (date.year() < from_ || date.year() > to_)
    return failure(ErrorKind::invalid,
                   fmt::format("the public holidays of {} are known from {} to {} only", place_, static_cast<int>(from_), static_cast<int>(to_)),
                   iso_date(date), "a newer version of law/holidays may know them");
  for (const HolidayRule& rule : rules_)
    if (date.year() >= rule.from && date.year() <= rule.to && day_of(rule, date.year()) == sys_days{date}) return std::optional(rule.name);
  return std::optional<std::string>{};
}

Result<bool> Calendar::is_working_day(Date date) const {
  TRY(holiday, holiday_on(date));
  const weekday day{sys_days{date}};
  return !holiday && day != Saturday && day != Sunday;
}

Result<Date> Calendar::next_working_day(Date date) const {
  for (sys_days day{date};; day += days(1)) {
    TRY(working, is_working_day(day));
    if (working) return Date{day};
  }
}

Result<Holidays> Holidays::from_toml(std::string_view text, std::string_view where) {
  TRY(value, toml_of(text, where));
  Fields fields(value, std::string(where));
  Holidays all;
  all.country_ = fields.text("country");
  all.from_ = year(static_cast<int>(fields.number("from")));
  all.to_ = year(static_cast<int>(fields.number("to")));
  all.regions_ = fields.texts("regions");
  for (const json::value& item : fields.array("holiday")) {
    Fields holiday(item, fields.where("holiday"));
    const HolidayRule rule = rule_of(holiday, all.from_, all.to_);
    for (const std::string& region : rule.regions)
      if (std::find(all.regions_.begin(), all.regions_.end(), region) == all.regions_.end())
        holiday.wrong("regions", fmt::format("\"{}\" is not among the regions of this file", region));
    TRY_DO(holiday.done());
    all.rules_.push_back(rule);
  }
  TRY_DO(fields.done());
  return all;
}

Result<Calendar> Holidays::calendar(std::string_view region) const {
  if (!region.empty() && std::find(regions_.begin(), regions_.end(), region) == regions_.end())
    return failure(ErrorKind::invalid, fmt::format("{} has no region \"{}\" with holidays of its own", country_, region), "--region",
                   regions_.empty() ? fmt::format("leave it out: the holidays of {} are the same everywhere", country_) : "one of: " + joined(regions_, ", "));
  std::vector<HolidayRule> kept;
  for (const HolidayRule& rule : rules_) {
    const auto here = [&](const std::string& wider) { return lies_in(region, wider); };
    if (rule.regions.empty() || std::any_of(rule.regions.begin(), rule.regions.end(), here)) kept.push_back(rule);
  }
  return Calendar(region.empty() ? country_ : std::string(region), from_, to_, std::move(kept));
}

}  // namespace tocsin
