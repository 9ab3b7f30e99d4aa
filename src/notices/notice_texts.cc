#include "notices/notice_texts.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/json.h"
#include "base/toml.h"

namespace tocsin {

namespace {

constexpr std::array<std::string_view, 10> element_names = {"what_happened", "your_data", "consequences", "steps",         "measures",
                                                            "apology",       "contact",   "genuine",      "other_senders", "complaint"};

constexpr std::string_view text_names[] = {"organisation", "recipient",    "concerned", "processor", "happened_on", "discovered_on", "phone",
                                           "phone_hours",  "post",         "mail",      "dpo",       "authority",   "official_site", "check_code",
                                           "reference",    "earlier_date", "sent_on",   "help_name", "help_contact"};
// Each holds or does not; words and blocks can hang on it. "certainly_" goes with what became of the data, the other
// certainties with the harm: read, gone, altered.
constexpr std::string_view condition_names[] = {"confirmed",
                                                "possible",
                                                "not_excluded",
                                                "stolen",
                                                "disclosed",
                                                "lost",
                                                "unavailable",
                                                "destroyed",
                                                "altered",
                                                "read",
                                                "gone",
                                                "certainly_stolen",
                                                "certainly_disclosed",
                                                "certainly_lost",
                                                "certainly_unavailable",
                                                "certainly_destroyed",
                                                "certainly_altered",
                                                "possible_read",
                                                "possible_gone",
                                                "possible_altered",
                                                "not_excluded_read",
                                                "not_excluded_gone",
                                                "not_excluded_altered",
                                                "by_processor",
                                                "has_mail",
                                                "other_senders",
                                                "has_check_code",
                                                "corrected",
                                                "dependant",
                                                "guardian",
                                                "has_not_exposed",
                                                "has_official_site",
                                                "no_liability",
                                                "other_formats",
                                                "in_mailbox",
                                                "public",
                                                "has_help",
                                                "after_letter",
                                                "after_mail",
                                                "after_nothing"};

constexpr std::pair<std::string_view, ListOf> lists[] = {{"kinds", ListOf::kinds}, {"not_exposed", ListOf::not_exposed}, {"consequences", ListOf::consequences},
                                                         {"steps", ListOf::steps}, {"measures", ListOf::measures},       {"help", ListOf::help}};

ListOf list_of(Fields& fields, std::string_view key) {
  const std::string name = fields.text(key);
  for (const auto& [known, list] : lists)
    if (known == name) return list;
  fields.wrong(key, fmt::format("nobody knows the list \"{}\"", name));
  return ListOf::none;
}

// Reads the file's templates; the first thing wrong is kept.
class Reader {
 public:
  Reader(Fields& fields, std::string_view where) : fields_(fields), where_(where) {}

  std::optional<Template> text(Fields& from, std::string_view key) {
    if (!from.has(key)) return std::nullopt;
    return made(from.text(key), from.where(key));
  }

  std::map<std::string, Template> table(std::string_view key) {
    std::map<std::string, Template> texts;
    const json::value* value = fields_.any(key);
    if (!value || !value->is_object()) {
      fields_.wrong(key, "a table of texts is expected");
      return texts;
    }
    for (const auto& [id, text] : value->as_object())
      if (auto one = made(text.is_string() ? std::string(text.as_string()) : "", fmt::format("{}: {}.{}", where_, key, std::string_view(id))))
        texts.emplace(std::string(id), std::move(*one));
    return texts;
  }

  std::vector<std::string> conditions(Fields& from, std::string_view key) {
    std::vector<std::string> names = from.texts(key);
    for (const std::string& name : names)
      if (std::find(std::begin(condition_names), std::end(condition_names), name) == std::end(condition_names))
        from.wrong(key, fmt::format("nobody knows the condition \"{}\"", name));
    return names;
  }

