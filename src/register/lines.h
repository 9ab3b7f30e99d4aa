// Reading the register's line formats: every line ends with LF, nothing is optional by accident.
//
// Pure.   Views point into the text that was given; it must outlive them.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace tocsin {

// Takes a text line by line. A last line without LF is no line.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  std::optional<std::string_view> next();
  // The rest of the next line if it begins with `key` and a space; otherwise nothing is taken.
  std::optional<std::string_view> value(std::string_view key);
  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::optional<std::string_view> peek() const;
  std::string_view rest_;
};

std::optional<std::uint64_t> decimal_of(std::string_view text);     // no sign, no leading zero, at most 19 digits
std::optional<Digest> digest_of_base64(std::string_view text);      // exactly 32 bytes

// Words of a closed list and names of fields: lower-case words with _ and digits, joined by dots; at most 64 bytes.
bool is_word(std::string_view text);
// A schema-less URL as C2SP recommends: visible ASCII without '+'; at most 255 bytes.
bool is_origin(std::string_view text);

}  // namespace tocsin
