#include "records/normal_forms.h"

#include <algorithm>

#include "identifiers/identifiers.h"

namespace tocsin {
namespace {

constexpr std::size_t longest_number = 64;

// Letters and digits, upper case; of digits alone the zeros in front go.
std::optional<std::string> signs_of(std::string_view text) {
  if (text.size() > longest_number) return {};
  std::string signs;
  bool digits_only = true;
  for (const char c : text) {
    const char letter = identifiers::upper(c);
    if (!identifiers::is_digit(letter) && !identifiers::is_upper(letter)) continue;
    digits_only = digits_only && identifiers::is_digit(letter);
    signs += letter;
  }
  if (digits_only) signs.erase(0, std::min(signs.find_first_not_of('0'), signs.size()));
  if (signs.empty()) return {};
  return signs;
}

std::optional<NormalNumber> normal_number(identifiers::Kind kind, std::string_view text, const identifiers::Reading& reading) {
  const identifiers::Value value(text);
  if (const auto match = identifiers::match(kind, value, reading)) {
    if (auto normal = identifiers::normal_form(kind, text, reading); normal && !normal->empty()) return NormalNumber{std::move(*normal), match->valid};
  }
  // A mail address is one or is not; a number that is misspelt is still a hint.
  if (kind == identifiers::Kind::email) return {};
  auto signs = signs_of(text);
  if (!signs) return {};
  return NormalNumber{std::move(*signs), false};
}

}  // namespace

NormalForm normal_forms(const std::string& home) {
  return [home](std::string_view kind, std::string_view text) -> std::optional<NormalNumber> {
    const auto identifier = identifiers::kind_of(kind);
    const bool telephone = identifier == identifiers::Kind::phone;
    if (identifier) return normal_number(*identifier, text, {.country = telephone ? std::string_view(home) : std::string_view{}, .zeros_lost = true});
    auto signs = signs_of(text);
    if (!signs) return {};
    return NormalNumber{std::move(*signs), true};
  };
}

}  // namespace tocsin
