#include "documents/forms/filled_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace tocsin {
namespace {

std::string name_in_json(const FormField& field) { return fmt::format("field_{}", field.number); }

std::string letter_of(const FormField& field, const std::string& code) {
  if (field.options.empty()) return code;
  const FormOption* option = field.option_of_code(code);
  check(option != nullptr);
  return option->letter;
}

json::value json_of_value(const FormField& field, const AnswerValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return json::value(letter_of(field, *text));
  if (const auto* flag = std::get_if<bool>(&value)) return json::value(*flag);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return json::value(*number);
  if (const auto* numbers = std::get_if<NumbersByCountry>(&value)) {
    json::object out;
    for (const auto& [country, count] : *numbers) out[country] = count;
    return out;
  }
  json::array out;
  for (const std::string& code : std::get<std::vector<std::string>>(value)) out.push_back(json::value(letter_of(field, code)));
  return out;
}

json::object state_of(const Answer& answer) {
  json::object out{{"state", name_of(answer.state)}};
  if (answer.min) out["min"] = *answer.min;
  if (answer.max) out["max"] = *answer.max;
  return out;
}

// An unknown that the form itself has a word for is written with that word.
Answer in_the_forms_words(const FormField& field, const Answer& answer) {
  if (answer.state != Knowledge::unknown_yet || field.unknown_option.empty()) return answer;
  if (field.type == AnswerType::choices) return {std::vector{field.unknown_option}, Knowledge::known, {}, {}};
  return {field.unknown_option, Knowledge::known, {}, {}};
}

class Reader {
 public:
  Reader(const FormPack& pack, const json::value& form, std::string where) : pack_(pack), in_(form, std::move(where)) {}

  Result<Answers> read() {
    if (const std::string id = in_.text("form"); id != pack_.id) in_.wrong("form", fmt::format("a filled form \"{}\" is expected", pack_.id));
    for (const std::string& word : in_.texts("circumstances")) {
      if (std::ranges::find(pack_.circumstances, word) == pack_.circumstances.end()) in_.wrong("circumstances", "unknown circumstance");
      answers_.circumstances.insert(word);
    }
    for (const FormField& field : pack_.fields)
      if (const json::value* value = in_.any(name_in_json(field))) read_value(field, *value);
    if (const json::value* states = in_.any("states")) TRY_DO(read_states(*states));
    TRY_DO(in_.done());
    return std::move(answers_);
  }

 private:
  void read_value(const FormField& field, const json::value& value) {
    const std::string name = name_in_json(field);
    if (value.is_bool()) return answers_.say(field.key, value.get_bool());
    if (value.is_int64()) return answers_.say(field.key, value.get_int64());
    if (value.is_string()) return answers_.say(field.key, code_of(field, std::string(value.get_string())));
    if (value.is_object()) {
      NumbersByCountry numbers;
      for (const auto& [country, count] : value.get_object()) {
        if (!count.is_int64()) return in_.wrong(name, "a whole number for each country is expected");
        numbers[std::string(country)] = count.get_int64();
      }
      return answers_.say(field.key, numbers);
    }
    if (!value.is_array()) return in_.wrong(name, "this is no answer");
    std::vector<std::string> codes;
    for (const std::string& letter : in_.texts(name)) codes.push_back(code_of(field, letter));
    answers_.say(field.key, codes);
  }

  std::string code_of(const FormField& field, const std::string& letter) {
    if (field.options.empty()) return letter;
    const FormOption* option = field.option_of_letter(letter);
    if (option == nullptr) in_.wrong(name_in_json(field), "this option does not exist");
    return option == nullptr ? "" : option->code;
  }

  Result<void> read_states(const json::value& states) {
    Fields in(states, in_.where("states"));
    for (const FormField& field : pack_.fields) {
      const std::string name = name_in_json(field);
      const json::value* value = in.any(name);
      if (value == nullptr) continue;
      Fields state(*value, in.where(name));
      Answer& answer = answers_.by_key[field.key];
      const auto word = knowledge_of(state.text("state"));
      if (!word || *word == Knowledge::known || *word == Knowledge::erased) state.wrong("state", "one of: estimated unknown_yet not_applicable withheld");
      answer.state = word.value_or(Knowledge::known);
      answer.min = state.number_if("min");
      answer.max = state.number_if("max");
      TRY_DO(state.done());
    }
    return in.done();
  }

  const FormPack& pack_;
  Fields in_;
  Answers answers_;
};

}  // namespace

json::object filled_form(const FormPack& pack, const Answers& answers) {
  json::object out{{"form", pack.id}};
  json::array circumstances;
  for (const std::string& word : pack.circumstances)
    if (answers.circumstances.contains(word)) circumstances.push_back(json::value(word));
  if (!circumstances.empty()) out["circumstances"] = std::move(circumstances);
  json::object states;
  for (const FormField& field : pack.fields) {
    const Answer* given = answers.find(field.key);
    if (given == nullptr) continue;
    const Answer answer = in_the_forms_words(field, *given);
    if (answer.tells()) out[name_in_json(field)] = json_of_value(field, answer.value);
    if (answer.state != Knowledge::known) states[name_in_json(field)] = state_of(answer);
  }
  if (!states.empty()) out["states"] = std::move(states);
  return out;
}

Result<Answers> answers_of_form(const FormPack& pack, const json::value& form, std::string where) { return Reader(pack, form, std::move(where)).read(); }

}  // namespace tocsin
