// The table engine of an installation on one machine: DuckDB, embedded, by its C interface.
//
// Way:    app/scope -> [here] -> DuckDB -> Parquet under one folder
// Holds:  reaches no file but those under `folder`, loads nothing, cannot be reconfigured; never spills, because
//         its spill would be plain text: too little memory is an error that says so.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "ports/table_engine.h"

namespace tocsin {

struct DuckdbOptions {
  std::string folder;               // the only one it may write to
  std::uint64_t memory_bytes = 4ULL << 30;
  int threads = 2;
};

Result<std::unique_ptr<TableEngine>> open_duckdb_tables(const DuckdbOptions& options);

}  // namespace tocsin
