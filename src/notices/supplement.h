// One person, one controller, told once: what a new finding or a second incident makes of what was said before.
//
// Way:    earlier notices to this person in this controller's name -> [here] -> app/notice_plan
// Law:    Art. 34(1); WP250: new information is told; telling the same again makes people stop reading
// Pure.
// Holds:  never two notices that say the same. What has not left gives way; what has left is supplemented, and only
//         where this person's exposure really changed.

#pragma once

#include <chrono>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/ids.h"
#include "notices/notice_state.h"

namespace tocsin {

struct EarlierNotice {
  IncidentId incident;
  std::uint32_t revision = 1;
  NoticeState state = NoticeState::planned;
  bool was_handed = false;             // ever: what left cannot be taken back
  Digest exposure{};                   // over kinds and certainty, as told
  std::chrono::year_month_day told_on{};
};

enum class ToTell {
  first,        // nothing was said before
  nothing_new,  // said, or about to be said, already
  instead,      // the earlier one has not left: one notice takes its place, and holds what both would
  supplement,   // the earlier one has left: a further one names it and says what is new
};
std::string_view name_of(ToTell what);

struct Supplement {
  ToTell what = ToTell::first;
  std::uint32_t revision = 1;
  std::chrono::year_month_day earlier{};  // of a supplement
  bool other_incident = false;            // what went before was about another incident of the same controller
};
// `earlier` in the order they were planned.
Supplement supplement_of(std::span<const EarlierNotice> earlier, const IncidentId& incident, const Digest& exposure);

}  // namespace tocsin
