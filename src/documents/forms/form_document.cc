#include "documents/forms/form_document.h"

#include <fmt/format.h>

namespace tocsin {
namespace {

const std::string& question(const FormTexts& texts, const FormField& field) { return texts.text("question." + field.key); }

RichText words(const FormPack& pack, const FormTexts& texts, const FormField& field, const Answer* answer) {
  if (answer == nullptr) return plain(texts.text("state.unanswered"));
  const std::string said = words_of(pack, texts, field, *answer);
  return is_unknown(field, *answer) ? bold(said) : plain(said);
}

Table empty_table(const FormTexts& texts, std::vector<Column> answers) {
  Table table;
  table.columns = {{texts.text("sheet.question_number"), 0.5, Align::right}, {texts.text("sheet.question"), 3}};
  for (Column& column : answers) table.columns.push_back(std::move(column));
  return table;
}

// One row a question that is answered or must be; what is optional and empty says nothing.
Table table_of_section(const FormPack& pack, const FormTexts& texts, const Answers& answers, std::size_t section) {
  Table table = empty_table(texts, {{texts.text("sheet.answer"), 4}});
  for (const FormField& field : pack.fields) {
    if (field.section != section || !shown(pack, field, answers)) continue;
    const Answer* answer = answers.find(field.key);
    if (answer == nullptr && !required(pack, field, answers)) continue;
    table.rows.push_back({plain(std::to_string(field.number)), plain(question(texts, field)), words(pack, texts, field, answer)});
  }
  return table;
}

}  // namespace

Table table_of_changes(const FormPack& pack, const FormTexts& texts, const std::vector<FormChange>& changes) {
  Table table = empty_table(texts, {{texts.text("sheet.was"), 3}, {texts.text("sheet.now"), 3}});
  for (const FormChange& change : changes)
    table.rows.push_back({plain(std::to_string(change.field->number)), plain(question(texts, *change.field)),
                          words(pack, texts, *change.field, change.was ? &*change.was : nullptr),
                          words(pack, texts, *change.field, change.is ? &*change.is : nullptr)});
  return table;
}

Document form_document(const FormPack& pack, const FormTexts& texts, const Answers& answers, const NoticeFrame& frame) {
  Document out;
  out.title = texts.text("form.title");
  out.subtitle = texts.text("form.subtitle");
  out.origin = frame.origin;
  out.language = texts.language();
  out.footer = frame.footer;
  if (is_incomplete(pack, answers)) out.blocks.push_back(Note{"", plain(texts.text("sheet.status_incomplete")), Tone::calm});
  if (!frame.changes.empty()) {
    out.blocks.push_back(Heading{1, texts.text("sheet.changes")});
    out.blocks.push_back(table_of_changes(pack, texts, frame.changes));
  }
  for (std::size_t section = 0; section < pack.sections.size(); ++section) {
    Table table = table_of_section(pack, texts, answers, section);
    if (table.rows.empty()) continue;
    out.blocks.push_back(Heading{1, texts.text("section." + pack.sections[section].id)});
    out.blocks.push_back(std::move(table));
  }
  return out;
}

std::vector<std::string> findings_in_words(const FormPack& pack, const FormTexts& texts, const std::vector<FormFinding>& findings, bool also_open) {
  std::vector<std::string> blocking, open;
  for (const FormFinding& finding : findings) {
    const FormField* field = pack.field(finding.field);
    if (field == nullptr) continue;
    const bool contradiction = finding.fault == FormFault::contradiction;
    const std::string& fault = texts.text(contradiction ? "contradiction." + finding.detail : fmt::format("finding.{}", name_of(finding.fault)));
    const std::string about = fmt::format("{} {}", finding.number, question(texts, *field));
    const std::string colon = texts.language() == "fr" ? "\u00a0: " : ": ";
    (finding.blocks() ? blocking : open).push_back(about + (about.ends_with('?') ? " " : colon) + fault);
  }
  if (also_open) blocking.insert(blocking.end(), open.begin(), open.end());
  return blocking;
}

}  // namespace tocsin
