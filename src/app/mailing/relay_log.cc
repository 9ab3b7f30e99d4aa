#include "app/mailing/relay_log.h"

namespace tocsin {

std::set<std::string> taken_by_log(std::string_view log, const std::set<std::string>& wanted) {
  constexpr std::string_view mark = "message-id=<";
  std::set<std::string> found;
  for (std::size_t at = log.find(mark); at != std::string_view::npos; at = log.find(mark, at)) {
    at += mark.size();
    const std::size_t end = log.find_first_of(">\n", at);
    if (end == std::string_view::npos) break;
    const std::string id(log.substr(at, end - at));
    if (log[end] == '>' && wanted.contains(id)) found.insert(id);
  }
  return found;
}

}  // namespace tocsin
