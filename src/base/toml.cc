#include "base/toml.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

#include <fmt/format.h>

#include <sstream>

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

}  // namespace

Result<json::value> toml_of(std::string_view text, std::string_view where) {
  const toml::parse_result result = toml::parse(text, std::string(where));
  if (!result)
    return failure(ErrorKind::invalid, fmt::format("this is not TOML: {}", result.error().description()),
                   fmt::format("{}, line {}", where, result.error().source().begin.line));
  return value_of(result.table());
}

}  // namespace tocsin
