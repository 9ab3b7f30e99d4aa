// For tests: answers drawn from a seed, that fit the form, and small damage done to them.
//
// Pure:   the same seed gives the same answers

#pragma once

#include <random>

#include "documents/forms/answers.h"

namespace tocsin {

class SampleAnswers {
 public:
  SampleAnswers(const FormPack& pack, std::uint32_t seed) : pack_(pack), random_(seed) {}

  // A form that fits. `kind` is the sub-type: complete, incomplete or withdraw.
  Answers fitting(std::string_view kind) {
    Answers answers;
    if (one_in(2)) answers.circumstances.insert("late");
    if (one_in(3)) answers.circumstances.insert("outside_eea");
    for (const FormField& field : pack_.fields) {
      if (!shown(pack_, field, answers)) continue;
      if (field.key == "notification_sub_type")
        answers.say(field.key, std::string(kind));
      else if (field.key == "notification_type")
        answers.say(field.key, kind == "withdraw" || one_in(3) ? "follow_up" : "new");
      else if (required(pack_, field, answers) || one_in(2))
        answers.by_key[field.key] = answer_to(field, kind == "incomplete");
    }
    // What the random draw may contradict, told straight.
    if (const Answer* risk = answers.find("risk_outcome"); risk != nullptr && risk->value == AnswerValue("high_risk")) {
      const Answer* informed = answers.find("persons_informed");
      if (informed != nullptr && informed->value == AnswerValue("no_not_high_risk")) answers.say("risk_outcome", "risk");
    }
    return answers;
  }

  // One thing wrong, or at least different.
  void disturb(Answers& answers) {
    const FormField& field = pack_.fields[below(pack_.fields.size())];
    switch (below(7)) {
      case 0: answers.by_key.erase(field.key); break;
      case 1: answers.by_key[field.key] = answer_to(field, false); break;
      case 2: answers.leave(field.key, Knowledge::unknown_yet); break;
      case 3: answers.leave(field.key, Knowledge::withheld); break;
      case 4: answers.leave(field.key, Knowledge::not_applicable); break;
      case 5:
        if (field.type == AnswerType::choice) answers.say(field.key, field.options.back().code);
        if (field.type == AnswerType::choices) answers.say(field.key, std::vector{field.options.back().code});
        break;
      default:
        if (!answers.circumstances.erase("late")) answers.circumstances.insert("late");
    }
  }

  Answer answer_to(const FormField& field, bool may_be_open) {
    if (may_be_open && field.may_be_unknown() && one_in(4)) return {{}, Knowledge::unknown_yet, {}, {}};
    switch (field.type) {
      case AnswerType::text: return known(std::string("in a few words"));
      case AnswerType::texts: return known(std::vector<std::string>{"one", "two"});
      case AnswerType::boolean: return known(one_in(2));
      case AnswerType::integer: return one_in(2) ? known(std::int64_t{260'000}) : Answer{std::int64_t{260'000}, Knowledge::estimated, 250'000, 300'000};
      case AnswerType::date: return known(std::string("2026-11-20"));
      case AnswerType::date_time: return known(std::string("2026-11-20T18:20:00+01:00"));
      case AnswerType::choice: return known(a_code(field, may_be_open));
      case AnswerType::choices: return known(some_codes(field, may_be_open));
      case AnswerType::authority: return known(std::string("lu-cnpd"));
      case AnswerType::authorities: return known(std::vector<std::string>{"lu-cnpd", "fr-cnil"});
      case AnswerType::countries: return known(std::vector<std::string>{"LU", "FR"});
      case AnswerType::numbers_by_country: return known(NumbersByCountry{{"FR", 200'000}, {"LU", 60'000}});
    }
    return {};
  }

 private:
  bool one_in(std::size_t n) { return below(n) == 0; }
  std::size_t below(std::size_t n) { return random_() % n; }
  static Answer known(AnswerValue value) { return {std::move(value), Knowledge::known, {}, {}}; }

  std::string a_code(const FormField& field, bool may_be_open) {
    for (;;) {
      const FormOption& option = field.options[below(field.options.size())];
      if (may_be_open || option.code != field.unknown_option) return option.code;
    }
  }
  std::vector<std::string> some_codes(const FormField& field, bool may_be_open) {
    std::vector<std::string> codes;
    for (const FormOption& option : field.options)
      if ((may_be_open || option.code != field.unknown_option) && one_in(3)) codes.push_back(option.code);
    if (codes.empty()) codes.push_back(a_code(field, may_be_open));
    return codes;
  }

  const FormPack& pack_;
  std::mt19937 random_;
};

}  // namespace tocsin
