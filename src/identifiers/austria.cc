// Austria: the social insurance number; the fourth digit checks the other nine.
// Law: § 30c ASVG. Months 13 to 15 are given where a day's numbers have run out.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {

Look at_svnr(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 10 || !value.digits_only() || s[0] == '0') return {};
  const int day = number(s.substr(4, 2)), month = number(s.substr(6, 2));
  const bool plausible = day >= 1 && day <= 31 && month >= 1 && month <= 15;
  Look look = by_digit(plausible && weighted_sum(s, std::array{3, 7, 9, 0, 5, 8, 4, 2, 1, 6}) % 11 == s[3] - '0');
  look.embedded = {.year_of_century = number(s.substr(8, 2)), .month = month <= 12 ? month : 0, .day = month <= 12 ? day : 0};
  return look;
}

}  // namespace tocsin::identifiers
