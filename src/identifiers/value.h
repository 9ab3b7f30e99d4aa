// A value as the recognisers look at it: as written, and without what people put between its signs.
//
// Pure.   No allocation: this is made once per value, millions of times, before any recogniser runs.
// Holds:  views into the text it was made from, which must live longer.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tocsin::identifiers {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr bool all_digits(std::string_view text) {
  for (const char c : text)
    if (!is_digit(c)) return false;
  return true;
}
constexpr int number(std::string_view digits) {  // REQUIRES: at most nine digits
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

class Value {
 public:
  explicit Value(std::string_view text);

  std::string_view raw() const { return raw_; }  // without blanks around
  // Without blanks, dots and hyphens; upper case. Empty where other signs stand in it or it is too long for any number.
  std::string_view compact() const { return {compact_.data(), size_}; }
  bool digits_only() const { return size_ > 0 && letters_ == 0; }
  std::size_t size() const { return size_; }
  std::size_t letters() const { return letters_; }

 private:
  std::string_view raw_;
  std::array<char, 40> compact_;
  std::uint8_t size_ = 0;
  std::uint8_t letters_ = 0;
};

}  // namespace tocsin::identifiers