  NoticeBlock block(const json::value& value, const std::string& where) {
    Fields fields(value, where);
    NoticeBlock block;
    block.when = conditions(fields, "when");
    block.unless = conditions(fields, "unless");
    if (fields.has("bullets")) {
      block.shape = BlockShape::bullets;
      block.list = list_of(fields, "bullets");
    } else if (fields.has("numbers")) {
      block.shape = BlockShape::numbers;
      block.list = list_of(fields, "numbers");
    } else if (fields.flag_if("cause").value_or(false)) {
      block.shape = BlockShape::cause;
    } else {
      block.text = made(fields.text("text"), where);
    }
    keep(fields.done());
    return block;
  }

  NoticeSection section(const json::value& value, const std::string& where) {
    Fields fields(value, where);
    NoticeSection section;
    const auto element = element_of(fields.text("element"));
    if (!element) fields.wrong("element", "nobody knows this element");
    section.element = element.value_or(Element::what_happened);
    section.heading = text(fields, "heading");
    section.when = conditions(fields, "when");
    for (const json::value& entry : fields.array("blocks"))
      section.blocks.push_back(block(entry, fmt::format("{}, block {}", where, section.blocks.size() + 1)));
    keep(fields.done());
    return section;
  }

  std::vector<NoticeBlock> press() {
    std::vector<NoticeBlock> blocks;
    const json::value* value = fields_.any("press");
    if (value == nullptr) {
      fields_.wrong("press", "this table is required");
      return blocks;
    }
    Fields fields(*value, fields_.where("press"));
    for (const json::value& entry : fields.array("blocks")) blocks.push_back(block(entry, fmt::format("{}: press, block {}", where_, blocks.size() + 1)));
    keep(fields.done());
    return blocks;
  }

  void complaint_letter(NoticeTexts& texts) {
    const json::value* value = fields_.any("complaint_letter");
    if (value == nullptr) return fields_.wrong("complaint_letter", "this table is required");
    Fields fields(*value, fields_.where("complaint_letter"));
    texts.complaint_subject = text(fields, "subject");
    for (const std::string& paragraph : fields.texts("paragraphs"))
      if (auto one = made(paragraph, fields.where("paragraphs"))) texts.complaint_letter.push_back(std::move(*one));
    if (!texts.complaint_subject || texts.complaint_letter.empty()) fields.wrong("subject", "a subject and paragraphs are required");
    keep(fields.done());
  }

  Result<void> done() {
    if (error_) return std::unexpected(*error_);
    return fields_.done();
  }

 private:
  std::optional<Template> made(const std::string& text, const std::string& where) {
    auto result = Template::of(text, notice_names(), where);
    if (result) return std::move(*result);
    if (!error_) error_ = result.error();
    return std::nullopt;
  }
  void keep(const Result<void>& result) {
    if (!result && !error_) error_ = result.error();
  }

