// Any bytes as a file of rows, in the format they begin like. Where the pieces are cut must not matter.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "base/text.h"
#include "exposures/table_file.h"

namespace {

struct Watched final : tocsin::TableSink {
  std::uint64_t rows = 0, faults = 0;
  std::vector<std::size_t> columns;  // of each table
  std::size_t current = 0;
  tocsin::ReadFailure failure = tocsin::ReadFailure::none;
  tocsin::ReadNotes notes;
  void about(std::uint32_t table) override { current = table; }
  bool shape(const tocsin::FileShape& shape) override {
    if (current != columns.size() || !tocsin::is_utf8(shape.table)) std::abort();
    for (const std::string& column : shape.columns)
      if (!tocsin::is_utf8(column)) std::abort();
    columns.push_back(shape.columns.size());
    return true;
  }
  bool data_row(tocsin::RowFault fault, std::span<const std::string_view> fields) override {
    ++rows;
    faults += fault == tocsin::RowFault::none ? 0 : 1;
    if (fields.size() != (fault == tocsin::RowFault::none ? columns.at(current) : 0)) std::abort();
    for (const auto field : fields)
      if (!tocsin::is_utf8(field) || field.find('\0') != std::string_view::npos) std::abort();
    return true;
  }
};

Watched read(std::string_view bytes, std::size_t piece) {
  const tocsin::ReadBudgets budgets{
      .field_bytes_max = 2'000, .row_bytes_max = 20'000, .columns_max = 200, .quoted_lines_max = 20, .archive_bytes_max = 4 << 20};
  Watched watched;
  tocsin::TableFile file(budgets, watched);
  for (std::size_t i = 0; i < bytes.size(); i += piece)
    if (!file.add(bytes.substr(i, piece))) break;
  watched.failure = file.finish();
  watched.notes = file.notes();
  return watched;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Watched whole = read(bytes, size + 1), pieces = read(bytes, 1 + size % 13);
  if (whole.rows != pieces.rows || whole.faults != pieces.faults || whole.columns != pieces.columns) std::abort();
  if (whole.failure != pieces.failure || whole.notes.cut_off != pieces.notes.cut_off) std::abort();
  return 0;
}
