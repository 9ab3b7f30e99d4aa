#include "documents/forms/form_schema.h"

#include <fmt/format.h>

#include <algorithm>

namespace tocsin {
namespace {

std::string name_in_json(const FormField& field) { return fmt::format("field_{}", field.number); }

json::array array_of(const std::vector<std::string>& texts) {
  json::array out;
  for (const std::string& text : texts) out.push_back(json::value(text));
  return out;
}

json::object several(json::object items, bool different) {
  json::object out{{"type", "array"}, {"items", std::move(items)}, {"minItems", 1}};
  if (different) out["uniqueItems"] = true;
  return out;
}

class Writer {
 public:
  Writer(const FormPack& pack, const FormTexts& texts) : pack_(pack), texts_(texts) {}

  json::object schema() {
    json::object properties{{"form", {{"const", pack_.id}}}, {"circumstances", several({{"enum", array_of(pack_.circumstances)}}, true)}};
    for (const FormField& field : pack_.fields) properties[name_in_json(field)] = described(field);
    properties["states"] = states();
    json::object conditions;
    for (const FormCondition& condition : pack_.conditions) conditions[condition.name] = test_of(condition);
    return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"$id", fmt::format("urn:tocsin:form:{}", pack_.id)},
            {"title", fmt::format("{} ({})", texts_.text("form.title"), pack_.id)},
            {"type", "object"},
            {"properties", std::move(properties)},
            {"required", json::array{"form"}},
            {"additionalProperties", false},
            {"allOf", rules()},
            {"$defs", std::move(conditions)}};
  }

 private:
  // ---- one answer

  json::object type_of(const FormField& field) const {
    switch (field.type) {
      case AnswerType::text: return {{"type", "string"}, {"minLength", 1}};
      case AnswerType::texts: return several({{"type", "string"}, {"minLength", 1}}, false);
      case AnswerType::boolean: return {{"type", "boolean"}};
      case AnswerType::integer: return {{"type", "integer"}, {"minimum", 0}};
      case AnswerType::date: return {{"type", "string"}, {"format", "date"}};
      case AnswerType::date_time: return {{"type", "string"}, {"format", "date-time"}};
      case AnswerType::choice: return {{"enum", letters(field)}};
      case AnswerType::choices: return several({{"enum", letters(field)}}, true);
      case AnswerType::authority: return {{"enum", authorities()}};
      case AnswerType::authorities: return several({{"enum", authorities()}}, true);
      case AnswerType::countries: return several({{"enum", array_of(pack_.countries)}}, true);
      case AnswerType::numbers_by_country:
        return {{"type", "object"},
                {"propertyNames", {{"enum", array_of(pack_.countries)}}},
                {"additionalProperties", {{"type", "integer"}, {"minimum", 0}}},
                {"minProperties", 1}};
    }
    return {};
  }

  static json::array letters(const FormField& field) {
    json::array out;
    for (const FormOption& option : field.options) out.push_back(json::value(option.letter));
    return out;
  }

  json::array authorities() const {
    json::array out;
    for (const auto& [id, name] : pack_.authorities) out.push_back(json::value(id));
    return out;
  }

  json::object described(const FormField& field) const {
    json::object out{{"title", texts_.text("question." + field.key)}};
    if (const auto help = texts_.text_if("help." + field.key); !help.empty()) out["description"] = help;
    for (auto& [key, value] : type_of(field)) out[key] = value;
    out["x-key"] = field.key;
    if (!field.law.empty()) out["x-law"] = field.law;
    if (field.options.empty()) return out;
    json::object codes;
    for (const FormOption& option : field.options) codes[option.letter] = option.code;
    out["x-codes"] = std::move(codes);
    return out;
  }

  // ---- states: what a value cannot say

