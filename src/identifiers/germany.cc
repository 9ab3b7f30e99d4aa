// Germany: health insurance number, institution code, tax number, pension insurance number.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

constexpr std::array weights_1212{1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2};

// The letter counts as two digits, A = 01 ... Z = 26. The sum itself is the check digit, not its complement.
int insurance_digit(std::string_view letter_and_digits) {
  std::array<char, 40> digits;
  const int letter = letter_and_digits[0] - 'A' + 1;
  digits[0] = static_cast<char>('0' + letter / 10);
  digits[1] = static_cast<char>('0' + letter % 10);
  for (std::size_t i = 1; i < letter_and_digits.size(); ++i) digits[i + 1] = letter_and_digits[i];
  return cross_sum({digits.data(), letter_and_digits.size() + 1}, weights_1212) % 10;
}

// Among the first ten digits one occurs two or three times (never three in a row), all others once at most.
bool repeats_rightly(std::string_view ten) {
  std::array<int, 10> count{};
  for (const char c : ten) ++count[static_cast<std::size_t>(c - '0')];
  int repeated = 0;
  for (const int n : count) {
    if (n > 3) return false;
    repeated += n > 1;
  }
  for (std::size_t i = 2; i < ten.size(); ++i)
    if (ten[i] == ten[i - 1] && ten[i] == ten[i - 2]) return false;
  return repeated == 1;
}

}  // namespace

// Krankenversichertennummer, § 290 SGB V: ten signs for life; twenty with the institution code behind it.
Look de_kvnr(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if ((s.size() != 10 && s.size() != 20) || value.letters() != 1 || !is_upper(s[0])) return {};
  return by_digit(insurance_digit(s.substr(0, 9)) == s[9] - '0' && (s.size() == 10 || insurance_digit(s.substr(0, 19)) == s[19] - '0'));
}

// Institutionskennzeichen, § 293 SGB V. Names an insurer or a hospital, no person: it says whose data a row is.
Look de_ik(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 9 || !value.digits_only()) return {};
  return by_digit(cross_sum(s.substr(2, 6), std::array{2, 1, 2, 1, 2, 1}) % 10 == s[8] - '0');
}

// Steuerliche Identifikationsnummer, § 139b AO.
Look de_steuer_id(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 11 || !value.digits_only() || s[0] == '0') return {};
  return by_digit(repeats_rightly(s.substr(0, 10)) && mod_11_10_digit(s.substr(0, 10)) == s[10]);
}

// Rentenversicherungsnummer, § 147 SGB VI: area, birth date, letter of the birth name, serial (from 50 on: women), digit.
Look de_rvnr(const Value& value, const Reading& reading) {
  const Padded padded(value, 12, reading, 1);
  const std::string_view s = padded.text();
  if (!padded || value.letters() != 1 || !is_upper(s[8])) return {};
  const int area = number(s.substr(0, 2)), day = number(s.substr(2, 2)), month = number(s.substr(4, 2));
  const bool plausible = area >= 2 && area <= 89 && month <= 12 && day <= 95;  // days beyond 31: the date was not fully known
  const int letter = s[8] - 'A' + 1;
  std::array<char, 12> digits;
  s.copy(digits.data(), 8);
  digits[8] = static_cast<char>('0' + letter / 10);
  digits[9] = static_cast<char>('0' + letter % 10);
  s.substr(9, 2).copy(digits.data() + 10, 2);
  const int sum = cross_sum({digits.data(), digits.size()}, std::array{2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1});
  Look look = by_digit(plausible && sum % 10 == s[11] - '0');
  look.embedded = {.year_of_century = number(s.substr(6, 2)), .month = month, .day = day <= 31 ? day : 0, .sex = s[9] >= '5' ? Sex::female : Sex::male};
  return look;
}

}  // namespace tocsin::identifiers
