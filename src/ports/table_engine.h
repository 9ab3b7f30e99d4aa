// Tables by the million, outside our own code: filled row by row, changed by SQL, kept as files of one folder.
//
// Way:    records/, persons/ -> [here] -> the tables of a result, and small answers
// Holds:  SQL is ours, never a stranger's: names and values that came from a file travel as cells. The engine
//         sees no file but those it is told about here. An error names the step, never a value.
//         With a seal nothing of a row reaches a disk in clear.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/aead.h"
#include "base/ids.h"
#include "base/result.h"

namespace tocsin {

// Signed numbers and text only: what every engine reads alike.
enum class CellType { text, int32, int64, texts };  // texts: a list of text

struct TableColumn {
  std::string name;
  CellType type = CellType::text;
};

// Fills a table in the order of its columns. An error is told by the next end_row() or by finish().
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual void text(std::string_view utf8) = 0;
  virtual void number(std::int64_t value) = 0;  // REQUIRES: fits the column
  virtual void texts(std::span<const std::string_view> utf8) = 0;
  virtual void null() = 0;
  virtual Result<void> end_row() = 0;  // REQUIRES: every column was given
  virtual Result<void> finish() = 0;   // the rows are in the table from here on
};

// What the tables of a folder are sealed with: docs/formats/sealed-container.md.
struct TableSeal {
  IncidentId incident;
  SealKey bulk_key;
};

// Where tables lie; without a seal they lie in clear, as NAME.parquet.
struct TablePlace {
  std::string folder;
  std::uint64_t memory_bytes = 4ULL << 30;  // for the engine; opened sealed tables may take as much again
  std::optional<TableSeal> seal;
};

// One table of a result. Its rows are numbered without gaps, so that it can be written in parts.
struct KeptTable {
  std::string name;      // a-z and _
  std::string select;    // a SELECT without WHERE and ORDER BY
  std::string numbered;  // an expression: the number of a row
  std::int64_t first = 0, last = -1;  // nothing to write where last < first
};

class TableEngine {
 public:
  using Row = std::vector<std::optional<std::string>>;

  virtual ~TableEngine() = default;
  virtual Result<std::unique_ptr<TableWriter>> create(const std::string& table, const std::vector<TableColumn>& columns) = 0;
  virtual Result<void> run(std::string_view step, const std::string& sql) = 0;
  virtual Result<std::vector<Row>> query(std::string_view step, const std::string& sql) = 0;  // small answers, as text

  // Writes a table beside its place; all that was written takes its place with publish(), or never.
  virtual Result<void> keep(const KeptTable& table) = 0;
  virtual Result<void> publish() = 0;

  // A table of the folder, as `name` in SQL. `corrupt`: changed, incomplete, of another incident or another run than
  // those opened before.
  virtual Result<void> open(const std::string& name) = 0;
};

}  // namespace tocsin
