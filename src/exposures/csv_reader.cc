#include "exposures/csv_reader.h"

#include <algorithm>

namespace tocsin {
namespace {

// "" -> ", in place; returns the new end.
char* halve_quotes(char* begin, char* end, char quote) {
  char* out = begin;
  for (char* in = begin; in < end; ++in) {
    *out++ = *in;
    if (*in == quote && in + 1 < end && in[1] == quote) ++in;
  }
  return out;
}

}  // namespace

CsvReader::CsvReader(const CsvDialect& dialect, Encoding encoding, const ReadBudgets& budgets, RowSink& rows, ReadNotes& notes)
    : dialect_(dialect),
      encoding_(encoding),
      budgets_(budgets),
      rows_(rows),
      text_(encoding, notes),
      scanner_(dialect, budgets),
      utf16_(encoding == Encoding::utf16be) {}

bool CsvReader::add(std::string_view bytes) {
  if (encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be)
    utf16_.add(buffer_, bytes);
  else
    buffer_.append(bytes);
  return buffer_.size() < look_again_at_ || drain(false);
}

bool CsvReader::finish() {
  if (encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be) utf16_.finish(buffer_);
  return drain(true);
}

void CsvReader::jump() {
  buffer_.clear();
  utf16_ = Utf16Decoder(encoding_ == Encoding::utf16be);
  look_again_at_ = 0;
  skipping_ = true;
}

bool CsvReader::drain(bool at_end) {
  look_again_at_ = 0;
  if (skipping_ && !skip_to_line_end()) return true;
  scanner_.look_at(buffer_);
  while (true) {
    const std::size_t begin = scanner_.place();
    const ScannedRow row = scanner_.next(at_end, spans_);
    if (row.state == ScannedRow::State::nothing || row.state == ScannedRow::State::needs_more) break;
    if (row.state == ScannedRow::State::row && !emit(row.fault, begin, row.end)) return false;
  }
  buffer_.erase(0, scanner_.place());
  if (buffer_.size() > budgets_.row_bytes_max) {
    skipping_ = true;
    fields_.clear();
    if (!rows_.row(RowFault::row_too_large, fields_)) return false;
    return skip_to_line_end() ? drain(at_end) : true;
  }
  look_again_at_ = std::min(buffer_.size() * 2, static_cast<std::size_t>(budgets_.row_bytes_max) + 1);
  return true;
}

// True when the line end was found; otherwise everything buffered belongs to the row that is being skipped.
bool CsvReader::skip_to_line_end() {
  const std::size_t end = buffer_.find('\n');
  buffer_.erase(0, end == std::string::npos ? buffer_.size() : end + 1);
  skipping_ = end == std::string::npos;
  return !skipping_;
}

bool CsvReader::emit(RowFault fault, std::size_t begin, std::size_t end) {
  fields_.clear();
  if (fault != RowFault::none) return rows_.row(fault, fields_);
  fields_.resize(spans_.size());
  std::string_view* field = fields_.data();
  char* const buffer = buffer_.data();
  if (scanner_.quoted() || !scanner_.plain(begin, end)) return emit_with_care(buffer);
  for (const FieldSpan& span : spans_) *field++ = {buffer + span.begin, span.end - span.begin};
  return rows_.row(RowFault::none, fields_);
}

// Quotes to halve, or letters beyond ASCII.
bool CsvReader::emit_with_care(char* buffer) {
  RowFault fault = RowFault::none;
  text_.begin_row();
  std::string_view* to = fields_.data();
  for (const FieldSpan& span : spans_) {
    char* const last = span.doubled_quotes ? halve_quotes(buffer + span.begin, buffer + span.end, dialect_.quote) : buffer + span.end;
    const std::string_view field(buffer + span.begin, last);
    *to++ = scanner_.plain(span.begin, span.end) ? field : text_.of(field, fault);
  }
  if (fault != RowFault::none) fields_.clear();
  return rows_.row(fault, fields_);
}

}  // namespace tocsin
