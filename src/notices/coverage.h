// How many were told: one ladder, defined once, for status, authority and court.
//
// Way:    counters of the queue, times of telling -> [here] -> `notices status`, the report of reachability
// Law:    Art. 34(1); the figure given as "informed" is presumed told + confirmed, with its date. Handed over is not
//         told, and an opened mail is not known: nobody is tracked.
// Pure.
// Holds:  planned >= attempted >= handed >= told; every person is in one state, so the parts sum to the whole.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/instant.h"
#include "notices/notice_state.h"

namespace tocsin {

struct Coverage {
  std::uint64_t persons = 0;      // to be told: without those who died, and withdrawn notices
  std::uint64_t attempted = 0;    // left the house or was tried to
  std::uint64_t handed = 0;       // with the relay, the post or the portal now
  std::uint64_t presumed = 0, confirmed = 0;
  std::uint64_t unreachable = 0;  // no channel left
  std::uint64_t waiting = 0;      // planned, ready, held, or looked for by the next channel

  std::uint64_t informed() const { return presumed + confirmed; }
  double share() const { return persons == 0 ? 0 : static_cast<double>(informed()) / static_cast<double>(persons); }
  double gap() const { return persons == 0 ? 0 : static_cast<double>(unreachable) / static_cast<double>(persons); }
};
Coverage coverage_of(const std::map<NoticeState, std::uint64_t>& counts);

// How long it took from `since` (awareness, or the day a person was identified) until so many in a hundred of all
// `persons` were told. Nothing where so many are not told yet: who was never told is not left out of the figure.
std::optional<Micros> time_to_told(std::span<const Instant> told_at, std::uint64_t persons, Instant since, unsigned percent);

struct ToldCurvePoint {
  Instant at;
  std::uint64_t told = 0;
};
// Cumulative, one point a day (24 h from `since`), to the last telling.
std::vector<ToldCurvePoint> told_curve(std::span<const Instant> told_at, Instant since);

}  // namespace tocsin
