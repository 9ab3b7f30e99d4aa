// A moment, in UTC, to the microsecond. `now` is always an argument; nobody here asks a clock.
//
// Pure.   Written as RFC 3339. Local time exists only for showing (base/zone.h).

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tocsin {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Micros = std::chrono::microseconds;

// RFC 3339 with a zone offset or Z. A date without time or a time without offset is refused: it would be
// two different instants in two countries.
Result<Instant> instant_of(std::string_view rfc3339);

std::string rfc3339(Instant at);         // 2026-11-20T17:20:00Z; a fraction only where it is not zero
std::string rfc3339_micros(Instant at);  // always six digits, as the register wants it

// YYYY-MM-DD of the Gregorian calendar; impossible dates are refused.
Result<std::chrono::year_month_day> date_of(std::string_view iso);
std::string iso_date(std::chrono::year_month_day date);

// For tests and constants: REQUIRES a valid text.
Instant at(std::string_view rfc3339);

}  // namespace tocsin
