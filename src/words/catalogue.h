// One file of texts: message id -> text, with plural forms where a number decides.
//
// Way:    texts/<language>/*.toml -> [here] -> words, obligations/words, app/assessment_words, documents/forms
// Pure.
// Holds:  an id is the path of tables in the file ("due.processor_knew"); a table of `one` and `other` is one text
//         in two forms. A value that is no text, or an empty one, is found when the file is read.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tocsin {

struct TextForms {
  std::string other;
  std::string one;  // empty: the text is the same for every number
};

using Messages = std::map<std::string, TextForms, std::less<>>;

Result<Messages> messages_of(std::string_view toml, std::string_view where);

// texts/<language>/<file>.toml; not_found names the languages in which the file exists.
Result<Messages> shipped_messages(std::string_view file, std::string_view language);
std::vector<std::string> languages_of(std::string_view file);

// The names in "{name}" of a text, sorted, each once. What else stands in braces is text.
std::vector<std::string> placeholders_of(std::string_view text);

// `value_of` is asked for each "{name}"; a null answer leaves it as it stands.
template <class ValueOf>
std::string with_values(std::string_view text, const ValueOf& value_of);

// Is this what may stand between braces?
bool is_placeholder(std::string_view name);

template <class ValueOf>
std::string with_values(std::string_view text, const ValueOf& value_of) {
  std::string out;
  for (;;) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    const std::string_view name = close == std::string_view::npos ? std::string_view{} : text.substr(1, close - 1);
    const std::string* value = is_placeholder(name) ? value_of(name) : nullptr;
    const std::size_t taken = value != nullptr ? close + 1 : 1;
    out += value != nullptr ? std::string_view(*value) : text.substr(0, 1);
    text.remove_prefix(taken);
  }
}

}  // namespace tocsin
