// Tables by the million, outside our own code: filled row by row, changed by SQL, written as Parquet.
//
// Way:    records/, persons/ -> [here] -> Parquet files and small answers
// Holds:  SQL is ours, never a stranger's: names and values that came from a file travel as cells. The engine
//         sees no file but those it is told about here. An error names the step, never a value.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

class TableEngine {
 public:
  using Row = std::vector<std::optional<std::string>>;

  virtual ~TableEngine() = default;
  virtual Result<std::unique_ptr<TableWriter>> create(const std::string& table, const std::vector<TableColumn>& columns) = 0;
  virtual Result<void> run(std::string_view step, const std::string& sql) = 0;
  virtual Result<std::vector<Row>> query(std::string_view step, const std::string& sql) = 0;  // small answers, as text
  virtual Result<void> write_parquet(const std::string& query, const std::string& path) = 0;  // whole or not at all
};

}  // namespace tocsin
