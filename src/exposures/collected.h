// For tests: keeps everything a reader tells.
#pragma once

#include <string>
#include <vector>

#include "exposures/table_file.h"

namespace tocsin {

struct Collected final : TableSink {
  struct Table {
    FileShape form;
    std::vector<TextRow> rows;     // readable ones
    std::vector<RowFault> faults;  // one per data row
  };
  std::vector<Table> tables;
  std::size_t current = 0;
  ReadNotes notes;

  // Of the first table, for files that hold no other.
  FileShape form;
  std::vector<TextRow> rows;
  std::vector<RowFault> faults;

  void about(std::uint32_t table) override { current = table; }
  bool shape(const FileShape& shape) override {
    tables.push_back({shape, {}, {}});
    if (tables.size() == 1) form = shape;
    return true;
  }
  bool data_row(RowFault fault, std::span<const std::string_view> fields) override {
    Table& table = tables.at(current);
    table.faults.push_back(fault);
    if (fault == RowFault::none) table.rows.emplace_back(fields.begin(), fields.end());
    if (current == 0) {
      faults.push_back(fault);
      if (fault == RowFault::none) rows.emplace_back(fields.begin(), fields.end());
    }
    return true;
  }
  const Table* named(std::string_view name) const {
    for (const Table& table : tables)
      if (table.form.table == name) return &table;
    return nullptr;
  }
};

// Reads `bytes` in pieces of `piece` bytes: the answer must not depend on where they are cut.
inline ReadFailure read_table(std::string_view bytes, Collected& out, const ReadBudgets& budgets = {}, std::size_t piece = 1 << 16) {
  TableFile file(budgets, out);
  for (std::size_t i = 0; i < bytes.size(); i += piece)
    if (!file.add(bytes.substr(i, piece))) break;
  const ReadFailure failure = file.finish();
  out.notes = file.notes();
  return failure;
}

}  // namespace tocsin
