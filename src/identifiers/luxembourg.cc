// Luxembourg: the matricule of natural persons, 13 digits since 2014.
// Law: loi du 19 juin 2013; both check digits run over the first eleven digits. The older form of eleven digits is not read.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {

Look lu_matricule(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 13 || !value.digits_only()) return {};
  const std::string_view century = s.substr(0, 2);
  if (century != "18" && century != "19" && century != "20") return {};
  const int year = number(s.substr(0, 4)), month = number(s.substr(4, 2)), day = number(s.substr(6, 2));
  const std::string_view body = s.substr(0, 11);
  Look look = by_digit(is_date(year, month, day) && s[11] == luhn_digit(body) && s[12] == verhoeff_digit(body));
  look.embedded = {.year = year, .month = month, .day = day};
  return look;
}

}  // namespace tocsin::identifiers
