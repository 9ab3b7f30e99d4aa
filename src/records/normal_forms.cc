#include "records/normal_forms.h"

#include <algorithm>

#include "identifiers/identifiers.h"

namespace tocsin {
namespace {

constexpr std::size_t longest_number = 64;

// Letters and digits, upper case; of digits alone the zeros in front go.
bool signs_of(std::string_view text, std::string& signs) {
  signs.clear();
  if (text.size() > longest_number) return false;
  bool digits_only = true;
  for (const char c : text) {
    const char letter = identifiers::upper(c);
    if (!identifiers::is_digit(letter) && !identifiers::is_upper(letter)) continue;
    digits_only = digits_only && identifiers::is_digit(letter);
    signs += letter;
  }
  if (digits_only) signs.erase(0, std::min(signs.find_first_not_of('0'), signs.size()));
  return !signs.empty();
}

}  // namespace

NumberReader::NumberReader(std::string_view kind, std::string home) : kind_(identifiers::kind_of(kind)) {
  if (kind_ == identifiers::Kind::phone) country_ = std::move(home);
}

NumberReader::Answer NumberReader::read(std::string_view text, std::string& normal) const {
  if (!kind_) return signs_of(text, normal) ? Answer::valid : Answer::nothing;
  const auto match = identifiers::match(*kind_, identifiers::Value(text), {.country = country_, .zeros_lost = true}, normal);
  if (match && !normal.empty()) return match->valid ? Answer::valid : Answer::invalid;
  // A mail address is one or is not; a number that is misspelt is still a hint.
  if (kind_ == identifiers::Kind::email) return Answer::nothing;
  return signs_of(text, normal) ? Answer::invalid : Answer::nothing;
}

std::optional<NormalNumber> NormalForm::operator()(std::string_view kind, std::string_view text) const {
  std::string normal;
  const auto answer = reader(kind).read(text, normal);
  if (answer == NumberReader::Answer::nothing) return {};
  return NormalNumber{std::move(normal), answer == NumberReader::Answer::valid};
}

}  // namespace tocsin
