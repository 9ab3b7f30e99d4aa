#include "adapters/duckdb_tables/chunk_writer.h"

#include "base/check.h"

namespace tocsin {
namespace {

duckdb_logical_type logical_type(CellType type) {
  switch (type) {
    case CellType::text: return duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    case CellType::int32: return duckdb_create_logical_type(DUCKDB_TYPE_INTEGER);
    case CellType::int64: return duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    case CellType::texts: break;
  }
  duckdb_logical_type element = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
  duckdb_logical_type list = duckdb_create_list_type(element);
  duckdb_destroy_logical_type(&element);
  return list;
}

}  // namespace

std::string shown_error(const char* message) {
  const std::string_view text(message == nullptr ? "no reason given" : message);
  return std::string(text.substr(0, text.find_first_of("\"'\n")));
}

ChunkWriter::ChunkWriter(duckdb_connection connection, std::string table, const std::vector<TableColumn>& columns)
    : table_(std::move(table)), columns_(columns) {
  broken_ = duckdb_appender_create(connection, nullptr, table_.c_str(), &appender_) == DuckDBError;
  std::vector<duckdb_logical_type> types;
  for (const TableColumn& column : columns_) types.push_back(logical_type(column.type));
  chunk_ = duckdb_create_data_chunk(types.data(), types.size());
  for (duckdb_logical_type& type : types) duckdb_destroy_logical_type(&type);
}

ChunkWriter::~ChunkWriter() {
  duckdb_destroy_data_chunk(&chunk_);
  duckdb_appender_destroy(&appender_);
}

duckdb_vector ChunkWriter::next(CellType type) {
  check(column_ < columns_.size());
  const CellType is = columns_[column_].type;
  check(is == type || (type == CellType::int64 && is == CellType::int32));
  return duckdb_data_chunk_get_vector(chunk_, column_++);
}

void ChunkWriter::text(std::string_view utf8) { duckdb_vector_assign_string_element_len(next(CellType::text), row_, utf8.data(), utf8.size()); }

void ChunkWriter::number(std::int64_t value) {
  const bool narrow = column_ < columns_.size() && columns_[column_].type == CellType::int32;
  void* const data = duckdb_vector_get_data(next(CellType::int64));
  if (narrow) {
    check(value == static_cast<std::int32_t>(value));
    static_cast<std::int32_t*>(data)[row_] = static_cast<std::int32_t>(value);
  } else {
    static_cast<std::int64_t*>(data)[row_] = value;
  }
}

void ChunkWriter::texts(std::span<const std::string_view> utf8) {
  const duckdb_vector list = next(CellType::texts);
  const idx_t begin = duckdb_list_vector_get_size(list);
  duckdb_list_vector_reserve(list, begin + utf8.size());
  duckdb_list_vector_set_size(list, begin + utf8.size());
  const duckdb_vector elements = duckdb_list_vector_get_child(list);
  for (std::size_t i = 0; i < utf8.size(); ++i) duckdb_vector_assign_string_element_len(elements, begin + i, utf8[i].data(), utf8[i].size());
  static_cast<duckdb_list_entry*>(duckdb_vector_get_data(list))[row_] = {begin, utf8.size()};
}

void ChunkWriter::null() {
  check(column_ < columns_.size());
  const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, column_);
  if (columns_[column_].type == CellType::texts) static_cast<duckdb_list_entry*>(duckdb_vector_get_data(vector))[row_] = {0, 0};
  duckdb_vector_ensure_validity_writable(vector);
  duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row_);
  ++column_;
}

std::unexpected<Error> ChunkWriter::refused() const {
  return failure(ErrorKind::unavailable, "the table engine takes no more rows: " + shown_error(duckdb_appender_error(appender_)), "table " + table_,
                 "give more memory with --memory, or split the input");
}

Result<void> ChunkWriter::end_row() {
  check(column_ == columns_.size());
  column_ = 0;
  if (++row_ < duckdb_vector_size()) return {};
  return flush();
}

Result<void> ChunkWriter::flush() {
  if (broken_) return refused();
  duckdb_data_chunk_set_size(chunk_, row_);
  broken_ = duckdb_append_data_chunk(appender_, chunk_) == DuckDBError;
  if (broken_) return refused();
  duckdb_data_chunk_reset(chunk_);
  row_ = 0;
  return {};
}

Result<void> ChunkWriter::finish() {
  check(column_ == 0);
  TRY_DO(flush());
  broken_ = duckdb_appender_close(appender_) == DuckDBError;
  if (broken_) return refused();
  return {};
}

}  // namespace tocsin
