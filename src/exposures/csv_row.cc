#include "exposures/csv_row.h"

namespace tocsin {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r'; }

}  // namespace

void RowScanner::look_at(std::string_view text) {
  text_ = text;
  place_ = 0;
  marks_.look_at(text, {dialect_.delimiter, dialect_.quote == 0 ? '\n' : dialect_.quote, '\n', '\r'});
}

ScannedRow RowScanner::next(bool at_end, std::vector<FieldSpan>& fields) {
  ScannedRow row = scan_unquoted(fields);
  quoted_ = row.state != ScannedRow::State::row;
  if (quoted_) {
    row = scan(at_end, fields);
    fields_seen_ = fields.size();
  }
  if (row.state == ScannedRow::State::row || row.state == ScannedRow::State::blank) place_ = row.end;
  return row;
}

// Bytes of the line end at `at`; 0 if it cannot be known yet whether \r is followed by \n.
std::size_t RowScanner::line_end_size(std::size_t at, bool at_end) const {
  if (text_[at] == '\n') return 1;
  if (at + 1 < text_.size()) return text_[at + 1] == '\n' ? 2 : 1;
  return at_end ? 1 : 0;
}

// REQUIRES: text_[begin - 1] is the opening quote.
RowScanner::QuotedField RowScanner::find_close(std::size_t begin, bool at_end) const {
  bool doubled = false;
  std::size_t lines = 0;
  for (std::size_t i = marks_.next(begin);; i = marks_.next(i + 1)) {
    if (i < text_.size() && text_[i] == '\n' && ++lines > budgets_.quoted_lines_max) return {QuotedField::State::unterminated};
    if (i - begin > budgets_.field_bytes_max) return {lines > 0 ? QuotedField::State::unterminated : QuotedField::State::too_large};
    if (i == text_.size()) return {at_end ? QuotedField::State::unterminated : QuotedField::State::needs_more};
    if (text_[i] != dialect_.quote) continue;
    if (i + 1 == text_.size()) return {at_end ? QuotedField::State::closed : QuotedField::State::needs_more, i, doubled};
    if (text_[i + 1] == dialect_.quote) {
      doubled = true;
      ++i;
      continue;
    }
    std::size_t after = i + 1;
    while (after < text_.size() && text_[after] == ' ' && dialect_.delimiter != ' ') ++after;
    if (after == text_.size()) return {at_end ? QuotedField::State::closed : QuotedField::State::needs_more, i, doubled};
    if (text_[after] == dialect_.delimiter || ends_line(text_[after])) return {QuotedField::State::closed, i, doubled};
  }
}

// Leaves a row that cannot be read: on to the next line.
ScannedRow RowScanner::give_up(std::size_t from, bool at_end, RowFault fault) const {
  std::size_t at = marks_.next(from);
  while (at < text_.size() && !ends_line(text_[at])) at = marks_.next(at + 1);
  if (at == text_.size()) {
    if (!at_end) return {ScannedRow::State::needs_more};
    return {ScannedRow::State::row, fault, at};
  }
  const std::size_t size = line_end_size(at, at_end);
  if (size == 0) return {ScannedRow::State::needs_more};
  return {ScannedRow::State::row, fault, at + size};
}

// Most rows have no quotes: from mark to mark, each a delimiter, until one ends the line. Anything else is left to scan.
ScannedRow RowScanner::scan_unquoted(std::vector<FieldSpan>& fields) const {
  const char* const text = text_.data();
  const std::size_t size = text_.size();
  const char delimiter = dialect_.delimiter;
  if (delimiter == '\n') return {};  // lines without columns
  if (fields.size() < fields_seen_) fields.resize(fields_seen_);
  FieldSpan* field = fields.data();
  const FieldSpan* const last = field + fields.size();
  Marks::Cursor marks(marks_, place_);
  for (std::size_t begin = place_;;) {
    const std::size_t at = marks.next();
    if (at + 1 >= size || field == last || at - begin > budgets_.field_bytes_max) return {};
    const char sign = text[at];
    *field++ = {begin, at, false};
    if (sign == delimiter) {
      begin = at + 1;
      continue;
    }
    if (sign == dialect_.quote && dialect_.quote != 0) return {};
    if (at == place_) return {};
    fields.resize(static_cast<std::size_t>(field - fields.data()));
    return {ScannedRow::State::row, RowFault::none, sign == '\r' && text[at + 1] == '\n' ? at + 2 : at + 1};
  }
}

ScannedRow RowScanner::scan(bool at_end, std::vector<FieldSpan>& fields) const {
  fields.clear();
  const std::string_view text = text_;
  if (place_ == text.size()) return {at_end ? ScannedRow::State::nothing : ScannedRow::State::needs_more};
  RowFault fault = RowFault::none;
  for (std::size_t i = place_;;) {
    FieldSpan field{i, i, false};
    if (dialect_.quote != 0 && i < text.size() && text[i] == dialect_.quote) {
      const QuotedField quoted = find_close(i + 1, at_end);
      if (quoted.state == QuotedField::State::needs_more) return {ScannedRow::State::needs_more};
      if (quoted.state != QuotedField::State::closed)
        return give_up(i, at_end, quoted.state == QuotedField::State::too_large ? RowFault::field_too_large : RowFault::unterminated_quote);
      field = {i + 1, quoted.close, quoted.doubled_quotes};
      i = quoted.close + 1;
      while (i < text.size() && text[i] == ' ' && dialect_.delimiter != ' ') ++i;
    } else {
      i = marks_.next(i);
      while (i < text.size() && text[i] == dialect_.quote && dialect_.quote != 0) i = marks_.next(i + 1);  // a quote inside is text
      field.end = i;
    }
    if (i == text.size() && !at_end) return {ScannedRow::State::needs_more};
    if (field.end - field.begin > budgets_.field_bytes_max) fault = RowFault::field_too_large;
    if (fields.size() < budgets_.columns_max)
      fields.push_back(field);
    else if (fault == RowFault::none)
      fault = RowFault::field_count;
    if (i == text.size()) return {ScannedRow::State::row, fault, i};
    if (ends_line(text[i])) {
      const std::size_t size = line_end_size(i, at_end);
      if (size == 0) return {ScannedRow::State::needs_more};
      return {i == place_ ? ScannedRow::State::blank : ScannedRow::State::row, fault, i + size};
    }
    ++i;  // the delimiter
  }
}

}  // namespace tocsin
