// Separated text in pieces of any length -> rows.
//
// Way:    bytes of a file -> [here] -> table_rows
// Holds:  memory stays under two rows of the largest size allowed; a row that cannot be read costs that row
//         alone. Empty lines are no rows.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exposures/csv_row.h"
#include "exposures/encoding.h"
#include "exposures/rows.h"

namespace tocsin {

class CsvReader {
 public:
  CsvReader(const CsvDialect& dialect, Encoding encoding, const ReadBudgets& budgets, RowSink& rows);

  bool add(std::string_view bytes);  // false: the sink has enough. The byte order mark is the caller's to skip.
  bool finish();
  std::uint64_t values_repaired() const { return values_repaired_; }  // not UTF-8 in a UTF-8 file

 private:
  bool drain(bool at_end);
  bool emit(char* row, RowFault fault);
  bool skip_to_line_end();
  std::string_view as_utf8(std::string_view field, RowFault& fault);

  CsvDialect dialect_;
  Encoding encoding_;
  ReadBudgets budgets_;
  RowSink& rows_;
  Utf16Decoder utf16_;
  std::string buffer_;
  std::size_t look_again_at_ = 0;  // buffer size from which a row that was incomplete may be complete
  bool skipping_ = false;          // inside a row that is too large
  std::vector<FieldSpan> spans_;
  std::vector<std::string_view> fields_;
  std::vector<std::string> repaired_;  // storage of fields that were not UTF-8
  std::size_t repaired_in_row_ = 0;
  std::uint64_t values_repaired_ = 0;
};

}  // namespace tocsin
