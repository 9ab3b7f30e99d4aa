// How a legal period runs, and when exactly it ends.
//
// Way:    an event + a limit of a law pack -> [here] -> rules/evaluate, obligations/
// Law:    Reg. (EEC, Euratom) 1182/71. Art. 3(1): the hour (day) of the event is not counted. Art. 3(2): a
//         period ends with the expiry of its last hour, of the same date for months. Art. 3(3): weekends and
//         holidays run. Art. 3(4): an end on a day off moves on, but not for periods in hours. Art. 3(5): two
//         days or more hold two working days; whether that reaches periods in hours is disputed.
// Pure:   no clock; local time and holidays of the authority's place are arguments.
// Holds:  hours are elapsed hours, added in UTC; a period ends at the first instant that lies after it, so that
//         "the 24th at 24:00" is the 25th at 00:00. target <= hour_rule <= art35_touched <= art35_whole.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "base/zone.h"
#include "rules/holidays.h"

namespace tocsin {

enum class Counting {
  continuous,    // figure added to the second of the event
  reg_1182_71,   // the Regulation, for the limit's unit
};
std::string_view name_of(Counting counting);
std::optional<Counting> counting_of(std::string_view name);

struct Limit {
  enum class Unit { hours, days, months };
  int amount = 0;
  Unit unit = Unit::hours;
  bool operator==(const Limit&) const = default;
};
std::optional<Limit> limit_of(std::string_view text);  // "72h", "14d", "1mo"
std::string name_of(Limit limit);

// Where the act is to be done.
struct Place {
  Zone zone;
  std::optional<Calendar> calendar;  // none: this country's holidays are not in law/holidays
};

// event + figure: what the countdown shows and every alarm uses. Never later than any legal reading.
Instant target_of(Instant event, Limit limit, const Zone& zone);

// The end under the stage's counting; a filing at or after it is late. Needs holidays only for days and months.
Result<Instant> end_of(Instant event, Limit limit, Counting counting, const Place& place);

// The four readings of a period in hours.
struct Readings {
  Instant target;
  std::optional<Instant> hour_rule;      // Art. 3(1) with 3(2)(a); none where the Regulation does not apply
  std::optional<Instant> art35_touched;  // "arguable": with 3(5), a working day partly used counts
  std::optional<Instant> art35_whole;    // "arguable": with 3(5), only whole working days count
  std::optional<Error> holidays_unknown; // why the arguable readings are missing
};

// REQUIRES: limit in hours.
Readings readings_of(Instant event, Limit limit, Counting counting, const Place& place);

}  // namespace tocsin
