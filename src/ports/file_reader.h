// Reads a stranger's file for us, at arm's length.
//
// Way:    path -> [here] -> rows for records/
// Holds:  the file's bytes are never looked at in this process. Whatever the file does to its reader, the
//         caller gets an Error that names the file and what to do, or rows that were checked.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "exposures/record_batch.h"
#include "exposures/rows.h"

namespace tocsin {

class TableVisitor {
 public:
  virtual ~TableVisitor() = default;
  virtual Result<void> shape(const FileShape& shape) = 0;  // of each table once, before its rows
  virtual Result<void> rows(const RowBatch& batch) = 0;    // in order; views live during the call
};

// For those who have much to do with each row: batches are worked on by several threads at once, and what came of them
// is taken one by one in the order of the file.
class BatchWork {
 public:
  struct Product {
    virtual ~Product() = default;
  };
  virtual ~BatchWork() = default;
  virtual Result<void> shape(std::uint32_t table, const FileShape& shape) = 0;  // while no batch is worked on
  virtual Result<std::unique_ptr<Product>> work(const RowBatch& batch, unsigned worker) = 0;  // from several threads; workers count from 0
  virtual Result<void> take(std::unique_ptr<Product> product) = 0;                           // from one thread at a time, in order
};

class FileReader {
 public:
  virtual ~FileReader() = default;
  virtual Result<ReadSummary> read(const std::string& path, const ReadBudgets& budgets, TableVisitor& visitor) = 0;
  virtual Result<ReadSummary> read(const std::string& path, const ReadBudgets& budgets, BatchWork& work, unsigned workers) = 0;
};

}  // namespace tocsin
