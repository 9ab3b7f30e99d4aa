// What the columns of files hold, as a person confirmed or corrected it; kept in a file and used again.
//
// Way:    columns (what the finder says) -> mapping file -> a person -> [here] -> whoever reads the rows
// Pure.   Text in, values out, and back: what is written is read as the same.
// See:    docs/formats/mapping.md

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exposures/columns.h"

namespace tocsin {

struct MappedColumn {
  std::string name;                // its header, or its number counted from 1 where the table has none
  std::string kind;
  std::optional<identifiers::DateOrder> date_order;  // day_first or month_first
  bool operator==(const MappedColumn&) const = default;
};

struct MappedTable {
  std::string file;   // base name
  std::string table;  // empty where the file holds one
  std::optional<std::string> controller_column;
  std::vector<MappedColumn> columns;
  bool operator==(const MappedTable&) const = default;
};

Result<std::vector<MappedTable>> mapping_of(std::string_view toml, std::string_view where);

// `findings`, one a column of `tables[i]`, where the finder's words are to stand beside as comments; may be empty.
std::string toml_of_mapping(std::span<const MappedTable> tables, std::span<const std::vector<ColumnFinding>> findings = {});

}  // namespace tocsin
