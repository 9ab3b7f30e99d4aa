// `tocsin identify`: what can these values be? No store.
#include <fmt/format.h>

#include <algorithm>
#include <istream>

#include "app/identify.h"
#include "base/text.h"
#include "cli/commands.h"

namespace tocsin::cli {
namespace {

json::value or_null(const std::optional<std::string>& text) { return text ? json::value(*text) : json::value(nullptr); }

json::value json_of(const IdentifiedKind& kind, bool show) {
  json::object object{{"kind", name_of(kind.match.kind)},
                      {"country", kind.match.country.empty() ? json::value(nullptr) : json::value(kind.match.country)},
                      {"valid", kind.match.valid},
                      {"check", name_of(kind.match.check)},
                      {"normal_form_hash", or_null(kind.normal_form_hash)}};
  if (show) object["normal_form"] = or_null(kind.normal_form);
  return object;
}

json::value json_of(const IdentifiedValue& value, bool show) {
  json::object object{{"value_masked", value.value_masked}};
  if (show) object["value"] = value.value;
  json::array kinds;
  for (const IdentifiedKind& kind : value.kinds) kinds.push_back(json_of(kind, show));
  object["kinds"] = std::move(kinds);
  return object;
}

std::string text_of(const IdentifiedValue& value, bool show, const Words& say) {
  std::string text = (show ? value.value : value.value_masked) + "\n";
  for (const auto& [match, normal_form, hash] : value.kinds) {
    const std::string finding = say(!match.valid                               ? "identify.wrong_digits"
                                    : match.check == identifiers::Check::digit ? "identify.right_digits"
                                                                               : "identify.no_digits");
    text += fmt::format("  {:<14} {:<3} {}\n", name_of(match.kind), match.country, finding);
    if (show && normal_form) text += fmt::format("{:21}{}\n", "", *normal_form);
    if (hash) text += fmt::format("{:21}{}\n", "", *hash);
  }
  if (value.kinds.empty()) text += fmt::format("  {}\n", say("identify.unknown"));
  return text;
}

Result<std::vector<std::string>> values_of(const Arguments& arguments, Session& session) {
  const std::vector<std::string> words = arguments.texts("values");
  if (std::find(words.begin(), words.end(), "-") == words.end()) return words;
  if (words.size() > 1) return failure(ErrorKind::invalid, "\"-\" reads standard input and stands alone", "values", "give values, or \"-\"");
  std::vector<std::string> lines;
  for (std::string line; std::getline(*session.in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(line);
  }
  if (session.in->bad()) return failure(ErrorKind::unavailable, "standard input could not be read", "standard input");
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!is_utf8(lines[i]))
      return failure(ErrorKind::invalid, "this line is not UTF-8", fmt::format("standard input, line {}", i + 1), "convert it: iconv -f WINDOWS-1252 -t UTF-8");
  return lines;
}

Result<Answer> answer_of(const Arguments& arguments, Session& session) {
  TRY(options, identify_options(arguments.text_if("--country"), arguments.text_if("--key-hex")));
  TRY(values, values_of(arguments, session));
  const bool show = arguments.flag("--show");
  json::array found;
  std::string text;
  for (const std::string& value : values) {
    const IdentifiedValue one = identify(value, options);
    found.push_back(json_of(one, show));
    text += text_of(one, show, session.say);
  }
  return Answer{json::object{{"values", std::move(found)}}, std::move(text)};
}

}  // namespace

CommandSpec identify_command() {
  return {"identify", {{"values", Word::Kind::values, true}, {"--country"}, {"--key-hex"}, {"--show", Word::Kind::flag}}, answer_of};
}

}  // namespace tocsin::cli
