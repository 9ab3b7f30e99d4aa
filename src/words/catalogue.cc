#include "words/catalogue.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "base/toml.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

// "other" alone may be a word like any other.
bool is_plural(const json::object& table) { return table.size() == 2 && table.contains("one") && table.contains("other"); }

Result<std::string> text_of(const json::value* value, const std::string& where) {
  if (value == nullptr || !value->is_string() || value->get_string().empty()) return failure(ErrorKind::invalid, "a text is expected", where);
  return std::string(value->get_string());
}

Result<void> add(Messages& messages, const std::string& id, const json::value& value, std::string_view file) {
  const std::string where = std::string(file) + ": " + id;
  if (!value.is_object()) {
    TRY(text, text_of(&value, where));
    messages[id] = {text, {}};
    return {};
  }
  const json::object& table = value.get_object();
  if (is_plural(table)) {
    TRY(other, text_of(table.if_contains("other"), where));
    TRY(one, text_of(table.if_contains("one"), where));
    messages[id] = {other, one};
    return {};
  }
  for (const auto& [name, inner] : table) TRY_DO(add(messages, id.empty() ? std::string(name) : id + "." + std::string(name), inner, file));
  return {};
}

}  // namespace

Result<Messages> messages_of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  Messages messages;
  TRY_DO(add(messages, "", value, where));
  return messages;
}

std::vector<std::string> languages_of(std::string_view file) {
  std::vector<std::string> languages;
  const std::string end = "/" + std::string(file) + ".toml";
  for (const Resource& one : resources_under("texts/"))
    if (one.name.ends_with(end)) languages.emplace_back(one.name.substr(6, one.name.size() - 6 - end.size()));
  return languages;
}

Result<Messages> shipped_messages(std::string_view file, std::string_view language) {
  const std::string name = "texts/" + std::string(language) + "/" + std::string(file) + ".toml";
  const auto text = resource(name);
  if (!text)
    return failure(ErrorKind::not_found, "there are no texts in this language", "language " + std::string(language),
                   "languages: " + joined(languages_of(file), " "));
  return messages_of(*text, name);
}

bool is_placeholder(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::vector<std::string> placeholders_of(std::string_view text) {
  std::vector<std::string> names;
  with_values(text, [&](std::string_view name) -> const std::string* {
    names.emplace_back(name);
    return nullptr;
  });
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace tocsin
