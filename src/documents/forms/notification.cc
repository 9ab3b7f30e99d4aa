#include "documents/forms/notification.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "documents/forms/notice_parts.h"

namespace tocsin {
namespace {

std::vector<std::string> parts_of(std::string_view words, char separator) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(words, separator))
    if (const auto text = trimmed(part); !text.empty()) parts.emplace_back(text);
  return parts;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

std::optional<AnswerValue> value_of(AnswerType type, std::string_view words) {
  switch (type) {
    case AnswerType::boolean: return words == "yes" || words == "no" ? std::optional<AnswerValue>(words == "yes") : std::nullopt;
    case AnswerType::integer: return number_of(words);
    case AnswerType::texts: return parts_of(words, ';');
    case AnswerType::choices:
    case AnswerType::authorities:
    case AnswerType::countries: return parts_of(words, ',');
    case AnswerType::numbers_by_country: break;
    default: return std::string(words);
  }
  NumbersByCountry numbers;
  for (const std::string& part : parts_of(words, ',')) {
    const std::size_t sign = part.find('=');
    const auto number = sign == std::string::npos ? std::nullopt : number_of(trimmed(std::string_view(part).substr(sign + 1)));
    if (!number) return {};
    numbers[std::string(trimmed(std::string_view(part).substr(0, sign)))] = *number;
  }
  return numbers;
}

// Answers that were recorded as such; the last one counts. What is not legible is left for form_check to ask again.
void take_recorded_answers(NoticeWriter& out) {
  for (const Fact& fact : out.incident.facts()) {
    const auto* recorded = std::get_if<fact::FormAnswered>(&fact.body);
    if (recorded == nullptr || !out.incident.stands(fact) || recorded->form != out.pack.id) continue;
    const FormField* field = out.pack.field(recorded->field);
    if (field == nullptr) continue;
    if (!fact.tells()) {
      out.answers.leave(field->key, fact.state);
    } else if (auto answer = answer_of_words(*field, recorded->answer.value_or(""), {})) {
      out.answers.by_key[field->key] = *answer;
    }
  }
}

// What the facts say beside the question (how an outage ended, although none is asked for) does not belong into the form.
void drop_what_is_not_asked(const FormPack& pack, Answers& answers) {
  for (bool dropped = true; dropped;) {
    dropped = false;
    for (const FormField& field : pack.fields)
      if (!shown(pack, field, answers)) dropped = answers.by_key.erase(field.key) > 0 || dropped;
  }
}

// "Not known" from a fact is an answer in an incomplete notice; a complete one must ask again.
void drop_unknowns(const FormPack& pack, Answers& answers) {
  for (const FormField& field : pack.fields)
    if (const Answer* answer = answers.find(field.key); answer != nullptr && is_unknown(field, *answer)) answers.by_key.erase(field.key);
}

// Of the minimal answers only the extent may be left open by saying nothing: nobody knows it on the first day.
void leave_the_extent_open(const FormPack& pack, Answers& answers) {
  for (const FormField& field : pack.fields)
    if (field.minimal == "extent" && field.may_be_unknown() && answers.find(field.key) == nullptr && shown(pack, field, answers))
      answers.leave(field.key, Knowledge::unknown_yet);
}

}  // namespace

Answers answers_of(const FormPack& pack, const FormTexts& texts, const Incident& incident, const NoticeRequest& request) {
  NoticeWriter out(pack, texts, incident, request);
  answer_who(out);
  answer_times(out);
  answer_what(out);
  answer_whose_data(out);
  answer_protection(out);
  answer_consequences(out);
  answer_measures(out);
  answer_communication(out);
  answer_elsewhere(out);
  take_recorded_answers(out);
  if (is_incomplete(pack, out.answers)) {
    leave_the_extent_open(pack, out.answers);
  } else {
    drop_unknowns(pack, out.answers);
  }
  drop_what_is_not_asked(pack, out.answers);
  return with_unknowns(pack, std::move(out.answers));
}

