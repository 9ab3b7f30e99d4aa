#include "notices/name_fit.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>

#include "base/text.h"

namespace tocsin {

namespace {

constexpr std::size_t most_signs = 80, most_digits = 2;

bool is_turning_or_hidden(UChar32 code) {
  return (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || code == 0xAD;
}

// Letters of Latin, Greek and Cyrillic script, their marks, and what stands between the parts of a name.
bool is_of_a_name(UChar32 code) {
  if (code < 0x80 || code == 0x2019 || code == 0xB7 || code == 0xA0) return true;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code, &status);
  const bool ours = script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC || script == USCRIPT_INHERITED;
  return ours && (u_isalpha(code) != 0 || (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0 || code == 0xAA || code == 0xBA);
}

// "evil.com", "www.": a point inside a word with small letters behind it. "J.P. Morgan" and "St.John" are names.
bool has_host(std::string_view name) {
  for (const std::string_view word : split(name, ' ')) {
    const std::size_t point = word.rfind('.');
    if (point == std::string_view::npos || point < 2 || point + 2 >= word.size()) continue;
    const std::string_view end = word.substr(point + 1);
    if (end.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos) return true;
  }
  return lower_ascii(name).find("www.") != std::string::npos;
}

std::optional<NameFault> fault_of_sign(UChar32 code) {
  if (is_turning_or_hidden(code)) return NameFault::turned_text;
  if (code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029) return NameFault::line_end;
  if (code < 0x80 && std::string_view("<>()[]{}\"\\|`^~*_=;$%#!?").find(static_cast<char>(code)) != std::string_view::npos) return NameFault::markup;
  if (code == '/' || code == ':' || code == '@') return NameFault::link;
  if (!is_of_a_name(code)) return NameFault::symbol;
  return {};
}

}  // namespace

std::string_view name_of(NameFault fault) {
  constexpr std::array<std::string_view, 9> names = {"name_empty",  "name_not_text", "name_line_end", "name_turned_text", "name_too_long",
                                                     "name_markup", "name_link",     "name_number",   "name_symbol"};
  return names.at(static_cast<std::size_t>(fault));
}

std::optional<NameFault> fault_of_name(std::string_view name) {
  if (trimmed(name).empty()) return NameFault::empty;
  if (!is_utf8(name)) return NameFault::not_text;
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())});
  std::size_t digits = 0;
  for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1)) {
    const UChar32 code = units.char32At(i);
    if (const auto fault = fault_of_sign(code)) return fault;
    digits += code >= '0' && code <= '9' ? 1 : 0;
  }
  if (count_code_points(name) > most_signs) return NameFault::too_long;
  if (has_host(name)) return NameFault::link;
  if (digits > most_digits) return NameFault::number;
  return {};
}

}  // namespace tocsin
