#include "documents/forms/form_texts.h"

#include <fmt/format.h>

#include <set>

#include "base/check.h"
#include "base/json.h"
#include "base/text.h"
#include "words/catalogue.h"

namespace tocsin {
namespace {

// What a document needs whatever the form asks.
constexpr std::string_view always_needed[] = {"form.title",
                                              "form.subtitle",
                                              "state.unknown_yet",
                                              "state.not_applicable",
                                              "state.withheld",
                                              "state.estimated",
                                              "state.unanswered",
                                              "finding.missing",
                                              "finding.open",
                                              "finding.not_asked",
                                              "finding.wrong_type",
                                              "finding.not_allowed_option",
                                              "finding.unknown_not_allowed",
                                              "finding.state_not_allowed",
                                              "sheet.title",
                                              "sheet.intro",
                                              "sheet.unknowns",
                                              "sheet.missing",
                                              "sheet.attachments",
                                              "sheet.changes",
                                              "sheet.was",
                                              "sheet.now",
                                              "sheet.nothing",
                                              "sheet.yes",
                                              "sheet.no",
                                              "sheet.question_number",
                                              "sheet.question",
                                              "sheet.answer",
                                              "sheet.status_incomplete",
                                              "said.by_alert",
                                              "said.first_hint",
                                              "said.looked_into",
                                              "said.processor_knew",
                                              "said.the_processor",
                                              "said.restored",
                                              "said.restored_service",
                                              "said.root_cause",
                                              "said.exposed",
                                              "said.maybe_exposed",
                                              "said.not_exposed",
                                              "said.group_number",
                                              "said.number",
                                              "said.number_between",
                                              "said.done",
                                              "said.planned",
                                              "said.protection",
                                              "said.algorithm",
                                              "said.verified_by",
                                              "said.instead",
                                              "said.told",
                                              "said.told_reference",
                                              "said.police",
                                              "said.police_wait"};

// Words of facts that are spoken in sentences of a notice.
constexpr std::string_view fact_words_needed[] = {"data_kind", "person_group", "protection", "party_role"};

std::set<std::string> needed_by(const FormPack& pack) {
  std::set<std::string> ids(std::begin(always_needed), std::end(always_needed));
  for (const FormSection& section : pack.sections) ids.insert("section." + section.id);
  for (const FormField& field : pack.fields) {
    ids.insert("question." + field.key);
    for (const FormOption& option : field.options) ids.insert("option." + option.code);
  }
  for (const std::string_view list : fact_words_needed)
    for (const std::string_view word : words_of_list(list)) ids.insert(fmt::format("{}.{}", list, word));
  for (const FormContradiction& rule : pack.contradictions) ids.insert("contradiction." + rule.id);
  for (const FormComparison& rule : pack.comparisons) ids.insert("contradiction." + rule.id);
  return ids;
}

std::string_view thousands_separator(std::string_view language) { return language == "fr" ? "\u00a0" : ","; }

// 2026-11-20T18:20:00+01:00 -> 2026-11-20 18:20 (UTC+01:00): the same in every language, and no doubt about the zone.
std::string local_time(const std::string& rfc3339) {
  if (rfc3339.size() < 20) return rfc3339;
  const std::size_t zone = rfc3339.find_first_of("+-Zz", 19);
  const std::string offset = zone == std::string::npos ? "" : rfc3339.substr(zone);
  const std::string seconds = rfc3339.substr(16, 3) == ":00" ? "" : rfc3339.substr(16, 3);
  return fmt::format("{} {}{} (UTC{})", rfc3339.substr(0, 10), rfc3339.substr(11, 5), seconds, offset == "Z" || offset == "+00:00" ? "" : offset);
}

class Speaker {
 public:
  Speaker(const FormPack& pack, const FormTexts& texts, const FormField& field, const Answer& answer)
      : pack_(pack), texts_(texts), field_(field), answer_(answer) {}

