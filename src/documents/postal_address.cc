#include "documents/postal_address.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <optional>

#include "base/json.h"
#include "base/text.h"
#include "base/toml.h"

namespace tocsin {

namespace {

Capitals capitals_of(Fields& fields) {
  const std::string word = fields.text("capitals");
  if (word == "town") return Capitals::town;
  if (word == "from_street") return Capitals::from_street;
  if (word != "none") fields.wrong("capitals", "none, town or from_street is expected");
  return Capitals::none;
}

std::string in_capitals(const std::string& text, const std::string& country) {
  std::string out;
  icu::UnicodeString::fromUTF8(text).toUpper(icu::Locale("", country.c_str())).toUTF8String(out);
  return out;
}

std::string filled(std::string line, std::string_view hole, std::string_view value) {
  if (const std::size_t at = line.find(hole); at != std::string::npos) line.replace(at, hole.size(), value);
  return line;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

// "L-4750", "1234ab", "1234 AB" -> the country's shape; nothing where it does not fit.
std::optional<std::string> shaped_postcode(std::string_view raw, const PostalRule& rule) {
  std::string signs;
  for (char c : raw) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (is_digit(c) || is_letter(c)) signs += c;
  }
  if (rule.postcode_shape.front() == '9') signs.erase(0, std::min(signs.size(), signs.find_first_of("0123456789")));
  std::string shaped;
  std::size_t used = 0;
  for (const char want : rule.postcode_shape) {
    if (want != '9' && want != 'A') {
      shaped += want;
      continue;
    }
    if (used == signs.size() || (want == '9' ? !is_digit(signs[used]) : !is_letter(signs[used]))) return std::nullopt;
    shaped += signs[used++];
  }
  if (used != signs.size()) return std::nullopt;
  return shaped;
}

std::string street_line(const PostalAddress& address, const PostalRule& rule) {
  const std::string_view street = trimmed(address.street), number = trimmed(address.house_number);
  if (number.empty() || street.empty()) return std::string(street.empty() ? number : street);
  return filled(filled(rule.street_line, "((number))", number), "((street))", street);
}

}  // namespace

Result<PostalRule> postal_rule_of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, std::string(where));
  PostalRule rule;
  rule.country = fields.text("country");
  rule.source = fields.text("source");
  rule.verified = fields.flag("verified");
  rule.fewest_lines = static_cast<std::size_t>(fields.number_if("fewest_lines").value_or(3));
  rule.most_lines = static_cast<std::size_t>(fields.number("most_lines"));
  rule.most_characters = static_cast<std::size_t>(fields.number_if("most_characters").value_or(0));
  rule.street_line = fields.text("street_line");
  rule.town_line = fields.text("town_line");
  rule.postcode_shape = fields.text("postcode");
  if (rule.postcode_shape.empty()) fields.wrong("postcode", "a shape such as 99999 is expected");
  rule.capitals = capitals_of(fields);
  const json::value* names = fields.any("names");
  if (names && names->is_object())
    for (const auto& [language, name] : names->as_object())
      if (name.is_string()) rule.names.emplace(language, name.as_string());
  TRY_DO(fields.done());
  return rule;
}

std::variant<std::vector<std::string>, HeldBecause> address_lines(const PostalAddress& address, const MailingFrom& from, const PostalRules& rules) {
  const auto found = rules.find(address.country);
  if (found == rules.end()) return HeldBecause::country_unknown;
  const PostalRule& rule = found->second;
  const std::string_view recipient = trimmed(address.recipient), town = trimmed(address.town);
  if (recipient.empty() || town.empty()) return HeldBecause::address_missing;
  const std::optional<std::string> postcode = shaped_postcode(address.postcode, rule);
  if (!postcode) return HeldBecause::postcode_wrong;

  std::vector<std::string> lines = {std::string(recipient)};
  for (const std::string& extra : address.extra)
    if (!trimmed(extra).empty()) lines.emplace_back(trimmed(extra));
  if (std::string street = street_line(address, rule); !street.empty())
    lines.push_back(rule.capitals == Capitals::from_street ? in_capitals(street, rule.country) : street);
  const std::string town_name = rule.capitals == Capitals::none ? std::string(town) : in_capitals(std::string(town), rule.country);
  lines.push_back(filled(filled(rule.town_line, "((postcode))", *postcode), "((town))", town_name));

  if (lines.size() < rule.fewest_lines) return HeldBecause::address_missing;
  if (lines.size() > rule.most_lines) return HeldBecause::address_too_many_lines;
  if (rule.country != from.country) {
    const auto name = rule.names.find(from.language);
    if (name == rule.names.end()) return HeldBecause::country_unknown;
    lines.push_back(in_capitals(name->second, from.country));
  }
  const auto too_long = [&](const std::string& line) { return rule.most_characters > 0 && count_code_points(line) > rule.most_characters; };
  if (std::any_of(lines.begin(), lines.end(), too_long)) return HeldBecause::address_line_too_long;
  return lines;
}

}  // namespace tocsin
