// Which column holds what: what the finder says, and what a person says instead.
//
// Way:    sample of a file -> exposures/columns -> [here: --map, --controller-column] -> records/canonical
// Holds:  a person's word wins over the finder's. A column or kind that does not exist is an error, never ignored.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "exposures/header.h"
#include "exposures/rows.h"
#include "records/canonical.h"

namespace tocsin::app {

struct FoundColumn {
  std::string kind = "other";
  double share = 0;
  std::string confidence = "weak";
};

// One per column of the file.
using ColumnFinder = std::function<std::vector<FoundColumn>(const FileShape& shape, std::span<const TextRow> sample)>;

// The finder of exposures/columns. `home`: country where telephone numbers are at home; `today`: yyyymmdd.
ColumnFinder column_finder(const std::string& home, std::int32_t today);

// [FILE:]COLUMN=KIND
struct ColumnMapping {
  std::string text;  // as given, for errors
  std::string column, kind;  // column may begin with "FILE:"
  std::optional<DateOrder> date_order;
};
Result<ColumnMapping> column_mapping(const std::string& text);

// What a mapping file (docs/formats/mapping.md) says of these inputs; what it says of other files is for another day.
Result<std::vector<ColumnMapping>> mappings_in(std::string_view toml, const std::string& where, std::span<const std::string> inputs);

// A table of a file as far as its sample tells.
struct SampledFile {
  std::string path, name;  // name: the base name, and behind a colon which table where the file holds several
  FileShape shape;
  std::vector<TextRow> sample;
  std::uint32_t table = 0;  // the how manyth of the file
};

struct ChosenColumns {
  std::vector<FoundColumn> columns;
  std::vector<ColumnUse> uses;
  std::vector<bool> ambiguous_dates;
  std::optional<std::size_t> controller_column;
};

// `maps_used` is set for each mapping that named a column of this file.
Result<ChosenColumns> choose_columns(const SampledFile& file, const ColumnFinder& find, std::span<const ColumnMapping> map,
                                     const std::optional<std::string>& controller_column, std::vector<bool>& maps_used);

std::string column_name(const FileShape& shape, std::size_t column);

}  // namespace tocsin::app
