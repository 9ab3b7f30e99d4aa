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
#include "exposures/field_text.h"
#include "exposures/rows.h"

namespace tocsin {

class CsvReader {
 public:
  CsvReader(const CsvDialect& dialect, Encoding encoding, const ReadBudgets& budgets, RowSink& rows, ReadNotes& notes);

  bool add(std::string_view bytes);  // false: the sink has enough. The byte order mark is the caller's to skip.
  bool finish();
  void jump();  // what is added next comes from elsewhere in the file: reading goes on behind the next line end

 private:
  bool drain(bool at_end);
  bool emit(RowFault fault, std::size_t begin, std::size_t end);
  bool emit_with_care(char* buffer);
  bool skip_to_line_end();

  CsvDialect dialect_;
  Encoding encoding_;
  ReadBudgets budgets_;
  RowSink& rows_;
  FieldText text_;
  RowScanner scanner_;
  Utf16Decoder utf16_;
  std::string buffer_;
  std::size_t look_again_at_ = 0;  // buffer size from which a row that was incomplete may be complete
  bool skipping_ = false;          // inside a row that is too large
  std::vector<FieldSpan> spans_;
  std::vector<std::string_view> fields_;
};

}  // namespace tocsin
