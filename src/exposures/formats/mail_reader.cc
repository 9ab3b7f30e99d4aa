#include "exposures/formats/mail_reader.h"

#include <array>

#include "base/text.h"
#include "exposures/formats/mime_text.h"

namespace tocsin {
namespace {

class MailReader final : public StreamReader {
 public:
  MailReader(const std::string& table, FileTables& tables, ReadNotes& notes)
      : tables_(tables),
        notes_(notes),
        rows_({FileFormat::mail, Encoding::utf8, 0, 0, true, {"from", "to", "cc", "date", "subject", "text", "attachments"}, table}, false, tables) {}

  bool add(std::string_view bytes) override {
    if (begin_) mbox_ = bytes.starts_with("From ");
    begin_ = false;
    while (!bytes.empty()) {  // line by line: a message of an mbox begins with a line "From ..." behind an empty one
      const std::size_t end = bytes.find('\n');
      const std::string_view line = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + 1);
      bytes.remove_prefix(line.size());
      line_ += line;
      if (end == std::string_view::npos && line_.size() < longest_line) break;
      if (!take_line()) return false;
    }
    return true;
  }

  ReadFailure finish() override {
    if (!tables_.stopped() && !rows_.full()) {
      take_line();
      if (!message_.empty()) tell();
    }
    if (!tables_.stopped()) rows_.finish();
    return tables_.too_many_rows ? ReadFailure::too_many_rows : ReadFailure::none;
  }

 private:
  static constexpr std::size_t longest_line = 1 << 20;

  bool take_line() {
    const bool next = mbox_ && after_empty_line_ && line_.starts_with("From ") && !message_.empty();
    if (next && !tell()) return false;
    if (message_.size() + line_.size() <= tables_.budgets.row_bytes_max)
      message_ += line_;
    else
      notes_.bytes_skipped += line_.size();
    after_empty_line_ = trimmed(line_).empty();
    line_.clear();
    return true;
  }

  bool tell() {
    const MimeText mail = mail_text_of(message_);
    message_.clear();
    notes_.parts_skipped += mail.attachments.size();
    const std::string attachments = joined(mail.attachments, "; ");
    RowFault fault = RowFault::none;
    const std::array<std::string_view, 7> fields{mail.from, mail.to, mail.cc, mail.date, mail.subject, trimmed(mail.text), attachments};
    for (const std::string_view field : fields) {
      if (field.size() > tables_.budgets.field_bytes_max) fault = RowFault::field_too_large;
      if (field.find('\0') != std::string_view::npos) fault = RowFault::nul_byte;
    }
    return rows_.row(fault, fields);
  }

  FileTables& tables_;
  ReadNotes& notes_;
  TableRows rows_;
  std::string line_, message_;
  bool begin_ = true, mbox_ = false, after_empty_line_ = true;
};

}  // namespace

std::unique_ptr<StreamReader> mail_reader(const std::string& table, FileTables& tables, ReadNotes& notes) {
  return std::make_unique<MailReader>(table, tables, notes);
}

}  // namespace tocsin
