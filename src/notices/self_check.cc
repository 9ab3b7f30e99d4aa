#include "notices/self_check.h"

namespace tocsin {

namespace {

constexpr std::string_view same_for_all = "self_check_answer";
constexpr auto between_replies = std::chrono::hours(24);
constexpr std::size_t most_asked_by_source = 5;

bool is_answered(const SelfCheck& asked, Instant now) {
  const bool too_soon = asked.last_reply && now - *asked.last_reply < between_replies;
  return may_be_looked_up(asked.by) && !asked.compromised && !too_soon && asked.asked_by_source <= most_asked_by_source;
}

}  // namespace

bool may_be_looked_up(AskedBy by) { return by == AskedBy::email || by == AskedBy::phone; }

SelfCheckAnswer answer_to(const SelfCheck& asked, Instant now) {
  SelfCheckAnswer answer{.on_screen = same_for_all};
  if (!is_answered(asked, now)) return answer;
  if (asked.known_as == KnownAs::concerned) answer.to_address = SelfCheckReply::concerned;
  if (asked.known_as == KnownAs::customer) answer.to_address = SelfCheckReply::not_concerned;
  return answer;
}

}  // namespace tocsin
