#include "documents/forms/form_check.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "base/instant.h"

namespace tocsin {
namespace {

constexpr std::array<std::string_view, 8> fault_names = {
    "missing", "open", "not_asked", "wrong_type", "not_allowed_option", "unknown_not_allowed", "state_not_allowed", "contradiction"};

bool is_country(const FormPack& pack, const std::string& code) { return std::ranges::find(pack.countries, code) != pack.countries.end(); }

bool text_fits(const FormPack& pack, const FormField& field, const std::string& text) {
  switch (field.type) {
    case AnswerType::choice: return field.option_of_code(text) != nullptr;
    case AnswerType::authority: return pack.authorities.contains(text);
    case AnswerType::date: return date_of(text).has_value();
    case AnswerType::date_time: return instant_of(text).has_value();
    default: return field.type == AnswerType::text && !text.empty();
  }
}

bool list_fits(const FormPack& pack, const FormField& field, const std::vector<std::string>& list) {
  const auto each = [&](auto fits) { return !list.empty() && std::ranges::all_of(list, fits); };
  if (field.type == AnswerType::texts) return each([](const std::string& text) { return !text.empty(); });
  if (std::set<std::string>(list.begin(), list.end()).size() != list.size()) return false;
  switch (field.type) {
    case AnswerType::choices: return each([&](const std::string& code) { return field.option_of_code(code) != nullptr; });
    case AnswerType::countries: return each([&](const std::string& code) { return is_country(pack, code); });
    case AnswerType::authorities: return each([&](const std::string& code) { return pack.authorities.contains(code); });
    default: return false;
  }
}

bool fits(const FormPack& pack, const FormField& field, const AnswerValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text_fits(pack, field, *text);
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return list_fits(pack, field, *list);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return field.type == AnswerType::integer && *number >= 0;
  if (const auto* numbers = std::get_if<NumbersByCountry>(&value))
    return field.type == AnswerType::numbers_by_country && !numbers->empty() &&
           std::ranges::all_of(*numbers, [&](const auto& entry) { return is_country(pack, entry.first) && entry.second >= 0; });
  return field.type == AnswerType::boolean;
}

bool can_be_estimated(AnswerType type) {
  return type == AnswerType::integer || type == AnswerType::date || type == AnswerType::date_time || type == AnswerType::numbers_by_country;
}

bool range_fits(const Answer& answer) {
  if (!answer.min && !answer.max) return true;
  const auto* best = std::get_if<std::int64_t>(&answer.value);
  if (answer.state != Knowledge::estimated || best == nullptr) return false;
  return answer.min.value_or(0) >= 0 && answer.min.value_or(0) <= *best && *best <= answer.max.value_or(*best);
}

class Checker {
 public:
  Checker(const FormPack& pack, const Answers& answers) : pack_(pack), answers_(answers), incomplete_(is_incomplete(pack, answers)) {}

  FormReport report() {
    for (const FormField& field : pack_.fields) look_at(field);
    for (const FormContradiction& rule : pack_.contradictions)
      if (holds(pack_, rule.condition, answers_)) contradiction(rule.id, rule.fields);
    for (const FormComparison& rule : pack_.comparisons)
      if ((!rule.condition || holds(pack_, *rule.condition, answers_)) && differs(rule)) contradiction(rule.id, rule.fields);
    count_minimal();
    return std::move(report_);
  }

 private:
  void found(FormFault fault, const FormField& field, std::string detail = {}) {
    report_.findings.push_back({fault, field.key, field.number, std::move(detail)});
  }

  void contradiction(const std::string& id, const std::vector<FieldIndex>& fields) {
    if (fields.empty()) return;
    found(FormFault::contradiction, pack_.fields[fields.front()], id);
  }

  void look_at(const FormField& field) {
    const Answer* answer = answers_.find(field.key);
    if (!shown(pack_, field, answers_)) {
      if (answer != nullptr) found(FormFault::not_asked, field);
      return;
    }
    report_.shown.push_back(&field);
    if (answer != nullptr) return judge(field, *answer);
    if (!required(pack_, field, answers_)) return;
    found(incomplete_ && field.minimal.empty() && field.may_be_unknown() ? FormFault::open : FormFault::missing, field);
  }

  void judge(const FormField& field, const Answer& answer) {
    if (is_unknown(field, answer)) {
      if (!incomplete_ || !field.may_be_unknown()) found(FormFault::unknown_not_allowed, field);
      return;
    }
    if (!answer.tells()) {
      const bool may =
          field.never_required() ? answer.state != Knowledge::erased : incomplete_ && field.may_be_unknown() && answer.state == Knowledge::withheld;
      if (!may) found(FormFault::state_not_allowed, field);
      return;
    }
    if (!fits(pack_, field, answer.value) || !range_fits(answer) || (answer.state == Knowledge::estimated && !can_be_estimated(field.type)))
      return found(FormFault::wrong_type, field);
    judge_options(field, answer);
  }

