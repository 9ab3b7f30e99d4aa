#include "base/toml.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 1
// The library asserts of "[=" that a key follows, and then tells the error itself: what a file says must never abort.
#define TOML_ASSERT(condition) static_assert(true)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"

namespace tocsin {
namespace {

json::value value_of(const toml::node& node) {
  if (const auto* table = node.as_table()) {
    json::object object;
    for (const auto& [key, value] : *table) object[std::string_view(key.str())] = value_of(value);
    return object;
  }
  if (const auto* array = node.as_array()) {
    json::array out;
    for (const auto& value : *array) out.push_back(value_of(value));
    return out;
  }
  if (const auto* text = node.as_string()) return json::value(std::string_view(text->get()));
  if (const auto* number = node.as_integer()) return json::value(number->get());
  if (const auto* number = node.as_floating_point()) return json::value(number->get());
  if (const auto* flag = node.as_boolean()) return json::value(flag->get());
  std::ostringstream text;  // dates and times
  if (const auto* date = node.as_date()) text << date->get();
  if (const auto* time = node.as_time()) text << time->get();
  if (const auto* moment = node.as_date_time()) text << moment->get();
  return json::value(text.str());
}

// Where the first line begins that is not UTF-8.
std::optional<std::size_t> line_not_utf8(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (!is_utf8(text.substr(begin, end - begin))) return begin;
    begin = end + 1;
  }
  return {};
}

// Behind the string that begins at `start`; where it has no end, TOML's own parser says so.
std::size_t after_string(std::string_view text, std::size_t start) {
  const char quote = text[start];
  const bool is_long = text.substr(start, 3) == std::string(3, quote);
  const std::string_view end = text.substr(start, is_long ? 3 : 1);
  std::size_t i = start + end.size();
  while (i < text.size() && text.substr(i, end.size()) != end) {
    if (!is_long && text[i] == '\n') return i;
    i += quote == '"' && text[i] == '\\' ? 2 : 1;
  }
  i += end.size();
  while (is_long && i < text.size() && text[i] == quote) ++i;  // """he said "no""""" ends with two quotes of its own
  return std::min(i, text.size());
}

// Where TOML 1.0 allows ASCII only, the library must not see anything else: its tables of letters are undefined for some.
std::optional<std::size_t> letter_outside_of_texts(std::string_view text) {
  char before = '\n';  // the last sign that is no blank; a text begins behind some only, else the quote is a mistake
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '#') {
      i = std::min(text.find('\n', i), text.size());
      continue;
    }
    if (static_cast<unsigned char>(c) >= 0x80) return i;
    const bool begins_text = (c == '"' || c == '\'') && std::string_view("\n=[{,.").find(before) != std::string_view::npos;
    i = begins_text ? after_string(text, i) : i + 1;
    if (c != ' ' && c != '\t' && c != '\r') before = c;
  }
  return {};
}

}  // namespace

Result<json::value> toml_of(std::string_view text, std::string_view where) {
  const auto line_of = [&](std::size_t place) {
    return fmt::format("{}, line {}", where, 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
  };
  if (const auto place = line_not_utf8(text)) return failure(ErrorKind::invalid, "the text is not UTF-8", line_of(*place));
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // the mark some editors put first
  if (const auto place = letter_outside_of_texts(text))
    return failure(ErrorKind::invalid, "this is not TOML: a letter beyond ASCII outside of quotes", line_of(*place), "put the name into quotes");
  const toml::parse_result result = toml::parse(text, std::string(where));
  if (!result)
    return failure(ErrorKind::invalid, fmt::format("this is not TOML: {}", result.error().description()),
                   fmt::format("{}, line {}", where, result.error().source().begin.line));
  return value_of(result.table());
}

}  // namespace tocsin