Result<Answer> answer_of_words(const FormField& field, std::string_view words, std::string where) {
  const auto value = value_of(field.type, trimmed(words));
  if (!value) return failure(ErrorKind::invalid, fmt::format("this is no answer of the type {}", name_of(field.type)), std::move(where));
  return Answer{*value, Knowledge::known, {}, {}};
}

Result<NotifyingOrganisation> notifying_organisation_of(const json::value& value, std::string where) {
  Fields in(value, std::move(where));
  NotifyingOrganisation out;
  out.name = in.text("name");
  for (auto& [key, member] : std::initializer_list<std::pair<const char*, std::string*>>{{"contact", &out.contact},
                                                                                         {"identifier_type", &out.identifier_type},
                                                                                         {"identifier", &out.identifier},
                                                                                         {"sector", &out.sector},
                                                                                         {"organisation_type", &out.organisation_type},
                                                                                         {"organisation_type_description", &out.organisation_type_description},
                                                                                         {"economic_activity", &out.economic_activity},
                                                                                         {"dpo_name", &out.dpo_name},
                                                                                         {"dpo_contact", &out.dpo_contact},
                                                                                         {"representative_name", &out.representative_name},
                                                                                         {"representative_contact", &out.representative_contact},
                                                                                         {"lead_authority", &out.lead_authority}})
    *member = in.text_if(key).value_or("");
  out.dpo = in.flag_if("dpo");
  out.establishments = in.texts("establishments");
  out.outside_eea = in.flag_if("outside_eea").value_or(false);
  TRY_DO(in.done());
  return out;
}

// ---- NoticeWriter

void NoticeWriter::lines(std::string_view key, const std::vector<std::string>& words) { text(key, joined(words, "\n")); }

void NoticeWriter::code(std::string_view key, std::string_view list, std::string_view word) {
  if (const auto found = pack.code_for(key, list, word); !found.empty()) answers.say(key, std::string(found));
}

void NoticeWriter::add_code(std::string_view key, std::string_view list, std::string_view word) {
  const std::string code(pack.code_for(key, list, word));
  if (code.empty()) return;
  if (answers.find(key) == nullptr) answers.say(key, std::vector<std::string>{});
  auto& codes = std::get<std::vector<std::string>>(answers.by_key.find(key)->second.value);
  if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
}

bool NoticeWriter::said_code(std::string_view key, std::string_view code) const {
  const Answer* answer = answers.find(key);
  if (answer == nullptr || !answer->tells()) return false;
  if (const auto* one = std::get_if<std::string>(&answer->value)) return *one == code;
  const auto* several = std::get_if<std::vector<std::string>>(&answer->value);
  return several != nullptr && std::ranges::find(*several, code) != several->end();
}

void NoticeWriter::number(std::string_view precision_key, std::string_view number_key, const std::optional<Count>& count, bool estimated) {
  if (!count) return;
  const auto best = count->best ? count->best : count->max ? count->max : count->min;
  if (!best) return;
  const bool range = (count->min && *count->min != *best) || (count->max && *count->max != *best);
  const bool exact = !estimated && !range && count->best.has_value();
  answers.say(precision_key, exact ? "exact" : "approximate");
  answers.by_key[std::string(number_key)] = exact ? Answer{*best, Knowledge::known, {}, {}} : Answer{*best, Knowledge::estimated, count->min, count->max};
}

std::string NoticeWriter::local(Instant at) const {
  const FormField* any_time = pack.field("controller_aware_at");
  return any_time == nullptr ? request.zone.rfc3339(at) : words_of(pack, texts, *any_time, {request.zone.rfc3339(at), Knowledge::known, {}, {}});
}

std::string NoticeWriter::said(const Count& count) const {
  const std::string_view separator = texts.language() == "fr" ? "\u00a0" : ",";
  const std::int64_t best = count.best.value_or(count.max.value_or(count.min.value_or(0)));
  const std::int64_t min = count.min.value_or(best), max = count.max.value_or(best);
  if (min == best && max == best) return with_thousands(best, separator);
  return say("number_between", fmt::arg("best", with_thousands(best, separator)), fmt::arg("min", with_thousands(min, separator)),
             fmt::arg("max", with_thousands(max, separator)));
}

}  // namespace tocsin
