#include "exposures/csv_row.h"

namespace tocsin {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r'; }

// Bytes of the line end at `at`; 0 if it cannot be known yet whether \r is followed by \n.
std::size_t line_end_size(std::string_view text, std::size_t at, bool at_end) {
  if (text[at] == '\n') return 1;
  if (at + 1 < text.size()) return text[at + 1] == '\n' ? 2 : 1;
  return at_end ? 1 : 0;
}

struct QuotedField {
  enum class State { closed, needs_more, unterminated, too_large } state;
  std::size_t close = 0;  // of the closing quote
  bool doubled_quotes = false;
};

// REQUIRES: text[begin - 1] is the opening quote.
QuotedField find_close(std::string_view text, std::size_t begin, bool at_end, const CsvDialect& dialect, const ReadBudgets& budgets) {
  bool doubled = false;
  std::size_t lines = 0;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' && ++lines > budgets.quoted_lines_max) return {QuotedField::State::unterminated};
    if (i - begin > budgets.field_bytes_max) return {lines > 0 ? QuotedField::State::unterminated : QuotedField::State::too_large};
    if (c != dialect.quote) continue;
    if (i + 1 == text.size()) return {at_end ? QuotedField::State::closed : QuotedField::State::needs_more, i, doubled};
    if (text[i + 1] == dialect.quote) {
      doubled = true;
      ++i;
      continue;
    }
    std::size_t after = i + 1;
    while (after < text.size() && text[after] == ' ' && dialect.delimiter != ' ') ++after;
    if (after == text.size()) return {at_end ? QuotedField::State::closed : QuotedField::State::needs_more, i, doubled};
    if (text[after] == dialect.delimiter || ends_line(text[after])) return {QuotedField::State::closed, i, doubled};
  }
  return {at_end ? QuotedField::State::unterminated : QuotedField::State::needs_more};
}

// Leaves a row that cannot be read: on to the next line.
ScannedRow give_up(std::string_view text, std::size_t from, bool at_end, RowFault fault) {
  std::size_t at = from;
  while (at < text.size() && !ends_line(text[at])) ++at;
  if (at == text.size()) {
    if (!at_end) return {ScannedRow::State::needs_more};
    return {ScannedRow::State::row, fault, at};
  }
  const std::size_t end = line_end_size(text, at, at_end);
  if (end == 0) return {ScannedRow::State::needs_more};
  return {ScannedRow::State::row, fault, at + end};
}

}  // namespace

ScannedRow scan_row(std::string_view text, bool at_end, const CsvDialect& dialect, const ReadBudgets& budgets, std::vector<FieldSpan>& fields) {
  fields.clear();
  if (text.empty()) return {at_end ? ScannedRow::State::nothing : ScannedRow::State::needs_more};
  RowFault fault = RowFault::none;
  for (std::size_t i = 0;;) {
    FieldSpan field{i, i, false};
    if (dialect.quote != 0 && i < text.size() && text[i] == dialect.quote) {
      const QuotedField quoted = find_close(text, i + 1, at_end, dialect, budgets);
      if (quoted.state == QuotedField::State::needs_more) return {ScannedRow::State::needs_more};
      if (quoted.state != QuotedField::State::closed)
        return give_up(text, i, at_end, quoted.state == QuotedField::State::too_large ? RowFault::field_too_large : RowFault::unterminated_quote);
      field = {i + 1, quoted.close, quoted.doubled_quotes};
      i = quoted.close + 1;
      while (i < text.size() && text[i] == ' ' && dialect.delimiter != ' ') ++i;
    } else {
      while (i < text.size() && text[i] != dialect.delimiter && !ends_line(text[i])) ++i;
      field.end = i;
    }
    if (i == text.size() && !at_end) return {ScannedRow::State::needs_more};
    if (field.end - field.begin > budgets.field_bytes_max) fault = RowFault::field_too_large;
    if (fields.size() < budgets.columns_max)
      fields.push_back(field);
    else if (fault == RowFault::none)
      fault = RowFault::field_count;
    if (i == text.size()) return {ScannedRow::State::row, fault, i};
    if (ends_line(text[i])) {
      const std::size_t end = line_end_size(text, i, at_end);
      if (end == 0) return {ScannedRow::State::needs_more};
      return {i == 0 ? ScannedRow::State::blank : ScannedRow::State::row, fault, i + end};
    }
    ++i;  // the delimiter
  }
}

}  // namespace tocsin
