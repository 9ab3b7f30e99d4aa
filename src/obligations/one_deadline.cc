#include "obligations/one_deadline.h"

#include <algorithm>

#include "base/check.h"
#include "rules/local_time.h"

namespace tocsin {

const Obligation* one_deadline(std::span<const Obligation> all) {
  const Obligation* first = nullptr;
  for (const Obligation& obligation : all)
    if (obligation.is_open() && obligation.due_at && (first == nullptr || *obligation.due_at < *first->due_at)) first = &obligation;
  return first;
}

std::string said_deadline(const Obligation& obligation, Instant now, const Zone& zone, const Words& say) {
  check(obligation.due_at.has_value());
  const Instant due = *obligation.due_at;
  if (now >= due && obligation.state != ObligationState::late && obligation.late_from)  // between the target and the legal end
    return say("deadline.passed", {{"when", said_shortly(due, zone, say)}, {"late", said_end(*obligation.late_from, zone, say)}});
  const bool within_days = std::chrono::abs(due - now) < std::chrono::days(6);
  return say("deadline.ahead", {{"when", within_days ? said_shortly(due, zone, say) : said(due, zone, say)}, {"distance", said_distance(now, due, say)}});
}

std::string said_answers(const Obligation& obligation, const Words& say) {
  if (obligation.answers == 0) return {};
  const std::size_t there = obligation.answers - std::min(obligation.answers, obligation.missing.size());
  return say("deadline.answers_needed", {{"count", obligation.answers}, {"there", say("deadline.answers_there", {{"count", there}})}});
}

}  // namespace tocsin