  Fields& fields_;
  std::string where_;
  std::optional<Error> error_;
};

LintWords lint_words(Fields& fields, std::string_view where) {
  const json::value* value = fields.any("lint");
  if (!value) {
    fields.wrong("lint", "this table is required");
    return {};
  }
  Fields lint(*value, fmt::format("{}: lint", where));
  LintWords words{lint.texts("hedges"),       lint.texts("certainties"),   lint.texts("jargon"),     lint.texts("subject_data"),
                  lint.texts("subject_fate"), lint.texts("asks_for_more"), lint.texts("advertises"), lint.texts("passive")};
  if (const auto done = lint.done(); !done) fields.wrong("lint", done.error().what);
  return words;
}

std::map<std::string, std::string> labels_of(Fields& fields) {
  std::map<std::string, std::string> labels;
  const json::value* value = fields.any("label");
  if (value && value->is_object())
    for (const auto& [id, text] : value->as_object())
      if (text.is_string()) labels.emplace(std::string(id), std::string(text.as_string()));
  for (const char* needed : {"date", "reference", "phone", "check_code"})
    if (!labels.contains(needed)) fields.wrong("label", fmt::format("\"{}\" is missing", needed));
  return labels;
}

}  // namespace

std::string_view name_of(Element element) { return element_names.at(static_cast<std::size_t>(element)); }

std::optional<Element> element_of(std::string_view name) {
  for (std::size_t i = 0; i < element_names.size(); ++i)
    if (element_names[i] == name) return static_cast<Element>(i);
  return std::nullopt;
}

bool is_required(Element element) { return element != Element::other_senders; }

const TemplateNames& notice_names() {
  static const TemplateNames names{text_names, condition_names};
  return names;
}

std::string NoticeTexts::date(std::chrono::year_month_day day) const {
  const unsigned number = static_cast<unsigned>(day.day());
  const std::string& suffix = number == 1 && !first_day_suffix.empty() ? first_day_suffix : day_suffix;
  return fmt::format("{}{} {} {}", number, suffix, months.at(static_cast<unsigned>(day.month()) - 1), static_cast<int>(day.year()));
}

namespace {
Result<NoticeTexts> texts_of(const json::value& value, std::string_view where) {
  Fields fields(value, std::string(where));
  Reader reader(fields, where);
  NoticeTexts texts;
  texts.language = fields.text("language");
  texts.locale = fields.text("locale");
  texts.months = fields.texts("months");
  if (texts.months.size() != 12) fields.wrong("months", "twelve names are expected");
  texts.day_suffix = fields.text_if("day_suffix").value_or("");
  texts.first_day_suffix = fields.text_if("first_day_suffix").value_or("");
  texts.subject = reader.text(fields, "subject");
  texts.greeting = reader.text(fields, "greeting");
  texts.closing = reader.text(fields, "closing");
  texts.public_title = reader.text(fields, "public_title");
  texts.sms = reader.text(fields, "sms");
  for (const json::value& entry : fields.array("section"))
    texts.sections.push_back(reader.section(entry, fmt::format("{}: section {}", where, texts.sections.size() + 1)));
  texts.kinds = reader.table("kind");
  texts.consequences = reader.table("consequence");
  texts.steps = reader.table("step");
  texts.measures = reader.table("measure");
  texts.causes = reader.table("cause");
  texts.help = reader.table("help");
  texts.press = reader.press();
  reader.complaint_letter(texts);
  texts.labels = labels_of(fields);
  texts.lint = lint_words(fields, where);
  for (const auto* needed : {&texts.subject, &texts.greeting, &texts.closing, &texts.public_title, &texts.sms})
    if (!*needed) fields.wrong("subject", "subject, greeting, closing, public_title and sms are required");
  TRY_DO(reader.done());
  return texts;
}

// A section takes the place of the one about the same element.
void put_section(json::array& sections, const json::value& section) {
  const auto element_in = [](const json::value& one) {
    return one.is_object() && one.as_object().contains("element") ? one.as_object().at("element") : json::value();
  };
  for (json::value& known : sections)
    if (element_in(known) == element_in(section)) {
      known = section;
      return;
    }
  sections.push_back(section);
}

}  // namespace

Result<NoticeTexts> notice_texts_of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  return texts_of(value, where);
}

Result<NoticeTexts> easy_notice_texts_of(std::string_view toml, std::string_view easy_toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  TRY(easy, toml_of(easy_toml, where));
  json::object& all = value.as_object();
  for (const auto& [key, said] : easy.as_object()) {
    json::value* known = all.if_contains(key);
    if (key == "section" && known != nullptr && known->is_array() && said.is_array())
      for (const json::value& section : said.as_array()) put_section(known->as_array(), section);
    else if (known != nullptr && known->is_object() && said.is_object())
      for (const auto& [id, text] : said.as_object()) known->as_object()[id] = text;
    else
      all[key] = said;
  }
  return texts_of(value, where);
}

}  // namespace tocsin
