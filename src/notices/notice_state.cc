#include "notices/notice_state.h"

#include <algorithm>

namespace tocsin {

namespace {

using S = NoticeState;
using E = NoticeEvent;

struct Move {
  S from;
  E event;
  S to;
};

// The whole machine. What is not here does not happen.
constexpr Move moves[] = {
    {S::planned, E::released, S::ready},
    {S::planned, E::held, S::held},
    {S::planned, E::no_channel_left, S::exhausted},
    {S::planned, E::superseded, S::superseded},
    {S::planned, E::deceased, S::closed_deceased},
    {S::planned, E::cancelled, S::cancelled},

    {S::ready, E::claimed, S::claimed},
    {S::ready, E::held, S::held},
    {S::ready, E::no_channel_left, S::exhausted},
    {S::ready, E::superseded, S::superseded},
    {S::ready, E::deceased, S::closed_deceased},
    {S::ready, E::cancelled, S::cancelled},

    {S::claimed, E::handed_over, S::handed},
    {S::claimed, E::deferred, S::deferred},
    {S::claimed, E::given_back, S::ready},
    {S::claimed, E::rejected, S::failed},
    {S::claimed, E::doubted, S::in_doubt},
    {S::claimed, E::held, S::held},        // the page could not be set
    {S::claimed, E::returned, S::failed},  // the bounce was faster than the relay's answer

    {S::deferred, E::due_again, S::ready},
    {S::deferred, E::rejected, S::failed},
    {S::deferred, E::deceased, S::closed_deceased},

    {S::in_doubt, E::found_accepted, S::handed},
    {S::in_doubt, E::found_not_taken, S::ready},
    {S::in_doubt, E::returned, S::failed},
    {S::in_doubt, E::confirmed, S::confirmed},

    {S::handed, E::time_passed, S::presumed},
    {S::handed, E::confirmed, S::confirmed},
    {S::handed, E::returned, S::failed},

    {S::presumed, E::confirmed, S::confirmed},
    {S::presumed, E::returned, S::failed},

    {S::failed, E::next_channel, S::ready},
    {S::failed, E::no_channel_left, S::exhausted},
    {S::failed, E::confirmed, S::confirmed},  // the letter came back, the person called
    {S::failed, E::deceased, S::closed_deceased},

    {S::held, E::cleared, S::planned},  // an approval covers what it saw: a changed notice is approved again
    {S::held, E::no_channel_left, S::exhausted},
    {S::held, E::superseded, S::superseded},
    {S::held, E::deceased, S::closed_deceased},
    {S::held, E::cancelled, S::cancelled},

    {S::exhausted, E::confirmed, S::confirmed},
    {S::exhausted, E::superseded, S::superseded},
    {S::exhausted, E::deceased, S::closed_deceased},
};

constexpr std::array<std::string_view, notice_states> state_names = {"planned",   "ready",      "claimed",         "handed",   "presumed",
                                                                     "confirmed", "deferred",   "failed",          "in_doubt", "held",
                                                                     "exhausted", "superseded", "closed_deceased", "cancelled"};

constexpr std::array<std::string_view, notice_events> event_names = {
    "released",       "claimed",         "handed_over", "deferred",  "due_again", "rejected",     "doubted",
    "found_accepted", "found_not_taken", "time_passed", "confirmed", "returned",  "next_channel", "no_channel_left",
    "held",           "cleared",         "superseded",  "deceased",  "cancelled", "given_back",   "heard"};

}  // namespace

const std::array<NoticeState, notice_states>& all_notice_states() {
  static const auto all = [] {
    std::array<NoticeState, notice_states> states{};
    for (std::size_t i = 0; i < notice_states; ++i) states[i] = static_cast<NoticeState>(i);
    return states;
  }();
  return all;
}

std::string_view name_of(NoticeState state) { return state_names.at(static_cast<std::size_t>(state)); }
std::string_view name_of(NoticeEvent event) { return event_names.at(static_cast<std::size_t>(event)); }

std::optional<NoticeState> notice_state_of(std::string_view name) {
  const auto found = std::find(state_names.begin(), state_names.end(), name);
  if (found == state_names.end()) return {};
  return static_cast<NoticeState>(found - state_names.begin());
}

std::optional<NoticeState> after(NoticeState state, NoticeEvent event) {
  for (const Move& move : moves)
    if (move.from == state && move.event == event) return move.to;
  return {};
}

bool apply(Telling& telling, const Happening& happening) {
  if (!telling.known.insert(happening.key).second) return false;
  const auto next = after(telling.state, happening.event);
  if (!next) return false;
  telling.state = *next;
  if (*next == NoticeState::handed && !telling.handed_at) telling.handed_at = happening.at;
  return true;
}

}  // namespace tocsin
