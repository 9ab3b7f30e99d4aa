// Who is told first, and what stops a mailing.
//
// Law:    Art. 34(1) "without undue delay": waiting is a decision with a reason, never a habit
// Pure.
// Holds:  a small part of every stratum, drawn at random, goes first (the canary); then high risk before the rest; within
//         that at random: never by name, postcode or the order of the stolen file.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin {

struct InStratum {
  std::string_view notice_id;  // 32 hex digits, computed: as good as drawn
  std::uint64_t stratum = 0;   // how many notices it has
  bool high_risk = false;
};
inline constexpr std::uint32_t canary_turn = 0;
// 0: the canary; 1 ... 64: high risk; 65 ... 128: the rest.
std::uint32_t turn_of(const InStratum& notice);
std::uint64_t canary_size(std::uint64_t stratum);  // 0: so few that the first part would be all

// What was seen of the notices that left.
struct MailingFigures {
  std::uint64_t handed = 0, dead_addresses = 0, blocked = 0, complaints = 0, render_errors = 0, wrong_person = 0;
};
struct Stop {
  std::string rule;  // "dead_addresses"
  double share = 0, limit = 0;
};
// Any of these: the mailing pauses, and a named decider is told.
std::vector<Stop> stops_of(const MailingFigures& figures);

}  // namespace tocsin
