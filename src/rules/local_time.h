// How a moment is said to a person: weekday first, in the authority's local time.
//
// Pure.

#pragma once

#include <string>

#include "base/zone.h"
#include "words/words.h"

namespace tocsin {

std::string said(Instant at, const Zone& zone, const Words& say);          // "Mon 23 Nov 2026 18:20"
std::string said_shortly(Instant at, const Zone& zone, const Words& say);  // "Mon 18:20", for a moment within the week
std::string said_end(Instant end, const Zone& zone, const Words& say);     // midnight as the end of the day before: "Tue 24 Nov 2026 24:00"
std::string said_weekday(Instant at, const Zone& zone, const Words& say);  // "Monday"

// "72 h left", "3 h 20 min left", "2 h late"; whole hours above ten hours, rounded down.
std::string said_distance(Instant now, Instant due, const Words& say);

}  // namespace tocsin
