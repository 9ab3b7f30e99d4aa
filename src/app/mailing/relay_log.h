// Which mails a relay's own log knows as taken: Postfix' lines with `message-id=<...>`, which it writes when a message
// is in its queue.
//
// Pure:   text in, ids out. Lines of any other kind say nothing.

#pragma once

#include <set>
#include <string>
#include <string_view>

namespace tocsin {

// Those of `wanted` that the log holds.
std::set<std::string> taken_by_log(std::string_view log, const std::set<std::string>& wanted);

}  // namespace tocsin
