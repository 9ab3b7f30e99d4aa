#include "exposures/csv_reader.h"

#include <algorithm>

#include "base/text.h"

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

enum class Letters { ascii, others, with_nul };

Letters letters_of(std::string_view text) {
  unsigned char high = 0;
  bool nul = false;
  for (const char c : text) {
    high |= static_cast<unsigned char>(c);
    nul |= c == '\0';
  }
  return nul ? Letters::with_nul : high < 0x80 ? Letters::ascii : Letters::others;
}

}  // namespace

CsvReader::CsvReader(const CsvDialect& dialect, Encoding encoding, const ReadBudgets& budgets, RowSink& rows)
    : dialect_(dialect), encoding_(encoding), budgets_(budgets), rows_(rows), utf16_(encoding == Encoding::utf16be) {}

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

bool CsvReader::drain(bool at_end) {
  look_again_at_ = 0;
  if (skipping_ && !skip_to_line_end()) return true;
  std::size_t done = 0;
  while (true) {
    const ScannedRow row = scan_row(std::string_view(buffer_).substr(done), at_end, dialect_, budgets_, spans_);
    if (row.state == ScannedRow::State::nothing || row.state == ScannedRow::State::needs_more) break;
    if (row.state == ScannedRow::State::row && !emit(buffer_.data() + done, row.fault)) return false;
    done += row.size;
  }
  buffer_.erase(0, done);
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

bool CsvReader::emit(char* row, RowFault fault) {
  fields_.clear();
  repaired_in_row_ = 0;
  if (fault == RowFault::none) {
    repaired_.resize(std::max(repaired_.size(), spans_.size()));
    for (const FieldSpan& span : spans_) {
      char* const begin = row + span.begin;
      char* const end = span.doubled_quotes ? halve_quotes(begin, row + span.end, dialect_.quote) : row + span.end;
      fields_.push_back(as_utf8({begin, end}, fault));
    }
  }
  if (fault != RowFault::none) fields_.clear();
  return rows_.row(fault, fields_);
}

std::string_view CsvReader::as_utf8(std::string_view field, RowFault& fault) {
  const Letters letters = letters_of(field);
  if (letters == Letters::ascii) return field;
  if (letters == Letters::with_nul) {
    fault = RowFault::nul_byte;
    return {};
  }
  if (encoding_ != Encoding::cp1252) {
    if (is_utf8(field)) return field;
    ++values_repaired_;
  }
  std::string& text = repaired_[repaired_in_row_++];
  text.clear();
  append_cp1252(text, field);
  return text;
}

}  // namespace tocsin
