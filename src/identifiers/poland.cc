// Poland: PESEL; the century hides in the month. Law: ustawa o ewidencji ludności, Art. 15.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {

Look pl_pesel(const Value& value, const Reading& reading) {
  const Padded padded(value, 11, reading);
  const std::string_view s = padded.text();
  if (!padded || !value.digits_only()) return {};
  constexpr std::array centuries{1900, 2000, 2100, 2200, 1800};
  const int written = number(s.substr(2, 2)), day = number(s.substr(4, 2));
  const int year = centuries[static_cast<std::size_t>(written / 20)] + number(s.substr(0, 2)), month = written % 20;
  const int control = (10 - weighted_sum(s, std::array{1, 3, 7, 9, 1, 3, 7, 9, 1, 3}) % 10) % 10;
  Look look = by_digit(is_date(year, month, day) && control == s[10] - '0');
  look.embedded = {.year = year, .month = month, .day = day, .sex = (s[9] - '0') % 2 == 1 ? Sex::male : Sex::female};
  return look;
}

}  // namespace tocsin::identifiers
