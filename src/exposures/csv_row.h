// One row of separated text, found in a buffer.
//
// Way:    buffer -> [here] -> csv_dialect (which guess fits?), csv_reader
// Holds:  RFC 4180, and what real exports do: \n, \r\n or \r ends a row; a quote inside a quoted field that no
//         delimiter follows is text ("Jean "Jojo" Martin" is one field). Nothing is allocated per field.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

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
  std::size_t size = 0;  // bytes to go on after
};

// The row at the beginning of `text`. `at_end`: nothing follows. `fields` is reused from row to row.
ScannedRow scan_row(std::string_view text, bool at_end, const CsvDialect& dialect, const ReadBudgets& budgets, std::vector<FieldSpan>& fields);

}  // namespace tocsin
