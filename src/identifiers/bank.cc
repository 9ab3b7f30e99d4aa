// Across borders, money: IBAN (ISO 13616), BIC (ISO 9362), payment cards (ISO/IEC 7812).
#include <algorithm>

#include "identifiers/check_digits.h"
#include "identifiers/countries.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

struct IbanLength {
  std::string_view country;
  std::size_t length;
};
constexpr IbanLength iban_lengths[] = {{"AD", 24}, {"AL", 28}, {"AT", 20}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
                                       {"DK", 18}, {"EE", 20}, {"ES", 24}, {"FI", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
                                       {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IS", 26}, {"IT", 27}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"MC", 27},
                                       {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25}, {"RO", 24}, {"RS", 22},
                                       {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"XK", 20}};

bool between(int value, int low, int high) { return value >= low && value <= high; }

// The first four digits say the scheme; each scheme has its lengths.
bool card_prefix(std::string_view s) {
  const int four = number(s.substr(0, 4)), two = four / 100;
  const std::size_t n = s.size();
  if (s[0] == '4') return n == 13 || n == 16 || n == 19;                                  // Visa
  if (between(two, 51, 55) || between(four, 2221, 2720)) return n == 16;                  // Mastercard
  if (two == 34 || two == 37) return n == 15;                                             // American Express
  if (between(four, 3528, 3589)) return n == 16;                                          // JCB
  if (between(four, 3000, 3059) || two == 36 || two == 38 || two == 39) return n >= 14;   // Diners
  return two == 50 || between(two, 56, 69);                                               // Maestro
}

}  // namespace

Look iban(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() < 15 || s.size() > 34 || !is_upper(s[0]) || !is_upper(s[1]) || !is_digit(s[2]) || !is_digit(s[3])) return {};
  const auto* country = std::find_if(std::begin(iban_lengths), std::end(iban_lengths), [&](const IbanLength& row) { return row.country == s.substr(0, 2); });
  if (country == std::end(iban_lengths)) return {};
  Look look = by_digit(country->length == s.size() && mod_97(s.substr(0, 4), mod_97(s.substr(4))) == 1);
  look.country = country->country;
  return look;
}

Look bic(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if ((s.size() != 8 && s.size() != 11) || value.raw().size() != s.size() || !std::all_of(s.begin(), s.begin() + 6, is_upper)) return {};
  const std::string_view country = country_of(s.substr(4, 2));  // else every word of eight letters would be one
  return country.empty() ? Look{} : by_shape(country);
}

Look card(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() < 12 || s.size() > 19 || !value.digits_only() || !card_prefix(s)) return {};
  return by_digit(luhn_right(s));
}

}  // namespace tocsin::identifiers
