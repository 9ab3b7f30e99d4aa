#include "words/error_words.h"

#include <algorithm>
#include <optional>

namespace tocsin {
namespace {

// "there is no \"{1}\" here" -> pieces around the values, and the values' names.
void cut(std::string_view english, std::vector<std::string>& pieces, std::vector<std::string>& names) {
  std::size_t begin = 0;
  for (std::size_t open = english.find('{'); open != std::string_view::npos; open = english.find('{', open + 1)) {
    const std::size_t close = english.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = english.substr(open + 1, close - open - 1);
    if (!is_placeholder(name)) continue;
    pieces.emplace_back(english.substr(begin, open - begin));
    names.emplace_back(name);
    begin = close + 1;
  }
  pieces.emplace_back(english.substr(begin));
}

// The values between the pieces, each as short as can be; none: the text is another one.
std::optional<std::vector<std::string>> values_in(std::string_view text, const std::vector<std::string>& pieces) {
  if (!text.starts_with(pieces.front())) return {};
  text.remove_prefix(pieces.front().size());
  std::vector<std::string> values;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    if (last && !text.ends_with(pieces[i])) return {};
    const std::size_t at = last ? text.size() - pieces[i].size() : text.find(pieces[i]);
    if (at == std::string_view::npos) return {};
    values.emplace_back(text.substr(0, at));
    text.remove_prefix(at + pieces[i].size());
  }
  if (!text.empty()) return {};
  return values;
}

}  // namespace

Result<ErrorWords> ErrorWords::in(std::string_view language) {
  TRY(english, shipped_messages("errors", "en"));
  Messages own;
  if (const auto read = shipped_messages("errors", language)) own = *read;  // a language may have no errors yet
  return of(english, own);
}

Result<ErrorWords> ErrorWords::of(const Messages& english, const Messages& own) {
  ErrorWords words;
  for (const auto& [id, text] : english) {
    Template one{.id = id, .own = text.other};
    cut(text.other, one.pieces, one.names);
    for (const std::string& piece : one.pieces) one.letters += piece.size();
    if (one.letters == 0) return failure(ErrorKind::invalid, "a text of an error that is nothing but a value", id);
    if (const auto found = own.find(id); found != own.end()) one.own = found->second.other;
    words.templates_.push_back(std::move(one));
  }
  // A text without values is more specific than one with them, and many letters more than few.
  std::ranges::stable_sort(words.templates_, {}, [](const Template& one) { return std::pair(!one.names.empty(), -static_cast<std::ptrdiff_t>(one.letters)); });
  return words;
}

ErrorWords::Found ErrorWords::find(std::string_view english) const {
  for (const Template& one : templates_)
    if (auto values = values_in(english, one.pieces)) return {&one, std::move(*values)};
  return {};
}

std::string ErrorWords::id_of(std::string_view english) const {
  const Found found = find(english);
  return found.text == nullptr ? "" : found.text->id;
}

std::string ErrorWords::said(std::string_view english) const {
  const Found found = find(english);
  if (found.text == nullptr) return std::string(english);
  return with_values(found.text->own, [&](std::string_view name) -> const std::string* {
    const auto at = std::ranges::find(found.text->names, name);
    return at == found.text->names.end() ? nullptr : &found.values[static_cast<std::size_t>(at - found.text->names.begin())];
  });
}

Error ErrorWords::said(const Error& error) const { return {error.kind, said(error.what), error.where, said(error.remedy)}; }

}  // namespace tocsin
