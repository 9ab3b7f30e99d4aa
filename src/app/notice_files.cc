#include "app/notice_files.h"

#include <fmt/format.h>

#include "documents/forms/filing_sheet.h"

namespace tocsin {
namespace {

bool is_copied_by_hand(FilingChannel channel) { return channel == FilingChannel::portal || channel == FilingChannel::post; }

std::string footer_of(const World& world, const Incident& incident, const NoticeDraft& draft, const NoticeStatus& status) {
  std::string footer =
      fmt::format("{} · {} · {}", incident.head().id.text().substr(0, 12), draft.pack.id, rfc3339(std::chrono::floor<std::chrono::seconds>(world.now)));
  if (status.draft) footer += " · DRAFT";
  if (world.store->info().simulated) footer += " · SIMULATED";
  return footer;
}

NoticeFrame frame_of(const World& world, const Incident& incident, const NoticeDraft& draft, const NoticeStatus& status, const std::string& language) {
  NoticeFrame frame{world.store->info().name, footer_of(world, incident, draft, status), {}};
  if (const auto changes = draft.changes.find(language); changes != draft.changes.end()) frame.changes = changes->second;
  return frame;
}

void add_lines(std::string& text, const std::string& title, const std::vector<std::string>& lines, const std::string& nothing) {
  text += fmt::format("\n== {} ==\n", title);
  if (lines.empty()) text += nothing + "\n";
  for (const std::string& line : lines) text += "- " + line + "\n";
}

// For a screen beside the portal: each answer on lines of its own, to be marked and copied.
std::string sheet_text(const NoticeDraft& draft, const FilingSheet& sheet, const NoticeFrame& frame, const NoticeStatus& status) {
  const FormTexts& texts = draft.words();
  std::string text = fmt::format("{}\n{}\n{}\n\n{}\n", texts.text("sheet.title"), frame.origin, status.recipient, texts.text("sheet.intro"));
  if (!sheet.missing.empty()) add_lines(text, texts.text("sheet.missing"), sheet.missing, "");
  std::string section;
  for (const FilingSheet::Line& line : sheet.lines) {
    if (line.section != section) text += fmt::format("\n== {} ==\n", section = line.section);
    text += fmt::format("\n[{}] {}\n{}\n", line.field->number, line.question, line.missing ? texts.text("state.unanswered") : line.answer);
  }
  add_lines(text, texts.text("sheet.unknowns"), sheet.unknowns, texts.text("sheet.nothing"));
  add_lines(text, texts.text("sheet.attachments"), sheet.attachments, texts.text("sheet.nothing"));
  return text + "\n" + frame.footer + "\n";
}

}  // namespace

std::vector<ports::Attachment> NoticeFiles::attachments() const {
  std::vector<ports::Attachment> list;
  for (const auto& [name, bytes] : files)
    if (name.starts_with("notification")) list.push_back({name, name.ends_with(".pdf") ? "application/pdf" : "application/json", bytes});
  return list;
}

Result<NoticeFiles> notice_files(World& world, const Incident& incident, const NoticeDraft& draft, const json::object& form, const NoticeStatus& status) {
  TRY(writer, world.workshop.page_writer());
  NoticeFiles out;
  std::vector<std::string> names;
  out.files.emplace_back("notification.json", print(form));
  for (const auto& [language, texts] : draft.texts) {
    const Document document = form_document(draft.pack, texts, draft.answers.at(language), frame_of(world, incident, draft, status, language));
    TRY(pdf, writer->pdf_of(document, world.now));
    out.files.emplace_back(fmt::format("notification-{}.pdf", language), pdf);
  }
  if (!is_copied_by_hand(status.channel)) return out;
  for (const auto& [name, bytes] : out.files) names.push_back(name);
  for (const auto* attachment : incident.all<fact::AttachmentAdded>()) names.push_back(attachment->name);
  const NoticeFrame frame = frame_of(world, incident, draft, status, draft.language);
  const FilingSheet sheet = filing_sheet(draft.pack, draft.words(), draft.chosen(), {}, names, frame.changes);
  TRY(pdf, writer->pdf_of(filing_sheet_document(draft.pack, draft.words(), sheet, frame), world.now));
  out.files.emplace_back("filing-sheet.pdf", pdf);
  out.files.emplace_back("filing-sheet.txt", sheet_text(draft, sheet, frame, status));
  return out;
}

}  // namespace tocsin
