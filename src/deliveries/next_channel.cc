#include "deliveries/next_channel.h"

#include <algorithm>

namespace tocsin {

std::optional<std::string> next_channel(const WaysToTell& ways) {
  auto way = std::find(ways.order.begin(), ways.order.end(), ways.failed);
  if (way == ways.order.end()) return {};
  for (++way; way != ways.order.end(); ++way)
    if (ways.has.contains(*way) && !ways.breached.contains(*way)) return *way;
  return {};
}

}  // namespace tocsin
