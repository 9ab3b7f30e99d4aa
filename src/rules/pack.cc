#include "rules/pack.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/instant.h"
#include "base/json.h"
#include "base/toml.h"

namespace tocsin {
namespace {

using Names = std::set<std::string, std::less<>>;

constexpr std::string_view due_kind_names[] = {"statutory", "contract", "order", "own_target"};

Result<Condition> condition_of(const json::value& value, const Names& known, const std::string& where);

Result<std::vector<Condition>> conditions_of(const json::value& list, const Names& known, const std::string& where) {
  if (!list.is_array()) return failure(ErrorKind::invalid, "all and any take a list", where);
  std::vector<Condition> parts;
  for (const json::value& item : list.get_array()) {
    TRY(part, condition_of(item, known, where));
    parts.push_back(part);
  }
  return parts;
}

// A text names a predicate; a table is { all = [...] }, { any = [...] } or { not = ... }; several keys must all hold.
Result<Condition> condition_of(const json::value& value, const Names& known, const std::string& where) {
  if (value.is_string()) {
    const std::string name(value.get_string());
    if (!known.contains(name))
      return failure(ErrorKind::invalid, fmt::format("there is no predicate \"{}\" in this version", name), where,
                     "the pack needs a newer version, or the name is misspelt");
    return Condition{Condition::Kind::named, name, {}};
  }
  if (!value.is_object()) return failure(ErrorKind::invalid, "a condition is a name or a table of all, any, not", where);
  Condition whole;
  for (const auto& [key, content] : value.get_object()) {
    if (key == "all" || key == "any") {
      TRY(parts, conditions_of(content, known, where));
      whole.parts.push_back({key == "all" ? Condition::Kind::all : Condition::Kind::any, "", parts});
    } else if (key == "not") {
      TRY(part, condition_of(content, known, where));
      whole.parts.push_back({Condition::Kind::negation, "", {part}});
    } else {
      return failure(ErrorKind::invalid, fmt::format("\"{}\" is none of all, any, not", std::string_view(key)), where);
    }
  }
  if (whole.parts.size() == 1) return Condition(whole.parts.front());
  return whole;
}

Result<Condition> condition_at(Fields& fields, std::string_view key, const Names& known) {
  const json::value* value = fields.any(key);
  if (value == nullptr) return failure(ErrorKind::invalid, "is missing", fields.where(key));
  return condition_of(*value, known, fields.where(key));
}

std::string known_word(Fields& fields, std::string_view key, std::string word, const Names& known) {
  if (!word.empty() && !known.contains(word)) fields.wrong(key, fmt::format("\"{}\" is not known to this version", word));
  return word;
}

DueKind due_kind_of(Fields& fields) {
  const std::string name = fields.text("due_kind");
  const auto found = std::find(std::begin(due_kind_names), std::end(due_kind_names), name);
  if (found == std::end(due_kind_names)) fields.wrong("due_kind", "is one of statutory, contract, order, own_target");
  return static_cast<DueKind>((found - std::begin(due_kind_names)) % std::ssize(due_kind_names));
}

Result<Stage> stage_of(const json::value& value, const std::string& where, const KnownNames& known) {
  Fields fields(value, where);
  Stage stage;
  stage.name = fields.text("name");
  stage.obligation = fields.text_if("obligation").value_or(stage.name);
  TRY(trigger, condition_at(fields, "trigger", known.predicates));
  stage.trigger = trigger;
  stage.runs_from = known_word(fields, "runs_from", fields.text("runs_from"), known.starts);
  if (const auto text = fields.text_if("limit")) {
    stage.limit = limit_of(*text);
    if (!stage.limit) fields.wrong("limit", "is written 72h, 14d or 1mo");
  }
  if (const auto name = fields.text_if("counting")) {
    const auto counting = counting_of(*name);
    if (!counting) fields.wrong("counting", "is continuous or reg_1182_71");
    stage.counting = counting.value_or(Counting::continuous);
  } else if (stage.limit) {
    fields.wrong("counting", "a limit needs to say how it is counted");
  }
  stage.delayed_by = known_word(fields, "delayed_by", fields.text_if("delayed_by").value_or(""), known.delays);
  stage.done_by = known_word(fields, "done_by", fields.text("done_by"), known.done);
  stage.who = fields.text("who");
  stage.recipient = fields.text("recipient");
  for (const std::string& content : fields.texts("contents")) stage.contents.push_back(known_word(fields, "contents", content, known.contents));
  stage.due_kind = due_kind_of(fields);
  stage.source = fields.text("source");
  stage.verified = fields.flag("verified");
  TRY_DO(fields.done());
  return stage;
}

std::optional<Date> day_of(Fields& fields, std::string_view key) {
  const auto text = fields.text_if(key);
  if (!text) return {};
  const auto day = date_of(*text);
  if (!day) fields.wrong(key, "is a day, YYYY-MM-DD");
  return day ? std::optional(*day) : std::nullopt;
}

}  // namespace

std::string_view name_of(DueKind kind) { return due_kind_names[static_cast<std::size_t>(kind)]; }

bool Pack::in_force(Date day) const { return enabled && in_force_from && *in_force_from <= day && (!in_force_to || day < *in_force_to); }

Result<Pack> pack_of(std::string_view toml, std::string_view where, const KnownNames& known) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, std::string(where));
  Pack pack;
  pack.id = fields.text("id");
  pack.version = fields.text("version");
  pack.title = fields.text("title");
  pack.enabled = fields.flag("enabled");
  pack.in_force_from = day_of(fields, "in_force_from");
  pack.in_force_to = day_of(fields, "in_force_to");
  if (pack.enabled && !pack.in_force_from) fields.wrong("in_force_from", "an enabled pack says since when it is in force");
  TRY(applies_if, condition_at(fields, "applies_if", known.traits));
  pack.applies_if = applies_if;
  for (const json::value& item : fields.array("stage")) {
    TRY(stage, stage_of(item, fields.where("stage"), known));
    pack.stages.push_back(stage);
  }
  if (pack.stages.empty()) fields.wrong("stage", "a pack without a stage asks for nothing");
  TRY_DO(fields.done());
  return pack;
}

}  // namespace tocsin
