// Vehicles: identification number (ISO 3779) and registration plates of the Netherlands, Germany and France.
#include <algorithm>

#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

bool contains(std::string_view text, char c) { return text.find(c) != std::string_view::npos; }

// What a sign counts: digits themselves, letters in three runs; -1 for I, O, Q, which do not occur.
int vin_value(char c) {
  constexpr std::string_view letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
  constexpr std::string_view values = "12345678123457923456789";
  if (is_digit(c)) return c - '0';
  const auto place = letters.find(c);
  return place == std::string_view::npos ? -1 : values[place] - '0';
}

// D and X for digit and letter: "GF86HJ" -> "XXDDXX". One of the Dutch side codes?
bool nl_side_code(std::string_view s) {
  std::array<char, 6> form;
  std::transform(s.begin(), s.end(), form.begin(), [](char c) { return is_digit(c) ? 'D' : 'X'; });
  constexpr std::string_view codes = "XXDDDD DDDDXX DDXXDD XXDDXX XXXXDD DDXXXX DDXXXD DXXXDD XXDDDX XDDDXX XXXDDX XDDXXX DXXDDD DDDXXD ";
  return codes.find(std::string_view(form.data(), form.size())) % 7 == 0;
}

bool is_plate_letter_fr(char c) { return is_upper(c) && !contains("IOU", c); }

bool fr_siv(std::string_view s) {  // AA123AA since 2009
  if (s.size() != 7 || !all_digits(s.substr(2, 3)) || s.substr(2, 3) == "000") return false;
  for (const std::size_t i : {0U, 1U, 5U, 6U})
    if (!is_plate_letter_fr(s[i])) return false;
  return !s.starts_with("SS") && !s.starts_with("WW") && !s.ends_with("SS");
}

bool fr_fni(std::string_view s) {  // 123ABC2A until 2009: number, series, department
  const auto letter = std::find_if(s.begin(), s.end(), is_upper);
  const auto digits = static_cast<std::size_t>(letter - s.begin());
  if (digits < 1 || digits > 4 || s[0] == '0') return false;
  const auto after = std::find_if_not(letter, s.end(), is_plate_letter_fr);
  const auto letters = static_cast<std::size_t>(after - letter);
  if (letters < 1 || letters > 3) return false;
  const std::string_view department = s.substr(digits + letters);
  if (department == "2A" || department == "2B") return true;
  if (!all_digits(department)) return false;
  if (department.size() == 2) return number(department) >= 1 && number(department) <= 95;
  return department.size() == 3 && number(department) >= 971 && number(department) <= 976;
}

struct GermanPlate {
  std::string district;  // with umlauts, upper case
  std::string_view letters;
  std::string_view digits;  // with E (electric) or H (historic) behind
};

std::size_t umlaut_at(std::string_view text) {  // ÄÖÜäöü
  return text.size() >= 2 && text[0] == '\xC3' && contains("\x84\x96\x9C\xA4\xB6\xBC", text[1]) ? 2 : 0;
}

template <class Test>
std::string_view taken(std::string_view& text, Test test) {
  const auto end = std::find_if_not(text.begin(), text.end(), test);
  const auto taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

constexpr auto separates = [](char c) { return c == ' ' || c == '-' || c == ':'; };
constexpr auto is_letter = [](char c) { return is_upper(upper(c)); };

// "HER 9" and "HE R9" are two plates, so the sign between district and letters must be there.
std::optional<GermanPlate> german_plate(std::string_view text) {
  GermanPlate plate;
  std::size_t signs = 0;
  for (; !text.empty() && (is_letter(text[0]) || umlaut_at(text) > 0); ++signs) {
    if (const std::size_t width = umlaut_at(text); width > 0) {
      const auto second = static_cast<unsigned char>(text[1]);
      plate.district += {'\xC3', static_cast<char>(second >= 0xA0 ? second - 0x20 : second)};
      text.remove_prefix(width);
    } else {
      plate.district += upper(text[0]);
      text.remove_prefix(1);
    }
  }
  if (signs < 1 || signs > 3 || taken(text, separates).empty()) return {};
  plate.letters = taken(text, is_letter);
  if (plate.letters.empty() || plate.letters.size() > 2) return {};
  if (!text.empty() && (text[0] == ' ' || text[0] == '-')) text.remove_prefix(1);
  plate.digits = text;
  const std::size_t digits = taken(text, is_digit).size();
  const bool mark = text.size() == 1 && (upper(text[0]) == 'E' || upper(text[0]) == 'H');
  if (digits < 1 || digits > 4 || plate.digits[0] == '0' || !(text.empty() || mark)) return {};
  if (signs + plate.letters.size() + plate.digits.size() > 8) return {};
  for (const std::string_view never : {"HJ", "KZ", "NS", "SA", "SS"})
    if (plate.letters.size() == 2 && upper(plate.letters[0]) == never[0] && upper(plate.letters[1]) == never[1]) return {};
  return plate;
}

}  // namespace

// Makers selling to North America (first sign 1 to 5) must fill the ninth place with the check digit; in Europe
// many write a filler there, and only the form can be looked at.
Look vin(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 17 || value.letters() == 0 || value.raw().size() != 17 || !all_digits(s.substr(13))) return {};
  constexpr std::array weights{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const int counts = vin_value(s[i]);
    if (counts < 0) return {};
    sum += counts * weights[i];
  }
  const char control = sum % 11 == 10 ? 'X' : static_cast<char>('0' + sum % 11);
  return s[0] >= '1' && s[0] <= '5' ? by_digit(control == s[8]) : by_shape();
}

// Series 4 and later have no vowels (an old O in front excepted), no C and Q, and leave out some words.
Look plate_nl(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 6 || value.letters() < 2 || value.letters() > 4 || !nl_side_code(s)) return {};
  std::string_view letters_first = s;
  const bool early = value.letters() == 2 && (all_digits(s.substr(2)) || all_digits(s.substr(0, 4)) || (all_digits(s.substr(0, 2)) && all_digits(s.substr(4))));
  if (!early) {
    if (letters_first[0] == 'O') letters_first.remove_prefix(1);
    if (std::any_of(letters_first.begin(), letters_first.end(), [](char c) { return contains("AEIOUCQ", c); })) return {};
  }
  for (std::size_t i = 0; i + 1 < s.size(); ++i)
    if (const auto group = s.substr(i, 2); (group == "SS" || group == "SD") && (i + 2 == s.size() || !is_upper(s[i + 2]))) return {};
  for (const std::string_view never : {"GVD", "KKK", "KVT", "LPF", "NSB", "PKK", "PSV", "TBS", "PVV", "SGP", "VVD"})
    if (s.find(never) != std::string_view::npos) return {};
  return by_shape();
}

Look plate_de(const Value& value, const Reading&) { return value.raw().size() <= 16 && german_plate(value.raw()) ? by_shape() : Look{}; }

void plate_de_normal(const Value& value, const Reading&, std::string& normal) {
  const auto plate = german_plate(value.raw());
  if (!plate) return;
  normal += plate->district + "-";
  for (const char c : plate->letters) normal += upper(c);
  for (const char c : plate->digits) normal += upper(c);
}

Look plate_fr(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() < 4 || s.size() > 10 || value.letters() == 0) return {};
  return fr_siv(s) || fr_fni(s) ? by_shape() : Look{};
}

}  // namespace tocsin::identifiers
