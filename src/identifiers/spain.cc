// Spain: DNI of citizens and NIE of foreigners; a letter is the remainder by 23.
// Law: Real Decreto 1065/2007, Art. 19 and 20.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

constexpr std::string_view control_letters = "TRWAGMYFPDXBNJZSQVHLCKE";
char control_letter(int value) { return control_letters[static_cast<std::size_t>(value % 23)]; }

}  // namespace

Look es_dni(const Value& value, const Reading& reading) {
  const Padded padded(value, 9, reading);
  const std::string_view s = padded.text();
  if (!padded || value.letters() != 1 || !is_upper(s[8])) return {};
  return by_digit(control_letter(number(s.substr(0, 8))) == s[8]);
}

Look es_nie(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 9 || value.letters() != 2 || s[0] < 'X' || s[0] > 'Z' || !is_upper(s[8])) return {};
  return by_digit(control_letter((s[0] - 'X') * 10'000'000 + number(s.substr(1, 7))) == s[8]);
}

}  // namespace tocsin::identifiers
