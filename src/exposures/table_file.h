// A file of unknown format, in pieces -> its tables. All the parse child does besides reading and writing.
//
// Way:    bytes of the file -> formats/: which format, which encoding, which dialect -> rows -> table_rows -> [here] -> sink
// Holds:  the format is told by the bytes, never by the file's name. Everything streams; what has its directory
//         at its end (zip, XLSX, Parquet) is read where it lies if `whole` is given, and else held in memory.

#pragma once

#include <string_view>

#include "exposures/formats/file_content.h"

namespace tocsin {

class TableFile {
 public:
  // `whole`: the same bytes, readable in any order; may be null.
  TableFile(const ReadBudgets& budgets, TableSink& sink, RandomBytes* whole = nullptr);

  bool add(std::string_view bytes);  // false: enough, or a failure; finish() says which
  ReadFailure finish();

  // Instead of add: what the budgets ask for, all of it or a sample of several places.
  ReadFailure read();

  const ReadNotes& notes() const { return notes_; }
  std::uint64_t values_repaired() const { return notes_.values_repaired; }
  bool stopped_early() const { return tables_.sampled || tables_.enough; }

 private:
  bool read_from(std::uint64_t offset, std::uint64_t end);
  void sample_further_on(std::uint64_t from);

  ReadBudgets budgets_;
  TableSink& sink_;
  RandomBytes* whole_;
  ReadNotes notes_;
  Unpacked unpacked_;
  FileTables tables_;
  FileContent content_;
  bool jumped_ = false;
};

}  // namespace tocsin
