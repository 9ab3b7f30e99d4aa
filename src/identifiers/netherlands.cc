// The Netherlands: the burgerservicenummer, nine digits of which files often lose the first zero.
// Law: Wet algemene bepalingen burgerservicenummer; the "elfproef".
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {

Look nl_bsn(const Value& value, const Reading& reading) {
  // Eight digits only as one word: "01.01.1985" is a date.
  const bool eight = value.size() == 8 && value.raw().size() == 8;
  const Padded s(value, 9, {.zeros_lost = eight || reading.zeros_lost}, 1);
  if (!s || !value.digits_only()) return {};
  const bool given_out = !s.text().starts_with("00");
  return by_digit(given_out && weighted_sum(s.text(), std::array{9, 8, 7, 6, 5, 4, 3, 2, -1}) % 11 == 0);
}

}  // namespace tocsin::identifiers
