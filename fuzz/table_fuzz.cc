// Any bytes as a file of rows: CSV, and XLSX where they begin like a zip. Where the pieces are cut must not matter.
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "exposures/table_file.h"

namespace {

struct Watched final : tocsin::TableSink {
  std::uint64_t rows = 0, faults = 0;
  std::size_t columns = 0;
  bool shape(const tocsin::FileShape& shape) override {
    columns = shape.columns.size();
    return true;
  }
  bool data_row(tocsin::RowFault fault, std::span<const std::string_view> fields) override {
    ++rows;
    faults += fault == tocsin::RowFault::none ? 0 : 1;
    if (fields.size() != (fault == tocsin::RowFault::none ? columns : 0)) std::abort();
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
  (void)file.finish();
  return watched;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Watched whole = read(bytes, size + 1), pieces = read(bytes, 1 + size % 13);
  if (whole.rows != pieces.rows || whole.faults != pieces.faults) std::abort();
  return 0;
}
