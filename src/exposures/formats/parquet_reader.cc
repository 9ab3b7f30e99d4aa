#include "exposures/formats/parquet_reader.h"

#include <deque>

#include "exposures/field_text.h"
#include "exposures/formats/parquet_pages.h"

namespace tocsin {
namespace {

// The rows of one group, a value of each column at a time.
ReadFailure read_group(RandomBytes& bytes, const ParquetFile& file, const ParquetGroup& group, const std::vector<std::size_t>& read, Unpacked& unpacked,
                       FileTables& tables, TableRows& rows, FieldText& text) {
  std::deque<ParquetPages> pages;
  for (const std::size_t column : read) pages.emplace_back(bytes, file.columns[column], group.chunks[column], tables.budgets, unpacked);
  std::vector<std::string_view> fields(read.size());
  for (std::uint64_t row = 0; row < group.rows; ++row) {
    RowFault fault = RowFault::none;
    text.begin_row();
    std::size_t size = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      std::string_view value;
      if (!pages[i].next(value)) return pages[i].too_large() ? ReadFailure::archive_too_large : ReadFailure::damaged_columns;
      size += value.size();
      if (value.size() > tables.budgets.field_bytes_max) fault = RowFault::field_too_large;
      fields[i] = text.of(value, fault);
    }
    if (size > tables.budgets.row_bytes_max) fault = RowFault::row_too_large;
    if (!rows.row(fault, fields)) return ReadFailure::none;
  }
  return ReadFailure::none;
}

}  // namespace

ReadFailure read_parquet(RandomBytes& bytes, const std::string& table, FileTables& tables, Unpacked& unpacked, ReadNotes& notes) {
  const auto file = parquet_file_of(bytes, tables.budgets);
  if (!file) return ReadFailure::damaged_columns;
  FileShape shape{FileFormat::parquet, Encoding::utf8, 0, 0, true, {}, table};
  FieldText text(Encoding::utf8, notes);
  std::vector<std::size_t> read;
  for (std::size_t i = 0; i < file->columns.size(); ++i) {
    if (file->columns[i].repeats) {
      for (const ParquetGroup& group : file->groups) notes.values_skipped += group.chunks[i].values;
      continue;
    }
    read.push_back(i);
    RowFault fault = RowFault::none;
    shape.columns.emplace_back(text.of(file->columns[i].name, fault));
  }
  if (read.empty()) return ReadFailure::damaged_columns;
  TableRows rows(shape, false, tables);
  for (const ParquetGroup& group : file->groups) {
    if (rows.full() || tables.stopped()) break;
    const ReadFailure failure = read_group(bytes, *file, group, read, unpacked, tables, rows, text);
    if (failure != ReadFailure::none) return failure;
  }
  if (!tables.stopped()) rows.finish();
  return tables.too_many_rows ? ReadFailure::too_many_rows : ReadFailure::none;
}

}  // namespace tocsin
