#include "identifiers/value.h"

namespace tocsin::identifiers {
namespace {

// How many bytes of white space stand here: blank, no-break space, narrow no-break space.
std::size_t blank_at(std::string_view text) {
  if (text.front() == ' ' || text.front() == '\t') return 1;
  if (text.starts_with("\xC2\xA0")) return 2;
  if (text.starts_with("\xE2\x80\xAF")) return 3;
  return 0;
}

std::string_view without_blanks_around(std::string_view text) {
  while (!text.empty() && blank_at(text) > 0) text.remove_prefix(blank_at(text));
  for (;;) {
    if (text.ends_with(' ') || text.ends_with('\t') || text.ends_with('\r'))
      text.remove_suffix(1);
    else if (text.ends_with("\xC2\xA0"))
      text.remove_suffix(2);
    else
      return text;
  }
}

}  // namespace

Value::Value(std::string_view text) : raw_(without_blanks_around(text)) {
  for (std::string_view rest = raw_; !rest.empty();) {
    const char c = upper(rest.front());
    if (is_digit(c) || is_upper(c)) {
      if (size_ == compact_.size()) {
        size_ = letters_ = 0;
        return;
      }
      compact_[size_++] = c;
      letters_ = static_cast<std::uint8_t>(letters_ + (is_upper(c) ? 1 : 0));
      rest.remove_prefix(1);
    } else if (c == '.' || c == '-') {
      rest.remove_prefix(1);
    } else if (const std::size_t blank = blank_at(rest); blank > 0) {
      rest.remove_prefix(blank);
    } else {
      size_ = letters_ = 0;
      return;
    }
  }
}

}  // namespace tocsin::identifiers
