// E-mail addresses (the dot-atom form of RFC 5321) and telephone numbers (ITU-T E.164).
#include <algorithm>

#include "identifiers/phone.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

bool is_alnum(char c) { return is_digit(c) || is_upper(upper(c)); }

bool local_part(std::string_view s) {
  if (s.empty() || s.size() > 64 || s.front() == '.' || s.back() == '.') return false;
  for (std::size_t i = 1; i < s.size(); ++i)
    if (s[i] == '.' && s[i - 1] == '.') return false;
  return std::all_of(s.begin(), s.end(), [](char c) {
    return is_alnum(c) || c == '.' || c == '-' || c == '_' || std::string_view("!#$%&'*+/=?^`{|}~").find(c) != std::string_view::npos;
  });
}

bool label(std::string_view s) {
  if (s.empty() || s.size() > 63 || s.front() == '-' || s.back() == '-') return false;
  return std::all_of(s.begin(), s.end(), [](char c) { return is_alnum(c) || c == '-'; });
}

bool top_level(std::string_view s) {
  if (s.size() < 2 || !label(s)) return false;
  const bool international = s.size() > 4 && upper(s[0]) == 'X' && upper(s[1]) == 'N' && s.substr(2, 2) == "--";
  return international || std::all_of(s.begin(), s.end(), [](char c) { return is_upper(upper(c)); });
}

bool domain(std::string_view s) {
  if (s.find('.') == std::string_view::npos) return false;
  for (;;) {
    const auto dot = s.find('.');
    if (dot == std::string_view::npos) return top_level(s);
    if (!label(s.substr(0, dot))) return false;
    s.remove_prefix(dot + 1);
  }
}

struct Dialling {
  std::string_view country, code;
  bool trunk_zero;              // national numbers begin with a 0 that goes away
  std::size_t shortest, longest;  // without it
  std::string_view mobile;      // blank-separated beginnings of mobile numbers
};
constexpr Dialling dialling[] = {
    {"FR", "33", true, 9, 9, "6 7"},
    {"DE", "49", true, 6, 13, "15 16 17"},
    {"NL", "31", true, 9, 9, "6"},
    {"BE", "32", true, 8, 9, "45 46 47 48 49"},
    {"LU", "352", false, 4, 11, "621 631 651 661 671 681 691"},
    {"GB", "44", true, 9, 10, "7"},
    {"IT", "39", false, 6, 11, "3"},
    {"ES", "34", false, 9, 9, "6 7"},
    {"AT", "43", true, 4, 13, "65 66 67 68 69"},
    {"CH", "41", true, 9, 9, "74 75 76 77 78 79"},
    {"PT", "351", false, 9, 9, "9"},
    {"PL", "48", false, 9, 9, ""},
};

// The digits of a number as dialled, a leading + kept; size 0 where other signs stand in it.
struct Dialled {
  std::array<char, 24> text;
  std::size_t size = 0;
  std::string_view view() const { return {text.data(), size}; }
};

Dialled dialled(std::string_view raw) {
  Dialled out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const char c = raw[i];
    if (c == '(' && raw.substr(i).starts_with("(0)")) {
      i += 2;
      continue;
    }
    if (is_digit(c) && out.size < out.text.size()) {
      out.text[out.size++] = c;
      continue;
    }
    if (c == ' ' || c == '(' || c == ')' || c == '.' || c == '-' || c == '/') continue;
    if (c == '\xC2' && raw.substr(i).starts_with("\xC2\xA0")) {
      ++i;
      continue;
    }
    if ((!is_digit(c) && !(c == '+' && out.size == 0)) || out.size == out.text.size()) return {};
    out.text[out.size++] = c;
  }
  return out;
}

// The digits behind the +; empty where the number cannot be placed.
struct Placed {
  bool plausible = false;
  std::string_view code;  // to put in front of `rest`
  std::string_view rest;
};

Placed placed(std::string_view number, std::string_view home) {
  if (number.starts_with('+') || number.starts_with("00")) {
    number.remove_prefix(number.starts_with('+') ? 1 : 2);
    const bool right = number.size() >= 7 && number.size() <= 15 && number[0] != '0';
    return right ? Placed{true, {}, number} : Placed{};
  }
  for (const Dialling& country : dialling) {
    if (country.country != home) continue;
    if (country.trunk_zero) {
      if (!number.starts_with('0')) return {};
      number.remove_prefix(1);
    }
    const bool right = number.size() >= country.shortest && number.size() <= country.longest;
    return right ? Placed{true, country.code, number} : Placed{};
  }
  // No home country: a national number can be recognised, not placed.
  return {number.starts_with('0') && number.size() >= 9 && number.size() <= 12, {}, {}};
}

const Dialling* dialling_of(std::string_view e164) {
  for (const Dialling& country : dialling)
    if (e164.substr(1).starts_with(country.code)) return &country;
  return nullptr;
}

}  // namespace

Look email(const Value& value, const Reading&) {
  const std::string_view s = value.raw();
  const auto at = s.find('@');
  if (at == std::string_view::npos || s.size() > 254 || !local_part(s.substr(0, at)) || !domain(s.substr(at + 1))) return {};
  return by_shape();
}

// The domain is the same in any case; who reads "Jane" and "jane" is for that domain to say.
void email_normal(const Value& value, const Reading&, std::string& normal) {
  normal = value.raw();
  for (std::size_t i = normal.find('@'); i < normal.size(); ++i)
    if (is_upper(normal[i])) normal[i] = static_cast<char>(normal[i] - 'A' + 'a');
}

Look phone(const Value& value, const Reading& reading) {
  if (value.raw().size() < 4 || value.raw().size() > 32) return {};
  const Dialled number = dialled(value.raw());
  return placed(number.view(), reading.country).plausible ? by_shape() : Look{};
}

void phone_normal(const Value& value, const Reading& reading, std::string& normal) {
  const Dialled number = dialled(value.raw());
  const Placed place = placed(number.view(), reading.country);
  if (place.rest.empty()) return;
  normal = '+';
  normal += place.code;
  normal += place.rest;
}

bool is_mobile(std::string_view e164) {
  const Dialling* country = e164.size() > 1 ? dialling_of(e164) : nullptr;
  if (country == nullptr) return false;
  const std::string_view national = e164.substr(1 + country->code.size());
  for (std::string_view rest = country->mobile; !rest.empty();) {
    const auto blank = std::min(rest.find(' '), rest.size());
    if (national.starts_with(rest.substr(0, blank))) return true;
    rest.remove_prefix(std::min(blank + 1, rest.size()));
  }
  return false;
}

}  // namespace tocsin::identifiers
