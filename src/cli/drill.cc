#include "cli/drill.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/toml.h"

namespace tocsin::cli {
namespace {

Result<DrillStep> step_of(const json::value& value, const std::string& where) {
  Fields fields(value, where);
  DrillStep step;
  step.at = fields.instant_if("at");
  step.who = fields.text_if("who").value_or("");
  step.say = fields.text_if("say").value_or("");
  step.program = fields.text_if("program").value_or("tocsin");
  step.run = fields.texts("run");
  step.exit = static_cast<int>(fields.number_if("exit").value_or(0));
  step.error = fields.text_if("error").value_or("");
  step.text_lines = fields.number_if("text_lines").value_or(0);
  step.show = fields.texts("show");
  if (const json::value* keep = fields.any("keep"); keep != nullptr && keep->is_object())
    for (const auto& pair : keep->get_object())
      if (pair.value().is_string()) step.keep.emplace(pair.key(), pair.value().get_string());
  for (const json::value& one : fields.array("each")) {
    Fields each(one, where + ": each");
    step.each.push_back({each.text("list"), each.text("line"), each.number_if("most").value_or(20)});
    TRY_DO(each.done());
  }
  TRY_DO(fields.done());
  return step;
}

// snake_case as words; the members of a list after one another.
std::string in_words(const json::value& value) {
  std::string text;
  if (value.is_array()) {
    for (const json::value& one : value.get_array()) text += (text.empty() ? "" : ", ") + in_words(one);
    return text;
  }
  text = value.is_string() ? std::string(value.get_string()) : print_line(value);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string text_of(const json::value& value, std::string_view as, const Zone& zone) {
  if (as == "l") return in_words(value);
  if (value.is_string()) {
    const std::string text(value.get_string());
    if (as == "t")
      if (const auto at = instant_of(text)) return zone.rfc3339(*at).substr(0, 16).replace(10, 1, " ");
    return text;
  }
  if (as == "n" && value.is_int64()) return with_thousands(value.get_int64());
  if (as == "n" && value.is_uint64()) return with_thousands(static_cast<std::int64_t>(value.get_uint64()));
  return print_line(value);
}

}  // namespace

Result<Drill> drill_of(std::string_view toml, std::string_view where) {
  TRY(file, toml_of(toml, where));
  Fields fields(file, std::string(where));
  Drill drill;
  drill.name = fields.text("name");
  drill.title = fields.text("title");
  drill.zone = fields.text("zone");
  drill.persons = fields.number_if("persons").value_or(1000);
  std::size_t number = 0;
  for (const json::value& one : fields.array("step")) {
    TRY(step, step_of(one, fmt::format("{}, step {}", where, ++number)));
    drill.steps.push_back(std::move(step));
  }
  for (const json::value& one : fields.array("file")) {
    Fields file_fields(one, std::string(where) + ": file");
    drill.files.push_back({file_fields.text("path"), file_fields.text("says")});
    TRY_DO(file_fields.done());
  }
  TRY_DO(fields.done());
  return drill;
}

std::optional<std::string> filled(std::string_view text, const std::map<std::string, std::string>& variables, const json::value& answer, const Zone& zone) {
  std::string out;
  for (;;) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) return {};
    std::string_view name = text.substr(open + 1, close - open - 1);
    text.remove_prefix(close + 1);
    if (!name.starts_with('/')) {
      const auto known = variables.find(std::string(name));
      if (known == variables.end()) return {};
      out += known->second;
      continue;
    }
    const auto bar = name.find('|');
    const std::string_view as = bar == std::string_view::npos ? "" : name.substr(bar + 1);
    json::error_code error;
    const json::value* value = answer.find_pointer(name.substr(0, bar), error);
    if (error || value == nullptr || value->is_null()) return {};
    out += text_of(*value, as, zone);
  }
}

}  // namespace tocsin::cli
