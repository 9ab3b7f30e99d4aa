// What became of one notice: its states, what may happen to it, and where each happening leads.
//
// Way:    approval, printer, relay, bounces, returned letters, calls, time -> [here] -> the queue, `notices status`
// Law:    Art. 34(1): a person counts as told when the message reached them; handing it over is not telling.
// Pure:   the same happenings in the same order give the same state; one that comes twice counts once.
// Holds:  states move along the table in notice_state.cc alone. A late return takes back a presumption, never a
//         confirmation. That a notice was once handed over is never forgotten. After a claim nothing is cancelled.
// See:    notice_state_test.cc (random orders)

#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace tocsin {

// The words are for life. Every notice is in exactly one of these.
enum class NoticeState {
  planned,          // waits for approval
  ready,            // approved, may leave
  claimed,          // on its way out of the house
  handed,           // print shop or relay has it
  presumed,         // no bad news for the time that its channel takes
  confirmed,        // the person answered, called, used the code
  deferred,         // "not now", will be tried again
  failed,           // came back, or was refused: next channel
  in_doubt,         // sent whole, no answer: asked for before it is sent again
  held,             // must not leave as it is; a person decides
  exhausted,        // no channel left: only the public can be told
  superseded,       // a newer notice takes its place
  closed_deceased,
  cancelled,
};
inline constexpr std::size_t notice_states = 14;
const std::array<NoticeState, notice_states>& all_notice_states();
std::string_view name_of(NoticeState state);
std::optional<NoticeState> notice_state_of(std::string_view name);

enum class NoticeEvent {
  released,         // its content was approved
  claimed,
  handed_over,
  deferred,
  due_again,
  rejected,         // the relay said no, or it could not be made
  doubted,
  found_accepted,   // after a doubt
  found_not_taken,  // after a doubt
  time_passed,      // handed over long enough ago
  confirmed,
  returned,         // bounce or returned letter, however late
  next_channel,
  no_channel_left,
  held,
  cleared,          // what held it is settled
  superseded,
  deceased,
  cancelled,
  given_back,       // claimed, and surely nothing of it left
  heard,            // a delay, a complaint, an absence note: kept, moves nothing
};
inline constexpr std::size_t notice_events = 21;
std::string_view name_of(NoticeEvent event);

// Nothing where the event changes nothing: it came too late, or is refused.
std::optional<NoticeState> after(NoticeState state, NoticeEvent event);

// One notice with its history so far, as much of it as decides.
struct Telling {
  NoticeState state = NoticeState::planned;
  std::optional<Instant> handed_at;  // the first time
  std::set<std::string> known;       // keys of happenings already counted
};
struct Happening {
  NoticeEvent event{};
  Instant at;
  std::string key;  // what makes a repeated report the same happening
};
// Whether the state moved.
bool apply(Telling& telling, const Happening& happening);

}  // namespace tocsin
