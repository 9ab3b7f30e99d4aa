// The table engine of an installation on one machine: DuckDB, embedded, by its C interface.
//
// Way:    app/scope -> [here] -> DuckDB -> tables of one folder, sealed or in clear
// Holds:  reaches no file but those of its folder, and with a seal none at all: only pipes and nameless memory that it
//         is handed. Loads nothing, cannot be reconfigured; never spills, because its spill would be plain text: too
//         little memory is an error that says so.
// See:    docs/formats/sealed-container.md

#pragma once

#include <cstdint>
#include <memory>

#include "base/random.h"
#include "ports/table_engine.h"

namespace tocsin {

struct DuckdbOptions {
  TablePlace place;
  int threads = 2;
  std::uint64_t part_bytes_max = 128'000'000;  // of a sealed part's plain text: what must be in memory at once
};

Result<std::unique_ptr<TableEngine>> open_duckdb_tables(const DuckdbOptions& options, Random& random);

}  // namespace tocsin
