// Belgium: the national number (NISS/INSZ), and the bis number for those not in the national register.
// Law: royal decree of 3 April 1984; bis numbers: month + 20 (sex not known) or + 40.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {

Look be_nn(const Value& value, const Reading& reading) {
  const Padded padded(value, 11, reading);
  const std::string_view s = padded.text();
  if (!padded || !value.digits_only()) return {};
  const int written = number(s.substr(2, 2)), day = number(s.substr(4, 2)), serial = number(s.substr(6, 3));
  const int month = written >= 40 ? written - 40 : written >= 20 ? written - 20 : written;
  Look look = by_digit(false);
  if (month > 12 || day > 31 || serial == 0 || serial == 999) return look;
  for (const int century : {1900, 2000}) {
    // Who was born from 2000 on has a 2 in front of the nine digits when the check digits are made.
    if (number(s.substr(9)) != 97 - mod_97(s.substr(0, 9), century == 2000 ? 2 : 0)) continue;
    const int year = century + number(s.substr(0, 2));
    if (year > reading.latest_year || (month != 0 && day != 0 && !is_date(year, month, day))) continue;
    look.valid = true;
    const Sex sex = written >= 20 && written < 40 ? Sex::unknown : serial % 2 == 1 ? Sex::male : Sex::female;
    look.embedded = {.year = year, .month = month, .day = day, .sex = sex};
    break;
  }
  return look;
}

}  // namespace tocsin::identifiers
