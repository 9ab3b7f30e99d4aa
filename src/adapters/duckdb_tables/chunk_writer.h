// Rows into a DuckDB table, a vector's length at a time.

#pragma once

#include <duckdb.h>

#include <vector>

#include "ports/table_engine.h"

namespace tocsin {

class ChunkWriter final : public TableWriter {
 public:
  ChunkWriter(duckdb_connection connection, std::string table, const std::vector<TableColumn>& columns);
  ~ChunkWriter() override;
  void text(std::string_view utf8) override;
  void number(std::int64_t value) override;
  void texts(std::span<const std::string_view> utf8) override;
  void null() override;
  Result<void> end_row() override;
  Result<void> finish() override;

 private:
  duckdb_vector next(CellType type);
  Result<void> flush();
  std::unexpected<Error> refused() const;

  std::string table_;
  std::vector<TableColumn> columns_;
  duckdb_appender appender_ = nullptr;
  duckdb_data_chunk chunk_ = nullptr;
  std::size_t column_ = 0;
  idx_t row_ = 0;
  bool broken_ = false;
};

// The words of an error of DuckDB that may be shown: its first line up to any quoted text, which could be data.
std::string shown_error(const char* message);

}  // namespace tocsin
