#include "documents/forms/answers.h"

#include <algorithm>

#include "base/check.h"

namespace tocsin {
namespace {

bool has_code(const Answer& answer, std::string_view code) {
  if (const auto* one = std::get_if<std::string>(&answer.value)) return *one == code;
  if (const auto* several = std::get_if<std::vector<std::string>>(&answer.value)) return std::ranges::find(*several, code) != several->end();
  if (const auto* flag = std::get_if<bool>(&answer.value)) return code == (*flag ? "yes" : "no");
  return false;
}

bool was_answered(const FormPack& pack, const FormCondition& condition, const Answers& answers) {
  const Answer* answer = answers.find(pack.fields[condition.field].key);
  if (answer == nullptr || !answer->tells()) return false;
  return std::ranges::any_of(condition.codes, [&](const std::string& code) { return has_code(*answer, code); });
}

}  // namespace

const Answer* Answers::find(std::string_view key) const {
  const auto found = by_key.find(key);
  return found == by_key.end() ? nullptr : &found->second;
}

bool holds(const FormPack& pack, ConditionIndex index, const Answers& answers) {
  using Kind = FormCondition::Kind;
  const FormCondition& condition = pack.conditions[index];
  const auto part_holds = [&](ConditionIndex part) { return holds(pack, part, answers); };
  switch (condition.kind) {
    case Kind::answer: return was_answered(pack, condition, answers);
    case Kind::circumstance: return answers.circumstances.contains(condition.circumstance);
    case Kind::all: return std::ranges::all_of(condition.parts, part_holds);
    case Kind::any: return std::ranges::any_of(condition.parts, part_holds);
    case Kind::negation: return !part_holds(condition.parts.front());
  }
  return false;
}

bool shown(const FormPack& pack, const FormField& field, const Answers& answers) {
  const auto& section = pack.sections[field.section].shown_if;
  return (!section || holds(pack, *section, answers)) && (!field.shown_if || holds(pack, *field.shown_if, answers));
}

bool required(const FormPack& pack, const FormField& field, const Answers& answers) {
  if (!shown(pack, field, answers)) return false;
  return field.required || (field.required_if && holds(pack, *field.required_if, answers));
}

bool is_unknown(const FormField& field, const Answer& answer) {
  if (answer.state == Knowledge::unknown_yet) return true;
  if (!answer.tells() || field.unknown_option.empty()) return false;
  if (const auto* one = std::get_if<std::string>(&answer.value)) return *one == field.unknown_option;
  const auto* several = std::get_if<std::vector<std::string>>(&answer.value);
  return several != nullptr && several->size() == 1 && several->front() == field.unknown_option;
}

bool is_incomplete(const FormPack& pack, const Answers& answers) {
  const auto named = std::ranges::find(pack.conditions, "incomplete", &FormCondition::name);
  return named != pack.conditions.end() && holds(pack, static_cast<ConditionIndex>(named - pack.conditions.begin()), answers);
}

Answers with_unknowns(const FormPack& pack, Answers answers) {
  if (!is_incomplete(pack, answers)) return answers;
  for (const FormField& field : pack.fields)
    if (field.minimal.empty() && field.may_be_unknown() && answers.find(field.key) == nullptr && required(pack, field, answers))
      answers.leave(field.key, Knowledge::unknown_yet);
  return answers;
}

}  // namespace tocsin
