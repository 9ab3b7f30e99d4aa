#include "obligations/one_deadline.h"

#include <fmt/format.h>

#include "base/check.h"
#include "rules/local_time.h"

namespace tocsin {

const Obligation* one_deadline(std::span<const Obligation> all) {
  const Obligation* first = nullptr;
  for (const Obligation& obligation : all)
    if (obligation.is_open() && obligation.due_at && (first == nullptr || *obligation.due_at < *first->due_at)) first = &obligation;
  return first;
}

std::string said_deadline(const Obligation& obligation, Instant now, const Zone& zone) {
  check(obligation.due_at.has_value());
  const Instant due = *obligation.due_at;
  if (now >= due && obligation.state != ObligationState::late && obligation.late_from)  // between the target and the legal end
    return fmt::format("{} has passed, late from {}", said_shortly(due, zone), said_end(*obligation.late_from, zone));
  const bool within_days = std::chrono::abs(due - now) < std::chrono::days(6);
  return fmt::format("{}, {}", within_days ? said_shortly(due, zone) : said(due, zone), said_distance(now, due));
}

std::string said_answers(const Obligation& obligation) {
  if (obligation.answers == 0) return {};
  const std::size_t there = obligation.answers - std::min(obligation.answers, obligation.missing.size());
  return fmt::format("{} answer{} needed, {} {} there", obligation.answers, obligation.answers == 1 ? "" : "s", there, there == 1 ? "is" : "are");
}

}  // namespace tocsin
