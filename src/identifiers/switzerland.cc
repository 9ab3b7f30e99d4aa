// Switzerland: the AHV number, an EAN-13 with the country's prefix. Law: Art. 50c AHVG.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {

Look ch_ahv(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 13 || !value.digits_only() || !s.starts_with("756")) return {};
  return by_digit(ean_13_digit(s.substr(0, 12)) == s[12]);
}

}  // namespace tocsin::identifiers
