// The normal form of any number that a column of known kind holds.
//
// Way:    canonical -> [here] -> identifiers/, or a plain rule for numbers that only their issuer can check
// Pure.   "1 85 02 99 123 456 56" and "185029912345656" are one; "POL-0012" and "pol 12" are not, but "0012" and
//         "12" are: spreadsheets take zeros in front away.
// Holds:  a reader is made once a column; reading a value allocates nothing while the text keeps its memory.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "identifiers/kind.h"

namespace tocsin {

// The normal form of a number of one kind; nothing if the text cannot be one.
struct NormalNumber {
  std::string text;
  bool valid = true;  // check digits fit, or the kind has none
};

// How the numbers of one column are read.
class NumberReader {
 public:
  NumberReader(std::string_view kind, std::string home);

  enum class Answer { nothing, invalid, valid };
  Answer read(std::string_view text, std::string& normal) const;

 private:
  std::optional<identifiers::Kind> kind_;
  std::string country_;
};

class NormalForm {
 public:
  explicit NormalForm(std::string home) : home_(std::move(home)) {}
  NumberReader reader(std::string_view kind) const { return {kind, home_}; }
  const std::string& home() const { return home_; }
  std::optional<NormalNumber> operator()(std::string_view kind, std::string_view text) const;

 private:
  std::string home_;
};

// `home`: the country (ISO 3166-1 alpha-2) where national telephone numbers are at home; empty: not known.
inline NormalForm normal_forms(const std::string& home) { return NormalForm(home); }

}  // namespace tocsin
