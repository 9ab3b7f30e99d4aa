#include "deliveries/mail_retry.h"

#include <algorithm>

namespace tocsin {

RetryAfter retry_after(const RelayCode& reply, std::uint32_t deferrals, Instant first_at, Instant now, std::uint64_t chance) {
  using namespace std::chrono_literals;
  if (now - first_at >= mail_age_limit) return {true, now};
  Micros pause = std::min<Micros>(4h, 10min * (1 << std::min(deferrals, 5U)));
  if (deferrals == 0 && is_greylisting(reply)) pause = 5min;
  pause = pause / 1000 * static_cast<std::int64_t>(800 + chance % 401);
  return {false, std::min(now + pause, first_at + mail_age_limit)};
}

}  // namespace tocsin
