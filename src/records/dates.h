// Birth dates as people and exports write them. The order of day and month is a property of the column.
//
// Way:    identifiers/dates (what is written) -> [here: who can have been born then] -> canonical
// Pure.   "03/04/1985" is two dates; one value with a day above 12 settles it for its whole column. Where none
//         does, Europe's order is taken and the report says that it was.

#pragma once

#include <cstdint>
#include <string_view>

#include "identifiers/dates.h"

namespace tocsin {

using identifiers::DateOrder;
using identifiers::DateOrderEvidence;

// yyyymmdd, or 0: not a date, a placeholder (1 January 1900, day 00), or after `today` (yyyymmdd).
std::int32_t birth_date_of(std::string_view text, DateOrder order, std::int32_t today);

}  // namespace tocsin
