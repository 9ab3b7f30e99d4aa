#include "app/scope_columns.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>

#include "base/check.h"
#include "base/text.h"
#include "exposures/columns.h"
#include "exposures/mapping.h"
#include "records/kinds.h"

namespace tocsin::app {
namespace {

std::optional<std::size_t> column_named(const FileShape& shape, std::string_view name) {
  if (shape.has_header) {
    const std::string wanted = lower_ascii(trimmed(name));
    for (std::size_t i = 0; i < shape.columns.size(); ++i)
      if (lower_ascii(shape.columns[i]) == wanted) return i;
    return {};
  }
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc{} || end != name.data() + name.size() || number < 1 || number > shape.columns.size()) return {};
  return number - 1;
}

// The column of this file that `text` names, with or without "FILE:" in front.
std::optional<std::size_t> column_meant(const SampledFile& file, std::string_view text) {
  if (const auto column = column_named(file.shape, text)) return column;
  if (text.starts_with(file.name + ":")) return column_named(file.shape, text.substr(file.name.size() + 1));
  return {};
}

}  // namespace

ColumnFinder column_finder(const std::string& home, std::int32_t today) {
  using namespace std::chrono;
  const year_month_day day{year(today / 10'000), month(static_cast<unsigned>(today / 100 % 100)), std::chrono::day(static_cast<unsigned>(today % 100))};
  return [home, day](const FileShape& shape, std::span<const TextRow> sample) {
    std::vector<FoundColumn> found;
    for (const ColumnFinding& finding : find_columns(shape.columns, sample, {.country = home, .today = day}))
      found.push_back({finding.kind, finding.share, std::string(name_of(finding.confidence))});
    return found;
  };
}

Result<ColumnMapping> column_mapping(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    return failure(ErrorKind::invalid, "a mapping is written as [FILE:]COLUMN=KIND", "--map " + text, "for example --map extract.csv:NIR_OD=fr_nir");
  ColumnMapping mapping{text, text.substr(0, equals), text.substr(equals + 1)};
  if (kind_index(mapping.kind)) return mapping;
  std::string kinds;
  for (const KindUse& use : kind_uses()) kinds += (kinds.empty() ? "" : " ") + std::string(use.kind);
  return failure(ErrorKind::invalid, "there is no such kind of data", "--map " + text, "the kinds are: " + kinds);
}

Result<std::vector<ColumnMapping>> mappings_in(std::string_view toml, const std::string& where, std::span<const std::string> inputs) {
  TRY(tables, mapping_of(toml, where));
  std::vector<ColumnMapping> found;
  for (const MappedTable& table : tables) {
    const bool is_input =
        std::any_of(inputs.begin(), inputs.end(), [&](const std::string& input) { return std::filesystem::path(input).filename().string() == table.file; });
    if (!is_input) continue;
    const std::string name = table.table.empty() ? table.file : table.file + ":" + table.table;
    for (const MappedColumn& column : table.columns)
      found.push_back({where + ", " + name + ": " + column.name, name + ":" + column.name, column.kind, column.date_order});
    if (table.controller_column)
      found.push_back({where + ", " + name + ": " + *table.controller_column, name + ":" + *table.controller_column, "controller", {}});
  }
  return found;
}

std::string column_name(const FileShape& shape, std::size_t column) {
  return shape.has_header && !shape.columns[column].empty() ? shape.columns[column] : std::to_string(column + 1);
}

Result<ChosenColumns> choose_columns(const SampledFile& file, const ColumnFinder& find, std::span<const ColumnMapping> map,
                                     const std::optional<std::string>& controller_column, std::vector<bool>& maps_used) {
  ChosenColumns chosen;
  chosen.columns = find(file.shape, file.sample);
  check(chosen.columns.size() == file.shape.columns.size());
  std::vector<std::optional<DateOrder>> orders(chosen.columns.size());
  for (std::size_t i = 0; i < map.size(); ++i)
    if (const auto column = column_meant(file, map[i].column)) {
      chosen.columns[*column] = {map[i].kind, 1, "mapped"};
      orders[*column] = map[i].date_order;
      maps_used[i] = true;
    }
  if (controller_column) {
    chosen.controller_column = column_meant(file, *controller_column);
    if (!chosen.controller_column)
      return failure(
          ErrorKind::invalid, "this file has no such column", file.name + ": --controller-column " + *controller_column,
          file.shape.has_header ? "give the column's header as it stands in the file" : "the file has no header: give the column's number, counted from 1");
    chosen.columns[*chosen.controller_column] = {"controller", 1, "mapped"};
  }
  chosen.ambiguous_dates.resize(chosen.columns.size());
  for (std::size_t column = 0; column < chosen.columns.size(); ++column) {
    DateOrderEvidence evidence;
    if (chosen.columns[column].kind == "birth_date")
      for (const TextRow& row : file.sample) evidence.add(row[column]);
    chosen.uses.push_back({chosen.columns[column].kind, orders[column].value_or(evidence.order())});
    chosen.ambiguous_dates[column] = !orders[column] && evidence.ambiguous();
  }
  return chosen;
}

}  // namespace tocsin::app