  void judge_options(const FormField& field, const Answer& answer) {
    if (field.options.empty()) return;
    const auto* one = std::get_if<std::string>(&answer.value);
    const auto codes = one != nullptr ? std::vector{*one} : std::get<std::vector<std::string>>(answer.value);
    for (const std::string& code : codes) {
      if (code == field.unknown_option && !incomplete_) found(FormFault::unknown_not_allowed, field, code);
      const auto& only_if = field.option_of_code(code)->only_if;
      if (only_if && !holds(pack_, *only_if, answers_)) found(FormFault::not_allowed_option, field, code);
    }
  }

  // ---- comparisons; an answer that is not there or of the wrong type is told elsewhere

  template <class T>
  const T* told(FieldIndex index) const {
    const Answer* answer = answers_.find(pack_.fields[index].key);
    return answer != nullptr && answer->tells() ? std::get_if<T>(&answer->value) : nullptr;
  }

  bool differs(const FormComparison& rule) const {
    using Kind = FormComparison::Kind;
    switch (rule.kind) {
      case Kind::order: return out_of_order(rule);
      case Kind::same_day: return on_two_days(rule);
      case Kind::same_length: return unequally_long(rule);
      case Kind::sum_within: return sum_too_large(rule);
      case Kind::same_keys: return other_keys(rule);
    }
    return false;
  }

  bool out_of_order(const FormComparison& rule) const {
    const auto* first = told<std::string>(rule.fields[0]);
    const auto* second = told<std::string>(rule.fields[1]);
    if (first == nullptr || second == nullptr) return false;
    const auto before = instant_of(*first), after = instant_of(*second);
    return before && after && *after < *before;
  }

  bool on_two_days(const FormComparison& rule) const {  // by the local dates as written
    const auto* first = told<std::string>(rule.fields[0]);
    const auto* second = told<std::string>(rule.fields[1]);
    return first != nullptr && second != nullptr && first->substr(0, 10) != second->substr(0, 10);
  }

  bool unequally_long(const FormComparison& rule) const {
    std::set<std::size_t> lengths;
    for (const FieldIndex index : rule.fields)
      if (const auto* list = told<std::vector<std::string>>(index)) lengths.insert(list->size());
    return lengths.size() > 1;
  }

  bool sum_too_large(const FormComparison& rule) const {
    const auto* parts = told<NumbersByCountry>(rule.fields[0]);
    const auto* total = told<std::int64_t>(rule.fields[1]);
    if (parts == nullptr || total == nullptr) return false;
    const Answer* range = answers_.find(pack_.fields[rule.fields[1]].key);
    std::int64_t left = std::max(*total, range->max.value_or(*total));
    for (const auto& [country, number] : *parts) {
      if (number > left) return true;
      left -= number;
    }
    return false;
  }

  bool other_keys(const FormComparison& rule) const {
    const auto* countries = told<std::vector<std::string>>(rule.fields[0]);
    const auto* numbers = told<NumbersByCountry>(rule.fields[1]);
    if (countries == nullptr || numbers == nullptr) return false;
    return !std::ranges::all_of(*numbers, [&](const auto& entry) { return std::ranges::find(*countries, entry.first) != countries->end(); });
  }

  // ---- the ten answers

  // An answer that this notice does not ask for is there: who is in time owes no reasons for lateness.
  void count_minimal() {
    for (const std::string& name : pack_.minimal_answers()) {
      bool there = true;
      for (const FormField* field : report_.shown) {
        if (field->minimal != name) continue;
        there = there && answers_.find(field->key) != nullptr && std::ranges::none_of(report_.findings, [&](const FormFinding& finding) {
                  return finding.field == field->key && finding.fault != FormFault::contradiction;
                });
      }
      report_.minimal.push_back(name);
      if (there) report_.minimal_there.push_back(name);
    }
  }

  const FormPack& pack_;
  const Answers& answers_;
  bool incomplete_;
  FormReport report_;
};

}  // namespace

std::string_view name_of(FormFault fault) { return fault_names[static_cast<std::size_t>(fault)]; }

bool FormReport::may_be_sent() const { return std::ranges::none_of(findings, &FormFinding::blocks); }

FormReport check_form(const FormPack& pack, const Answers& answers) { return Checker(pack, answers).report(); }

}  // namespace tocsin
