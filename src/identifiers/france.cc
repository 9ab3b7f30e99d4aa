// France: the NIR (numéro d'inscription au répertoire), 13 signs and a key of two digits.
// Law: décret n° 82-103 of 22 January 1982, Art. 4. Carried by the insured *and* shown by those insured with them.
#include "identifiers/check_digits.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

bool known_month(int month) { return month >= 1 && month <= 12; }
bool unknown_month(int month) { return month == 20 || (month >= 30 && month <= 42); }
bool foreign_month(int month) { return month >= 50; }

// Corsica: 2A counts as 19, 2B as 18.
int key_of(std::string_view body) {
  const std::string_view department = body.substr(5, 2);
  int rest = mod_97(body.substr(0, 5));
  rest = mod_97(department == "2A" ? "19" : department == "2B" ? "18" : department, rest);
  return 97 - mod_97(body.substr(7, 6), rest);
}

bool body_fits(std::string_view s) {
  const bool corsica = s[5] == '2' && (s[6] == 'A' || s[6] == 'B');
  if (!all_digits(s.substr(0, 5)) || !all_digits(s.substr(7)) || !(corsica || all_digits(s.substr(5, 2)))) return false;
  if (s[0] < '1' || s[0] > '8' || s[0] == '5' || s[0] == '6') return false;
  const int month = number(s.substr(3, 2));
  return known_month(month) || unknown_month(month) || foreign_month(month);
}

}  // namespace

Look fr_nir(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if ((s.size() != 13 && s.size() != 15) || value.letters() > 1 || !body_fits(s)) return {};
  const int month = number(s.substr(3, 2));
  if (s.size() == 13 && foreign_month(month)) return {};  // without a key there is too little left to go by
  Look look = s.size() == 13 ? by_shape() : by_digit(number(s.substr(13)) == key_of(s));
  look.embedded = {.year_of_century = number(s.substr(1, 2)),
                   .month = known_month(month) ? month : 0,
                   .sex = s[0] == '1' || s[0] == '3' || s[0] == '7' ? Sex::male : Sex::female};
  return look;
}

void fr_nir_normal(const Value& value, const Reading&, std::string& normal) {
  normal = value.compact();
  if (normal.size() == 15) return;
  const int key = key_of(normal);
  normal += static_cast<char>('0' + key / 10);
  normal += static_cast<char>('0' + key % 10);
}

}  // namespace tocsin::identifiers
