// Rows of separated text, found in a buffer.
//
// Way:    buffer -> [here] -> csv_dialect (which guess fits?), csv_reader
// Holds:  RFC 4180, and what real exports do: \n, \r\n or \r ends a row; a quote inside a quoted field that no
//         delimiter follows is text ("Jean "Jojo" Martin" is one field). Nothing is allocated per field, and
//         bytes that separate nothing are looked at once, 32 or 64 at a time (marks.h).

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "exposures/marks.h"
#include "exposures/rows.h"

namespace tocsin {

struct CsvDialect {
  char delimiter = ',';
  char quote = '"';  // 0: quotes are text
  bool operator==(const CsvDialect&) const = default;
};

// Where a field lies in the buffer, without its outer quotes.
struct FieldSpan {
  std::size_t begin = 0, end = 0;
  bool doubled_quotes = false;  // "" inside still stands for "
};

struct ScannedRow {
  enum class State { row, blank, needs_more, nothing } state = State::nothing;
  RowFault fault = RowFault::none;
  std::size_t end = 0;  // of the row and its line end, in the buffer
};

class RowScanner {
 public:
  RowScanner(const CsvDialect& dialect, const ReadBudgets& budgets) : dialect_(dialect), budgets_(budgets) {}

  // The text must stay until the next call. Reading begins at its beginning.
  void look_at(std::string_view text);

  // The next row. `at_end`: nothing follows the text. `fields` is reused from row to row.
  ScannedRow next(bool at_end, std::vector<FieldSpan>& fields);

  std::size_t place() const { return place_; }  // where the next row begins
  bool quoted() const { return quoted_; }       // the row told last may have quotes to halve
  bool plain(std::size_t begin, std::size_t end) const { return marks_.plain(begin, end); }

 private:
  struct QuotedField {
    enum class State { closed, needs_more, unterminated, too_large } state;
    std::size_t close = 0;  // of the closing quote
    bool doubled_quotes = false;
  };
  QuotedField find_close(std::size_t begin, bool at_end) const;
  ScannedRow give_up(std::size_t from, bool at_end, RowFault fault) const;
  ScannedRow scan_unquoted(std::vector<FieldSpan>& fields) const;
  ScannedRow scan(bool at_end, std::vector<FieldSpan>& fields) const;
  std::size_t line_end_size(std::size_t at, bool at_end) const;

  CsvDialect dialect_;
  ReadBudgets budgets_;
  Marks marks_;
  std::string_view text_;
  std::size_t place_ = 0;
  bool quoted_ = false;
  std::size_t fields_seen_ = 0;  // in the row scanned last
};

}  // namespace tocsin
