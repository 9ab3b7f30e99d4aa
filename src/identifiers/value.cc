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

namespace {

// What a byte becomes in the compact value: itself in upper case, nothing (blank, dot, hyphen), or it ends the matter.
constexpr char left_out = 0, foreign = 1;
constexpr std::array<char, 256> compact_as = [] {
  std::array<char, 256> all{};
  for (std::size_t c = 0; c < 256; ++c) {
    const char sign = upper(static_cast<char>(c));
    const bool blank = sign == ' ' || sign == '\t' || sign == '.' || sign == '-';
    all[c] = is_digit(sign) || is_upper(sign) ? sign : blank ? left_out : foreign;
  }
  return all;
}();

}  // namespace

Value::Value(std::string_view text) : raw_(without_blanks_around(text)) {
  std::size_t size = 0, letters = 0;
  for (std::size_t i = 0; i < raw_.size(); ++i) {
    const char as = compact_as[static_cast<unsigned char>(raw_[i])];
    if (as > foreign) {
      if (size == compact_.size()) return;
      compact_[size++] = as;
      letters += as >= 'A' ? 1U : 0U;
    } else if (as == foreign) {
      const std::size_t blank = blank_at(raw_.substr(i));  // of more than one byte
      if (blank == 0) return;
      i += blank - 1;
    }
  }
  size_ = static_cast<std::uint8_t>(size);
  letters_ = static_cast<std::uint8_t>(letters);
}

}  // namespace tocsin::identifiers
