// Portugal: the tax number (NIF). Law: Decreto-Lei n.º 14/2013.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {

Look pt_nif(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 9 || !value.digits_only() || s[0] == '0') return {};
  const int rest = 11 - weighted_sum(s, std::array{9, 8, 7, 6, 5, 4, 3, 2}) % 11;
  return by_digit((rest > 9 ? 0 : rest) == s[8] - '0');
}

}  // namespace tocsin::identifiers
