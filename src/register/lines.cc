#include "register/lines.h"

#include <algorithm>
#include <charconv>

namespace tocsin {

std::optional<std::string_view> Lines::peek() const {
  const auto end = rest_.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  return rest_.substr(0, end);
}

std::optional<std::string_view> Lines::next() {
  const auto line = peek();
  if (line) rest_.remove_prefix(line->size() + 1);
  return line;
}

std::optional<std::string_view> Lines::value(std::string_view key) {
  const auto line = peek();
  if (!line || line->size() <= key.size() || !line->starts_with(key) || (*line)[key.size()] != ' ') return std::nullopt;
  rest_.remove_prefix(line->size() + 1);
  return line->substr(key.size() + 1);
}

std::optional<std::uint64_t> decimal_of(std::string_view text) {
  if (text.empty() || text.size() > 19 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Digest> digest_of_base64(std::string_view text) {
  if (text.size() != 44) return std::nullopt;
  const auto bytes = bytes_of_base64(text);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  return *digest_of(*bytes);
}

bool is_word(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  bool begins = true;  // of a part between dots
  for (const char c : text) {
    const bool letter = c >= 'a' && c <= 'z';
    if (begins && !letter) return false;
    if (!letter && c != '.' && c != '_' && !(c >= '0' && c <= '9')) return false;
    begins = c == '.';
  }
  return !begins;
}

bool is_origin(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f && c != '+'; });
}

}  // namespace tocsin
