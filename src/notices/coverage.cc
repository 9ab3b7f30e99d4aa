#include "notices/coverage.h"

#include <algorithm>

namespace tocsin {

namespace {

std::vector<Instant> sorted(std::span<const Instant> times) {
  std::vector<Instant> all(times.begin(), times.end());
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

Coverage coverage_of(const std::map<NoticeState, std::uint64_t>& counts) {
  using S = NoticeState;
  const auto in = [&](std::initializer_list<S> states) {
    std::uint64_t sum = 0;
    for (const S state : states)
      if (const auto found = counts.find(state); found != counts.end()) sum += found->second;
    return sum;
  };
  Coverage all;
  all.presumed = in({S::presumed});
  all.confirmed = in({S::confirmed});
  all.handed = in({S::handed}) + all.informed();
  all.unreachable = in({S::exhausted});
  all.waiting = in({S::planned, S::ready, S::held, S::failed});
  all.attempted = all.handed + in({S::claimed, S::deferred, S::in_doubt, S::failed});
  all.persons = all.handed + all.unreachable + all.waiting + in({S::claimed, S::deferred, S::in_doubt});
  return all;
}

std::optional<Micros> time_to_told(std::span<const Instant> told_at, std::uint64_t persons, Instant since, unsigned percent) {
  const std::uint64_t wanted = (persons * percent + 99) / 100;
  if (wanted == 0 || wanted > told_at.size()) return {};
  return sorted(told_at)[wanted - 1] - since;
}

std::vector<ToldCurvePoint> told_curve(std::span<const Instant> told_at, Instant since) {
  std::vector<ToldCurvePoint> curve;
  const std::vector<Instant> all = sorted(told_at);
  if (all.empty()) return curve;
  auto next = all.begin();
  for (Instant end = since + std::chrono::hours(24);; end += std::chrono::hours(24)) {
    next = std::find_if(next, all.end(), [&](Instant at) { return at > end; });
    curve.push_back({end, static_cast<std::uint64_t>(next - all.begin())});
    if (next == all.end()) return curve;
  }
}

}  // namespace tocsin
