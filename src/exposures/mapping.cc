#include "exposures/mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/toml.h"

namespace tocsin {
namespace {

using identifiers::DateOrder;

// A basic string of TOML; headers are a stranger's words.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    else
      out += c;
  }
  return out + '"';
}

MappedColumn column_of(const json::value& value, const std::string& where, std::optional<Error>& error) {
  Fields fields(value, where);
  MappedColumn column;
  column.name = fields.text("name");
  column.kind = fields.text("kind");
  const auto kinds = column_kinds();
  if (std::find(kinds.begin(), kinds.end(), column.kind) == kinds.end()) fields.wrong("kind", "there is no such kind of data");
  if (const auto order = fields.text_if("date_order")) {
    if (*order != "day_first" && *order != "month_first") fields.wrong("date_order", "day_first or month_first is expected");
    column.date_order = *order == "month_first" ? DateOrder::month_first : DateOrder::day_first;
  }
  if (auto done = fields.done(); !done && !error) error = done.error();
  return column;
}

MappedTable table_of(const json::value& value, const std::string& where, std::optional<Error>& error) {
  Fields fields(value, where);
  MappedTable table;
  table.file = fields.text("file");
  table.table = fields.text_if("table").value_or("");
  table.controller_column = fields.text_if("controller_column");
  std::set<std::string> names;
  for (const json::value& entry : fields.array("column")) {
    table.columns.push_back(column_of(entry, where + ", " + table.file, error));
    if (!names.insert(table.columns.back().name).second) fields.wrong("column", "a column stands here twice: " + table.columns.back().name);
  }
  if (auto done = fields.done(); !done && !error) error = done.error();
  return table;
}

}  // namespace

Result<std::vector<MappedTable>> mapping_of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, std::string(where));
  if (fields.number("version") != 1) fields.wrong("version", "only version 1 is known");
  std::optional<Error> error;
  std::vector<MappedTable> tables;
  std::set<std::pair<std::string, std::string>> names;
  for (const json::value& entry : fields.array("table")) {
    tables.push_back(table_of(entry, std::string(where), error));
    if (!names.emplace(tables.back().file, tables.back().table).second) fields.wrong("table", "a table stands here twice: " + tables.back().file);
  }
  if (error) return std::unexpected(*error);
  TRY_DO(fields.done());
  return tables;
}

std::string toml_of_mapping(std::span<const MappedTable> tables, std::span<const std::vector<ColumnFinding>> findings) {
  std::string out = "# What each column holds. Correct `kind` where it is wrong, and give the file back.\nversion = 1\n";
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const MappedTable& table = tables[i];
    out += "\n[[table]]\nfile = " + quoted(table.file) + "\n";
    if (!table.table.empty()) out += "table = " + quoted(table.table) + "\n";
    if (table.controller_column) out += "controller_column = " + quoted(*table.controller_column) + "\n";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const MappedColumn& column = table.columns[c];
      out += "\n[[table.column]]\nname = " + quoted(column.name) + "\nkind = " + quoted(column.kind);
      if (i < findings.size() && c < findings[i].size()) {
        const ColumnFinding& finding = findings[i][c];
        out += fmt::format("  # {}, {:.1f} % of the values, give or take {:.1f}", name_of(finding.confidence), finding.share * 100, finding.share_error * 100);
      }
      out += "\n";
      if (column.date_order) out += fmt::format("date_order = \"{}\"\n", *column.date_order == DateOrder::month_first ? "month_first" : "day_first");
    }
  }
  return out;
}

}  // namespace tocsin
