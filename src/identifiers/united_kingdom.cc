// United Kingdom: National Insurance number (no check digit) and NHS number.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {

Look uk_nino(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 9 || value.letters() != 3 || !is_upper(s[0]) || !is_upper(s[1]) || s[8] < 'A' || s[8] > 'D') return {};
  constexpr std::string_view never = "DFIQUV";
  if (never.find(s[0]) != std::string_view::npos || never.find(s[1]) != std::string_view::npos || s[1] == 'O') return {};
  for (const std::string_view prefix : {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
    if (s.starts_with(prefix)) return {};
  return by_shape();
}

Look uk_nhs(const Value& value, const Reading& reading) {
  const Padded padded(value, 10, reading);
  if (!padded || !value.digits_only()) return {};
  const int rest = 11 - weighted_sum(padded.text(), std::array{10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11;  // 10 is never given out
  return by_digit((rest == 11 ? 0 : rest) == padded.text()[9] - '0');
}

}  // namespace tocsin::identifiers
