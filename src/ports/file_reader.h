// Reads a stranger's file for us, at arm's length.
//
// Way:    path -> [here] -> rows for records/
// Holds:  the file's bytes are never looked at in this process. Whatever the file does to its reader, the
//         caller gets an Error that names the file and what to do, or rows that were checked.

#pragma once

#include <string>

#include "base/result.h"
#include "exposures/record_batch.h"
#include "exposures/rows.h"

namespace tocsin {

class TableVisitor {
 public:
  virtual ~TableVisitor() = default;
  virtual Result<void> shape(const FileShape& shape) = 0;  // once, before the rows
  virtual Result<void> rows(const RowBatch& batch) = 0;    // in order; views live during the call
};

class FileReader {
 public:
  virtual ~FileReader() = default;
  virtual Result<ReadSummary> read(const std::string& path, const ReadBudgets& budgets, TableVisitor& visitor) = 0;
};

}  // namespace tocsin
