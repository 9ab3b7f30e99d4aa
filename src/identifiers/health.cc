// ICD-10 codes: a letter, a digit, a sign, up to four more; national marks behind. "A10" is also a motorway:
// one value proves nothing, a column does.
#include <algorithm>

#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

std::string_view without_mark(std::string_view s) {
  if (s.ends_with("\xE2\x80\xA0")) return s.substr(0, s.size() - 3);  // dagger
  if (!s.empty() && std::string_view("+*!#").find(s.back()) != std::string_view::npos) s.remove_suffix(1);
  return s;
}

bool is_sign(char c) { return is_digit(c) || is_upper(upper(c)); }

}  // namespace

Look icd10(const Value& value, const Reading&) {
  std::string_view s = value.raw();
  if (s.size() < 3 || s.size() > 11) return {};
  s = without_mark(s);
  if (s.size() < 3 || !is_upper(upper(s[0])) || !is_digit(s[1]) || !is_sign(s[2])) return {};
  s.remove_prefix(3);
  const bool dot = s.starts_with('.');
  if (dot) s.remove_prefix(1);
  if (s.size() > 4 || (dot && s.empty()) || !std::all_of(s.begin(), s.end(), [](char c) { return is_sign(c) || c == '-'; })) return {};
  return by_shape();
}

void icd10_normal(const Value& value, const Reading&, std::string& normal) {
  for (const char c : without_mark(value.raw()))
    if (is_sign(c)) normal += upper(c);
}

}  // namespace tocsin::identifiers
