#include "ports/notice_queue.h"

#include <array>

namespace tocsin {

namespace {
constexpr std::array<std::string_view, 4> names = {"none", "letter", "mail", "pointer"};
}

std::string_view name_of(NoticeChannel channel) { return names.at(static_cast<std::size_t>(channel)); }

std::optional<NoticeChannel> notice_channel_of(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<NoticeChannel>(i);
  return {};
}

}  // namespace tocsin