  json::object states() const {
    json::object properties;
    for (const FormField& field : pack_.fields) {
      json::array words;
      if (can_be_estimated(field.type)) words.push_back("estimated");
      if (field.unknown_yet) words.push_back("unknown_yet");
      if (field.never_required()) words.push_back("not_applicable");
      if (field.never_required() || field.may_be_unknown()) words.push_back("withheld");
      if (words.empty()) continue;
      json::object state{
          {"type", "object"}, {"properties", {{"state", {{"enum", std::move(words)}}}}}, {"required", json::array{"state"}}, {"additionalProperties", false}};
      if (field.type == AnswerType::integer)
        for (const char* bound : {"min", "max"}) state["properties"].as_object()[bound] = {{"type", "integer"}, {"minimum", 0}};
      properties[name_in_json(field)] = std::move(state);
    }
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}, {"minProperties", 1}};
  }

  static bool can_be_estimated(AnswerType type) {
    return type == AnswerType::integer || type == AnswerType::date || type == AnswerType::date_time || type == AnswerType::numbers_by_country;
  }

  static json::object state_given(const FormField& field, json::object about = json::object{}) {
    const std::string name = name_in_json(field);
    json::object inner{{"required", json::array{json::value(name)}}};
    if (!about.empty()) inner["properties"] = {{name, std::move(about)}};
    return {{"required", json::array{"states"}}, {"properties", {{"states", std::move(inner)}}}};
  }

  // ---- conditions

  json::object reference(ConditionIndex index) const { return {{"$ref", "#/$defs/" + pack_.conditions[index].name}}; }

  json::object test_of(const FormCondition& condition) const {
    using Kind = FormCondition::Kind;
    json::array parts;
    for (const ConditionIndex part : condition.parts) parts.push_back(reference(part));
    switch (condition.kind) {
      case Kind::all: return {{"allOf", std::move(parts)}};
      case Kind::any: return {{"anyOf", std::move(parts)}};
      case Kind::negation: return {{"not", parts.front()}};
      case Kind::circumstance:
        return {{"required", json::array{"circumstances"}}, {"properties", {{"circumstances", {{"contains", {{"const", condition.circumstance}}}}}}}};
      case Kind::answer: break;
    }
    const FormField& field = pack_.fields[condition.field];
    json::object answer{{"enum", values(field, condition.codes)}};
    if (field.type == AnswerType::choices) answer = {{"contains", std::move(answer)}};
    const std::string name = name_in_json(field);
    return {{"required", json::array{json::value(name)}}, {"properties", {{name, std::move(answer)}}}};
  }

  static json::array values(const FormField& field, const std::vector<std::string>& codes) {
    json::array out;
    for (const std::string& code : codes)
      out.push_back(field.type == AnswerType::boolean ? json::value(code == "yes") : json::value(field.option_of_code(code)->letter));
    return out;
  }

  // ---- rules between answers

  json::array rules() const {
    json::array out{only_in_incomplete_notices()};
    for (const FormField& field : pack_.fields) add_rules_of(field, out);
    for (const FormContradiction& rule : pack_.contradictions) out.push_back(json::object{{"not", reference(rule.condition)}});
    return out;
  }

  void add_rules_of(const FormField& field, json::array& out) const {
    const std::string name = name_in_json(field);
    const json::object is_shown = all_of({pack_.sections[field.section].shown_if, field.shown_if});
    if (!is_shown.empty())
      out.push_back(json::object{{"if", {{"not", is_shown}}}, {"then", {{"properties", {{name, false}, {"states", {{"properties", {{name, false}}}}}}}}}});
    if (!field.never_required()) {
      const json::object is_required = all_of({pack_.sections[field.section].shown_if, field.shown_if, field.required ? std::nullopt : field.required_if});
      json::object answered{{"anyOf", json::array{{{"required", json::array{json::value(name)}}}, state_given(field)}}};
      out.push_back(is_required.empty() ? answered : json::object{{"if", is_required}, {"then", std::move(answered)}});
    }
    for (const FormOption& option : field.options)
      if (option.only_if)
        out.push_back(json::object{{"if", {{"not", reference(*option.only_if)}}}, {"then", {{"properties", {{name, without(field, option.letter)}}}}}});
    if (has_states(field)) out.push_back(value_or_state(field));
  }

  json::object all_of(std::initializer_list<std::optional<ConditionIndex>> conditions) const {
    json::array parts;
    for (const auto& condition : conditions)
      if (condition) parts.push_back(reference(*condition));
    if (parts.empty()) return {};
    return parts.size() == 1 ? parts.front().as_object() : json::object{{"allOf", std::move(parts)}};
  }

  static json::object without(const FormField& field, const std::string& letter) {
    json::object not_it{{"not", {{"const", letter}}}};
    return field.type == AnswerType::choices ? json::object{{"items", std::move(not_it)}} : not_it;
  }

  static bool has_states(const FormField& field) { return can_be_estimated(field.type) || field.may_be_unknown() || field.never_required(); }

  // Estimated goes with a value, every other state stands in its place.
  static json::object value_or_state(const FormField& field) {
    const std::string name = name_in_json(field);
    return {{"if", state_given(field)},
            {"then",
             {{"if", state_given(field, {{"properties", {{"state", {{"const", "estimated"}}}}}})},
              {"then", {{"required", json::array{json::value(name)}}}},
              {"else", {{"properties", {{name, false}, {"states", {{"properties", {{name, {{"maxProperties", 1}}}}}}}}}}}}}};
  }

  // "To be determined", and withholding what must be answered, are possible only for the time being.
  json::object only_in_incomplete_notices() const {
    json::object answers, states;
    for (const FormField& field : pack_.fields) {
      const std::string name = name_in_json(field);
      if (!field.unknown_option.empty()) answers[name] = without(field, field.option_of_code(field.unknown_option)->letter);
      if (field.may_be_unknown()) {
        json::array open{"unknown_yet"};
        if (!field.never_required()) open.push_back("withheld");
        states[name] = {{"properties", {{"state", {{"not", {{"enum", std::move(open)}}}}}}}};
      }
    }
    answers["states"] = {{"properties", std::move(states)}};
    return {{"if", {{"not", {{"$ref", "#/$defs/incomplete"}}}}}, {"then", {{"properties", std::move(answers)}}}};
  }

  const FormPack& pack_;
  const FormTexts& texts_;
};

}  // namespace

json::object form_schema(const FormPack& pack, const FormTexts& english) { return Writer(pack, english).schema(); }

}  // namespace tocsin
