#include "documents/forms/filing_sheet.h"

#include <algorithm>

namespace tocsin {
namespace {

std::vector<const FormField*> in_portal_order(const FormPack& pack, const FormReport& report, std::span<const std::string> order) {
  std::vector<const FormField*> fields;
  const auto add = [&](const FormField* field) {
    const bool asked = field != nullptr && std::ranges::find(report.shown, field) != report.shown.end();
    if (asked && std::ranges::find(fields, field) == fields.end()) fields.push_back(field);
  };
  for (const std::string& key : order) add(pack.field(key));
  for (const FormField* field : report.shown) add(field);
  return fields;
}

void add_list(Document& out, const std::string& title, const std::vector<std::string>& items, const std::string& nothing) {
  out.blocks.push_back(Heading{2, title});
  if (items.empty()) return out.blocks.push_back(Paragraph{plain(nothing), true});
  List list;
  for (const std::string& item : items) list.items.push_back(plain(item));
  out.blocks.push_back(std::move(list));
}

}  // namespace

FilingSheet filing_sheet(const FormPack& pack, const FormTexts& texts, const Answers& answers, std::span<const std::string> order,
                         std::vector<std::string> attachments, std::vector<FormChange> changes) {
  const FormReport report = check_form(pack, answers);
  FilingSheet sheet;
  for (const FormField* field : in_portal_order(pack, report, order)) {
    const Answer* answer = answers.find(field->key);
    FilingSheet::Line line{
        .field = field, .section = texts.text("section." + pack.sections[field->section].id), .question = texts.text("question." + field->key)};
    line.missing = answer == nullptr && required(pack, *field, answers);
    line.unknown = answer != nullptr && is_unknown(*field, *answer);
    if (answer != nullptr) line.answer = words_of(pack, texts, *field, *answer);
    if (line.unknown) sheet.unknowns.push_back(std::to_string(field->number) + " " + line.question);
    if (answer != nullptr || line.missing) sheet.lines.push_back(std::move(line));
  }
  sheet.missing = findings_in_words(pack, texts, report.findings, false);
  sheet.attachments = std::move(attachments);
  sheet.changes = std::move(changes);
  return sheet;
}

Document filing_sheet_document(const FormPack& pack, const FormTexts& texts, const FilingSheet& sheet, const NoticeFrame& frame) {
  Document out;
  out.title = texts.text("sheet.title");
  out.subtitle = texts.text("form.title");
  out.origin = frame.origin;
  out.language = texts.language();
  out.footer = frame.footer;
  out.blocks.push_back(Note{"", plain(texts.text("sheet.intro")), Tone::calm});
  if (!sheet.missing.empty()) add_list(out, texts.text("sheet.missing"), sheet.missing, {});
  if (!sheet.changes.empty()) {
    out.blocks.push_back(Heading{2, texts.text("sheet.changes")});
    out.blocks.push_back(table_of_changes(pack, texts, sheet.changes));
  }
  std::string section;
  for (const FilingSheet::Line& line : sheet.lines) {
    if (line.section != section) {
      section = line.section;
      out.blocks.push_back(Heading{2, section});
      out.blocks.push_back(
          Table{{{texts.text("sheet.question_number"), 0.5, Align::right}, {texts.text("sheet.question"), 3}, {texts.text("sheet.answer"), 4}}, {}});
    }
    const RichText answer = line.missing ? bold(texts.text("state.unanswered")) : line.unknown ? bold(line.answer) : plain(line.answer);
    std::get<Table>(out.blocks.back()).rows.push_back({plain(std::to_string(line.field->number)), plain(line.question), answer});
  }
  add_list(out, texts.text("sheet.unknowns"), sheet.unknowns, texts.text("sheet.nothing"));
  add_list(out, texts.text("sheet.attachments"), sheet.attachments, texts.text("sheet.nothing"));
  return out;
}

}  // namespace tocsin
