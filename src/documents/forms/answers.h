// Answers to the questions of a form: what is said, and how well it is known.
//
// Way:    documents/notification (from facts), a person -> [here] -> form_check, filled_form, form_document
// Law:    GDPR Art. 33(3)(a) "approximate", 33(4) "in phases": not yet known is an answer, but not a last one
// Pure.
// Holds:  times are RFC 3339 texts with the authority's local offset; choices are our codes, not the form's letters

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "documents/forms/form_pack.h"
#include "facts/fact.h"

namespace tocsin {

using NumbersByCountry = std::map<std::string, std::int64_t>;
using AnswerValue = std::variant<std::string, std::vector<std::string>, bool, std::int64_t, NumbersByCountry>;

struct Answer {
  AnswerValue value;
  Knowledge state = Knowledge::known;
  std::optional<std::int64_t> min, max;  // of an estimated number; `value` is the best figure

  bool tells() const { return state == Knowledge::known || state == Knowledge::estimated; }
  bool operator==(const Answer&) const = default;
};

struct Answers {
  std::map<std::string, Answer, std::less<>> by_key;
  std::set<std::string, std::less<>> circumstances;  // those that hold

  const Answer* find(std::string_view key) const;  // null where unanswered
  void say(std::string_view key, AnswerValue value) { by_key[std::string(key)] = {std::move(value), Knowledge::known, {}, {}}; }
  void leave(std::string_view key, Knowledge state) { by_key[std::string(key)] = {{}, state, {}, {}}; }
  bool operator==(const Answers&) const = default;
};

bool holds(const FormPack& pack, ConditionIndex condition, const Answers& answers);
bool shown(const FormPack& pack, const FormField& field, const Answers& answers);
bool required(const FormPack& pack, const FormField& field, const Answers& answers);  // and shown

// "To be determined", said either way: as the state, or by choosing the option that says so and nothing else.
bool is_unknown(const FormField& field, const Answer& answer);

bool is_incomplete(const FormPack& pack, const Answers& answers);

// The same answers, with everything that is asked, may be open, and has no answer said to be unknown so far.
// Answers of the minimal set are left alone: those a person must give.
Answers with_unknowns(const FormPack& pack, Answers answers);

}  // namespace tocsin
