// A file of unknown format, in pieces -> a table. All the parse child does besides reading and writing.
//
// Way:    bytes of the file -> [here: which format, which encoding, which dialect] -> rows -> table_rows -> sink
// Holds:  the format is told by the bytes, never by the file's name. Separated text streams; a spreadsheet is
//         held whole, because a zip's directory stands at its end.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "exposures/csv_reader.h"
#include "exposures/table_rows.h"

namespace tocsin {

class TableFile {
 public:
  TableFile(const ReadBudgets& budgets, TableSink& sink);

  bool add(std::string_view bytes);  // false: enough, or a failure; finish() says which
  ReadFailure finish();
  std::uint64_t values_repaired() const;
  bool stopped_early() const;

 private:
  bool begin_csv(bool whole);
  ReadFailure finish_spreadsheet();

  ReadBudgets budgets_;
  TableSink& sink_;
  std::string held_;  // the beginning of a file until its form is known; all of a spreadsheet
  std::optional<TableRows> rows_;
  std::optional<CsvReader> csv_;
  bool open_ = true;  // more bytes are wanted
  ReadFailure failure_ = ReadFailure::none;
};

}  // namespace tocsin
