// What a Parquet file says about itself: its columns, and where the pages of each lie.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exposures/formats/random_bytes.h"
#include "exposures/rows.h"

namespace tocsin {

struct ParquetColumn {
  enum class Type { boolean, int32, int64, int96, float32, float64, bytes, fixed };
  enum class Meaning { plain, text, date, milliseconds, microseconds, nanoseconds, decimal, uuid };
  std::string name;  // a.b for what lies in a group
  Type type = Type::bytes;
  Meaning meaning = Meaning::plain;
  std::uint32_t length = 0;  // of fixed
  std::uint32_t scale = 0;   // of decimal
  std::uint32_t levels = 0;  // how many of it and its groups may be missing
  bool repeats = false;      // inside a row
};

struct ParquetChunk {
  std::int64_t codec = 0;
  std::uint64_t begin = 0, size = 0, values = 0;
};

struct ParquetGroup {
  std::uint64_t rows = 0;
  std::vector<ParquetChunk> chunks;  // one a column
};

struct ParquetFile {
  std::vector<ParquetColumn> columns;
  std::vector<ParquetGroup> groups;
};

std::optional<ParquetFile> parquet_file_of(RandomBytes& bytes, const ReadBudgets& budgets);

}  // namespace tocsin
