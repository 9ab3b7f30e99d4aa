// For tests: keeps everything a reader tells.
#pragma once

#include <string>
#include <vector>

#include "exposures/table_file.h"

namespace tocsin {

struct Collected final : TableSink {
  FileShape form;
  std::vector<TextRow> rows;       // readable ones
  std::vector<RowFault> faults;    // one per data row
  bool shape(const FileShape& shape) override {
    form = shape;
    return true;
  }
  bool data_row(RowFault fault, std::span<const std::string_view> fields) override {
    faults.push_back(fault);
    if (fault == RowFault::none) rows.emplace_back(fields.begin(), fields.end());
    return true;
  }
};

// Reads `bytes` in pieces of `piece` bytes: the answer must not depend on where they are cut.
inline ReadFailure read_table(std::string_view bytes, Collected& out, const ReadBudgets& budgets = {}, std::size_t piece = 1 << 16) {
  TableFile file(budgets, out);
  for (std::size_t i = 0; i < bytes.size(); i += piece)
    if (!file.add(bytes.substr(i, piece))) break;
  return file.finish();
}

}  // namespace tocsin
