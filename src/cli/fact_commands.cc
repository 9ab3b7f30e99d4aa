// fact add|list|kinds.
#include <fmt/format.h>

#include <istream>
#include <iterator>
#include <sstream>

#include "app/record.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/store_session.h"

namespace tocsin::cli {
namespace {

constexpr std::size_t facts_file_max = 16U << 20;

json::object json_of_fact(const Fact& fact) {
  json::object body = json_of(fact.body);
  if (fact.state == Knowledge::erased) body.clear();
  json::object object{{"id", fact.id.text()},
                      {"seq", fact.seq},
                      {"kind", fact.state == Knowledge::erased ? "" : kind_of(fact.body)},
                      {"recorded_at", rfc3339(fact.recorded_at)},
                      {"body", body},
                      {"state", name_of(fact.state)},
                      {"author", fact.author.text()}};
  if (!fact.basis.empty()) object["basis"] = fact.basis;
  if (fact.supersedes) object["supersedes"] = *fact.supersedes;
  return object;
}

std::string line_of(const Fact& fact, bool stands, const Words& say) {
  if (fact.state == Knowledge::erased) return fmt::format("{:>4}  {}  {}\n", fact.seq, rfc3339(fact.recorded_at), say("fact.is_erased"));
  std::string words;
  for (const auto& pair : json_of(fact.body)) {
    const json::value& value = pair.value();
    words += fmt::format(" {}={}", std::string_view(pair.key()),
                         value.is_string() && is_plain_line(value.get_string()) ? std::string(value.get_string()) : print_line(value));
  }
  return fmt::format("{:>4}{} {}  {}{}{}{}\n", fact.seq, stands ? " " : "-", rfc3339(fact.recorded_at), kind_of(fact.body),
                     fact.state == Knowledge::known ? "" : fmt::format(" ({})", name_of(fact.state)), words,
                     fact.supersedes ? fmt::format(" supersedes={}", *fact.supersedes) : "");
}

// `at` names the line in the file; the reader of one line knows only that it is its first.
Result<json::value> json_at(std::string_view text, const std::string& at) {
  auto value = json_of(text, at);
  if (!value) return failure(ErrorKind::invalid, value.error().what, at, "write each fact as {\"kind\": \"...\", ...}; see docs/formats/facts.md");
  return value;
}

// A file of facts: a JSON array, or one JSON object a line.
Result<std::vector<NewFact>> facts_of_file(const std::string& text, const std::string& name) {
  std::vector<NewFact> facts;
  if (const auto begin = text.find_first_not_of(" \t\r\n"); begin != std::string::npos && text[begin] == '[') {
    TRY(value, json_of(text, name));
    std::size_t number = 0;
    for (const json::value& one : value.as_array()) {
      TRY(fact, fact_of_json(one, fmt::format("{}, fact {}", name, ++number)));
      facts.push_back(std::move(fact));
    }
    return facts;
  }
  std::size_t line = 0;
  for (const std::string_view row : split(text, '\n')) {
    ++line;
    if (trimmed(row).empty()) continue;
    const std::string where = fmt::format("{}, line {}", name, line);
    TRY(value, json_at(row, where));
    TRY(fact, fact_of_json(value, where));
    facts.push_back(std::move(fact));
  }
  return facts;
}

Result<std::vector<NewFact>> wanted_facts(const Arguments& words, Session& session) {
  if (const auto file = words.text_if("--file")) {
    if (words.has("kind")) return failure(ErrorKind::invalid, "give either a kind or --file", "fact add");
    if (*file == "-") {
      const std::string text{std::istreambuf_iterator<char>(*session.in), {}};
      return facts_of_file(text, "standard input");
    }
    TRY(text, session.workshop->files().read(*file, facts_file_max));
    return facts_of_file(text, *file);
  }
  const auto kind = words.text_if("kind");
  if (!kind) return failure(ErrorKind::invalid, "the kind of the fact is missing", "fact add", "`tocsin fact kinds` lists the kinds");
  std::map<std::string, std::string, std::less<>> fields;
  for (const std::string& word : words.texts("fields")) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
      return failure(ErrorKind::invalid, "a field is written as name=value", "fact add", "for example: at=2026-11-20T18:20:00+01:00");
    if (!fields.emplace(word.substr(0, equals), word.substr(equals + 1)).second)
      return failure(ErrorKind::invalid, "a field is given twice", word.substr(0, equals));
  }
  TRY(fact, fact_of_words(*kind, fields));
  return std::vector<NewFact>{std::move(fact)};
}

Result<Answer> fact_add(const Arguments& words, Session& session) {
  TRY(facts, wanted_facts(words, session));
  if (facts.empty())
    return failure(ErrorKind::invalid, "there is no fact in the file",
                   words.text_if("--file") == "-" ? "standard input" : words.text_if("--file").value_or("fact add"),
                   "write one JSON object a line: {\"kind\": \"...\", ...}");
  TRY(world, open(session));
  TRY(who, actor(world, session));
  TRY(incident, incident_named(world, words.text("incident")));
  TRY(recorded, record(world, who, incident, {std::move(facts)}));
  json::array list;
  std::string text;
  for (const Fact& fact : recorded) {
    list.push_back(json_of_fact(fact));
    text += line_of(fact, true, session.say);
  }
  return answered(world, {{"incident", incident.head().id.text()}, {"facts", list}}, text, session.say);
}

Result<Answer> fact_list(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY(incident, incident_named(world, words.text("incident")));
  json::array list;
  std::string text;
  for (const Fact& fact : incident.facts()) {
    json::object one = json_of_fact(fact);
    one["stands"] = incident.stands(fact);
    list.push_back(std::move(one));
    text += line_of(fact, incident.stands(fact), session.say);
  }
  return answered(world, {{"incident", incident.head().id.text()}, {"facts", list}}, text.empty() ? session.say("fact.none") + '\n' : text, session.say);
}

Result<Answer> fact_kinds(const Arguments& words, Session& session) {
  json::array list;
  std::string text;
  const auto only = words.text_if("kind");
  for (const fact::KindInfo& kind : fact::kinds()) {
    if (only && kind.name != *only) continue;
    json::array fields;
    text += fmt::format("{}\n  {} [{}]\n", kind.name, kind.says, kind.source);
    for (const fact::FieldInfo& field : kind.fields) {
      json::array known;
      std::string one_of;
      for (const std::string_view word : field.words) {
        known.emplace_back(word);
        one_of += (one_of.empty() ? "" : " ") + std::string(word);
      }
      fields.push_back(
          {{"name", field.name}, {"type", field.type}, {"list", field.list}, {"required", field.required}, {"says", field.says}, {"words", known}});
      text +=
          fmt::format("    {:<18}{} {}{}\n", std::string(field.name) + "=", field.required ? "*" : " ", field.says, one_of.empty() ? "" : " (" + one_of + ")");
    }
    list.push_back({{"kind", kind.name}, {"says", kind.says}, {"source", kind.source}, {"fields", fields}});
  }
  if (list.empty()) return failure(ErrorKind::invalid, "there is no such fact kind", "fact kinds", "`tocsin fact kinds` without a word lists all");
  text += fmt::format("\n{}\n", session.say("fact.kinds_note"));
  return Answer{json::object{{"kinds", list}}, text};
}

}  // namespace

CommandSpec fact_add_command() { return {"fact add", {{"incident", Word::Kind::value, true}, {"kind"}, {"fields", Word::Kind::values}, {"--file"}}, fact_add}; }

CommandSpec fact_list_command() { return {"fact list", {{"incident", Word::Kind::value, true}}, fact_list}; }
CommandSpec fact_kinds_command() { return {"fact kinds", {{"kind"}}, fact_kinds}; }

}  // namespace tocsin::cli
