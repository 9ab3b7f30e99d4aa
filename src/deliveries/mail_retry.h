// When a mail that was put off goes again, and when it is given up.
//
// Pure:   time and chance are arguments.

#pragma once

#include <cstdint>

#include "base/instant.h"
#include "deliveries/reply_class.h"

namespace tocsin {

inline constexpr std::chrono::hours mail_age_limit{48};  // then the next channel

struct RetryAfter {
  bool give_up = false;
  Instant again;
};
// min(4 h, 10 min x 2^deferrals) x 0.8 ... 1.2; the first time 5 minutes where greylisting asks for it.
// `chance`: any number; it spreads what was put off together.
RetryAfter retry_after(const RelayCode& reply, std::uint32_t deferrals, Instant first_at, Instant now, std::uint64_t chance);

}  // namespace tocsin
