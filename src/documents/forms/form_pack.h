// A form of an authority as data: its questions, when each is asked, and what may be answered.
//
// Way:    law/forms/<id>/*.toml -> [here] -> form_check, filled_form, form_schema, notification
// Law:    GDPR Art. 33(3); numbers and option letters are those of the form, keys and codes are ours
// Pure:   the same files give the same form; unknown words, dead references and circles are refused with their place
// Holds:  conditions are named and made of three things only: one of these answers was given, a circumstance
//         holds, all/any/not of other conditions. References between parts are indexes that are always valid.
// See:    docs/formats/edpb-form.md

#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "resources/resources.h"

namespace tocsin {

enum class AnswerType { text, texts, boolean, integer, date, date_time, choice, choices, authority, authorities, countries, numbers_by_country };
std::string_view name_of(AnswerType type);

using ConditionIndex = std::size_t;  // into FormPack::conditions
using FieldIndex = std::size_t;      // into FormPack::fields

struct FormCondition {
  enum class Kind { answer, circumstance, all, any, negation };
  std::string name;
  Kind kind = Kind::all;
  FieldIndex field = 0;               // answer: the field ...
  std::vector<std::string> codes;     // ... that has one of these answers; booleans say yes or no
  std::string circumstance;
  std::vector<ConditionIndex> parts;  // all, any; one for a negation
};

struct FormOption {
  std::string letter;                     // the form's: "b1"
  std::string code;                       // ours: "no_date_open"
  std::optional<ConditionIndex> only_if;  // offered only then
};

struct FormField {
  int number = 0;                             // the form's
  std::string key;                            // ours
  std::size_t section = 0;                    // into FormPack::sections
  AnswerType type = AnswerType::text;
  std::vector<FormOption> options;            // choice, choices
  std::string unknown_option;                 // code of the option that says "not known yet"; empty where there is none
  bool unknown_yet = false;                   // may stay open in an incomplete notice
  bool required = false;                      // whenever it is shown
  std::optional<ConditionIndex> required_if;
  std::optional<ConditionIndex> shown_if;     // beside its section's
  std::string minimal;                        // which of the ten answers of a preliminary filing it belongs to; empty = none
  std::string law;

  bool may_be_unknown() const { return unknown_yet || !unknown_option.empty(); }
  bool never_required() const { return !required && !required_if; }
  const FormOption* option_of_code(std::string_view code) const;
  const FormOption* option_of_letter(std::string_view letter) const;
};

struct FormSection {
  std::string id;
  std::optional<ConditionIndex> shown_if;
  bool about_the_notice = false;  // says nothing about the breach itself
};

struct FormContradiction {
  std::string id;
  ConditionIndex condition = 0;
  std::vector<FieldIndex> fields;
};

// What no condition can say: an order of times, a sum within a number, lists that run side by side.
struct FormComparison {
  enum class Kind { order, same_day, same_length, sum_within, same_keys };
  std::string id;
  Kind kind = Kind::order;
  std::vector<FieldIndex> fields;
  std::optional<ConditionIndex> condition;  // compared only then
};

struct FormPack {
  std::string id, law, status;
  std::vector<FormSection> sections;
  std::vector<FormField> fields;  // by number
  std::vector<FormCondition> conditions;
  std::vector<FormContradiction> contradictions;
  std::vector<FormComparison> comparisons;
  std::vector<std::string> circumstances;
  std::vector<std::string> countries;
  std::map<std::string, std::string, std::less<>> authorities;  // profile id -> the name it bears

  std::map<std::string, std::string, std::less<>> from_facts;   // "field/list of words/word" -> code

  // A word of the vocabulary of facts as an answer: ("incident_kinds", "cause", "malware") -> "hacking_malware";
  // empty where it answers nothing.
  std::string_view code_for(std::string_view key, std::string_view list, std::string_view word) const;

  const FormField* field(std::string_view key) const;  // null for an unknown key
  const FormField* field(int number) const;
  std::vector<std::string> minimal_answers() const;     // names, in the form's order
};

// All files of one form together.
Result<FormPack> form_pack_of(std::span<const Resource> files);

// A form that ships with the program: "edpb-1.0"; not_found names those there are.
Result<FormPack> shipped_form(std::string_view id);

}  // namespace tocsin
