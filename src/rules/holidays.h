// The public holidays of one country, as rules instead of as lists of dates.
//
// Way:    law/holidays/de.toml -> [here] -> rules/counting
// Law:    Reg. (EEC, Euratom) 1182/71 Art. 2(1): the holidays of the Member State where the act is to be
//         done; Art. 2(2): a working day is neither a holiday, nor a Saturday, nor a Sunday.
// Pure.
// Holds:  a date outside the years the file covers is an error, never silently "no holiday".

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tocsin {

using Date = std::chrono::year_month_day;

Date easter_sunday(std::chrono::year year);  // Gregorian calendar

// "27 April, on Saturday if that is a Sunday", "Easter + 39 days", "the Wednesday before 23 November".
struct HolidayRule {
  std::string name;
  std::optional<std::chrono::month_day> on;
  int if_sunday = 0;                         // days it moves when `on` is a Sunday
  std::optional<int> easter;                 // days from Easter Sunday
  std::optional<std::chrono::weekday> weekday;
  std::optional<std::chrono::month_day> before;
  std::chrono::year from, to;                // first and last year it was kept
  std::vector<std::string> regions;          // empty: everywhere
};

// What one place keeps: a country, or one of its regions.
class Calendar {
 public:
  Calendar(std::string place, std::chrono::year from, std::chrono::year to, std::vector<HolidayRule> rules);

  Result<std::optional<std::string>> holiday_on(Date date) const;  // its name in the country's language
  Result<bool> is_working_day(Date date) const;
  Result<Date> next_working_day(Date date) const;                  // `date` itself if it is one
  const std::string& place() const { return place_; }

 private:
  std::string place_;
  std::chrono::year from_, to_;
  std::vector<HolidayRule> rules_;
};

class Holidays {
 public:
  static Result<Holidays> from_toml(std::string_view text, std::string_view where);

  const std::string& country() const { return country_; }
  const std::vector<std::string>& regions() const { return regions_; }

  // Without a region: the days kept in the whole country. A region also keeps those of the region it lies in
  // (DE-BY-AUGSBURG those of DE-BY).
  Result<Calendar> calendar(std::string_view region = {}) const;

 private:
  std::string country_;
  std::chrono::year from_, to_;
  std::vector<std::string> regions_;
  std::vector<HolidayRule> rules_;
};

}  // namespace tocsin