  std::string operator()(const std::string& text) const { return one(text); }
  std::string operator()(bool flag) const { return texts_.text(flag ? "sheet.yes" : "sheet.no"); }
  std::string operator()(std::int64_t best) const {
    if (answer_.state != Knowledge::estimated || (!answer_.min && !answer_.max)) return number(best);
    return fmt::format(fmt::runtime(texts_.text("state.estimated")), fmt::arg("best", number(best)), fmt::arg("min", number(answer_.min.value_or(best))),
                       fmt::arg("max", number(answer_.max.value_or(best))));
  }
  std::string operator()(const std::vector<std::string>& several) const {
    std::vector<std::string> words;
    for (const std::string& text : several) words.push_back(one(text));
    return joined(words, "; ");
  }
  std::string operator()(const NumbersByCountry& numbers) const {
    std::vector<std::string> words;
    for (const auto& [country, count] : numbers) words.push_back(country + ": " + number(count));
    return joined(words, "; ");
  }

 private:
  std::string number(std::int64_t value) const { return with_thousands(value, thousands_separator(texts_.language())); }
  std::string one(const std::string& text) const {
    // A code that the form does not have is a finding of the check; here it is shown as it stands.
    if (field_.option_of_code(text) != nullptr) return texts_.text("option." + text);
    if (field_.type == AnswerType::date_time) return local_time(text);
    if (const auto name = pack_.authorities.find(text); name != pack_.authorities.end() && is_authority()) return name->second;
    return text;
  }
  bool is_authority() const { return field_.type == AnswerType::authority || field_.type == AnswerType::authorities; }

  const FormPack& pack_;
  const FormTexts& texts_;
  const FormField& field_;
  const Answer& answer_;
};

Result<void> read_texts(const Resource& file, std::map<std::string, std::string, std::less<>>& out) {
  TRY(texts, messages_of(file.text, file.name));
  for (const auto& [id, text] : texts) out[id] = text.other;
  return {};
}

}  // namespace

std::span<const std::string_view> words_of_list(std::string_view list) {
  for (const fact::KindInfo& kind : fact::kinds())
    for (const fact::FieldInfo& field : kind.fields)
      if (field.type == list) return field.words;
  return {};
}

Result<FormTexts> FormTexts::of(const FormPack& pack, std::string_view language, const Resource& file, const Resource& words) {
  FormTexts texts;
  texts.language_ = language;
  TRY_DO(read_texts(file, texts.texts_));
  const std::set<std::string> needed = needed_by(pack);
  for (const auto& [id, text] : texts.texts_) {
    const bool help = id.starts_with("help.") && pack.field(std::string_view(id).substr(5)) != nullptr;
    if (!help && !needed.contains(id))
      return failure(ErrorKind::invalid, fmt::format("nothing in the form \"{}\" needs the text \"{}\"", pack.id, id), std::string(file.name));
  }
  TRY_DO(read_texts(words, texts.texts_));
  for (const std::string& id : needed)
    if (!texts.texts_.contains(id)) return failure(ErrorKind::invalid, fmt::format("the text \"{}\" is missing", id), std::string(file.name));
  return texts;
}

const std::string& FormTexts::text(std::string_view id) const {
  const auto found = texts_.find(id);
  check(found != texts_.end());
  return found->second;
}

std::string_view FormTexts::text_if(std::string_view id) const {
  const auto found = texts_.find(id);
  return found == texts_.end() ? std::string_view{} : found->second;
}

Result<FormTexts> shipped_form_texts(const FormPack& pack, std::string_view language) {
  const std::string name = fmt::format("texts/{}/form-{}.toml", language, std::string_view(pack.id).substr(0, pack.id.find('-')));
  const auto text = resource(name);
  if (!text)
    return failure(ErrorKind::not_found, fmt::format("the form \"{}\" does not exist in the language \"{}\"", pack.id, language), name, "en and fr exist");
  const std::string words = fmt::format("texts/{}/facts.toml", language);
  return FormTexts::of(pack, language, {name, *text}, {words, resource(words).value_or("")});
}

std::string words_of(const FormPack& pack, const FormTexts& texts, const FormField& field, const Answer& answer) {
  if (is_unknown(field, answer)) return texts.text("state.unknown_yet");
  if (answer.state == Knowledge::not_applicable) return texts.text("state.not_applicable");
  if (!answer.tells()) return texts.text("state.withheld");
  return std::visit(Speaker(pack, texts, field, answer), answer.value);
}

}  // namespace tocsin
