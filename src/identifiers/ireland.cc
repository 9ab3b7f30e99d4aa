// Ireland: the Personal Public Service number. Law: Social Welfare Consolidation Act 2005, s. 262.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {

Look ie_ppsn(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if ((s.size() != 8 && s.size() != 9) || value.letters() != s.size() - 7 || !all_digits(s.substr(0, 7)) || s[7] > 'W') return {};
  const char second = s.size() == 9 ? s[8] : 'W';
  if (std::string_view("ABHWTX").find(second) == std::string_view::npos) return {};
  const int extra = second == 'A' || second == 'B' || second == 'H' ? second - 'A' + 1 : 0;  // W, T, X of old: count nothing
  const int rest = (weighted_sum(s, std::array{8, 7, 6, 5, 4, 3, 2}) + 9 * extra) % 23;
  return by_digit(s[7] == (rest == 0 ? 'W' : static_cast<char>('A' + rest - 1)));
}

}  // namespace tocsin::identifiers
