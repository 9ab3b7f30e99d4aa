#include "words/words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace tocsin {

Result<Words> Words::in(std::string_view language, std::string_view file) {
  TRY(own, shipped_messages(file, language));
  Words words;
  words.language_ = language;
  if (language != "en") {
    TRY(english, shipped_messages(file, "en"));
    own.merge(english);  // adds what the language lacks
  }
  words.messages_ = std::make_shared<const Messages>(std::move(own));
  return words;
}

const Messages& Words::all() const {
  static const Messages none;
  return messages_ == nullptr ? none : *messages_;
}

const TextForms* Words::find(std::string_view id) const {
  const auto found = all().find(id);
  return found == all().end() ? nullptr : &found->second;
}

// "language.one": the numbers that take the form `one`; French says "0 jour", English "0 days".
bool Words::is_one(std::int64_t count) const {
  const TextForms* numbers = find("language.one");
  if (numbers == nullptr) return count == 1;
  const auto listed = split(numbers->other, ' ');
  return std::ranges::find(listed, std::to_string(count)) != listed.end();
}

std::string Words::number(std::int64_t value) const {
  const TextForms* separator = find("language.thousands");
  return with_thousands(value, separator == nullptr ? "," : separator->other);
}

std::string Words::decimal(double value, int digits) const {
  std::array<char, 64> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, digits);
  std::string text(buffer.data(), end);
  const TextForms* point = find("language.decimal");
  if (const auto at = text.find('.'); at != std::string::npos && point != nullptr) text.replace(at, 1, point->other);
  return text;
}

std::string Words::operator()(std::string_view id, std::initializer_list<Named> values) const {
  const TextForms* message = find(id);
  if (message == nullptr) return std::string(id);
  const auto count = std::ranges::find(values, "count", &Named::name);
  const bool one = !message->one.empty() && count != values.end() && count->value.number && is_one(*count->value.number);
  std::string said;
  return with_values(one ? message->one : message->other, [&](std::string_view name) -> const std::string* {
    const auto* given = std::ranges::find(values, name, &Named::name);
    if (given == values.end()) return nullptr;
    said = given->value.number ? number(*given->value.number) : given->value.text;
    return &said;
  });
}

std::string said_word(const Words& facts, std::string_view list, std::string_view word) {
  const std::string id = std::string(list) + "." + std::string(word);
  if (facts.has(id)) return facts(id);
  std::string said(word);
  std::ranges::replace(said, '_', ' ');
  return said;
}

}  // namespace tocsin
