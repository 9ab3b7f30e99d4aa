// Italy: the codice fiscale; digits may be replaced by letters where two people would share one (omocodia).
// Law: decreto ministeriale of 23 December 1976.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

constexpr std::array odd_values{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
constexpr std::string_view months = "ABCDEHLMPRST";
constexpr std::string_view digit_places = "000000110110111";  // 1: a digit, or the letter standing for it

int digit_at(char c) {  // -1 where it is none
  if (is_digit(c)) return c - '0';
  const auto place = std::string_view("LMNPQRSTUV").find(c);
  return place == std::string_view::npos ? -1 : static_cast<int>(place);
}

int order_of(char c) { return is_digit(c) ? c - '0' : c - 'A'; }  // A letter counts like the digit of its place.

char control_letter(std::string_view body) {
  int sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) sum += i % 2 == 0 ? odd_values[static_cast<std::size_t>(order_of(body[i]))] : order_of(body[i]);
  return static_cast<char>('A' + sum % 26);
}

bool fits(std::string_view s) {
  for (std::size_t i = 0; i < 15; ++i)
    if (digit_places[i] == '1' ? digit_at(s[i]) < 0 : !is_upper(s[i])) return false;
  return is_upper(s[15]) && months.find(s[8]) != std::string_view::npos;
}

}  // namespace

Look it_cf(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 16 || value.letters() < 9 || !fits(s)) return {};
  const int written = digit_at(s[9]) * 10 + digit_at(s[10]);
  const bool female = written > 40;
  const int day = female ? written - 40 : written;
  Look look = by_digit(day >= 1 && day <= 31 && control_letter(s.substr(0, 15)) == s[15]);
  look.embedded = {.year_of_century = digit_at(s[6]) * 10 + digit_at(s[7]),
                   .month = static_cast<int>(months.find(s[8])) + 1,
                   .day = day,
                   .sex = female ? Sex::female : Sex::male};
  return look;
}

}  // namespace tocsin::identifiers
