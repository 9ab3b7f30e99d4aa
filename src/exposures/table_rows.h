// Rows of any reader -> a table: how many columns, what they are called, and data rows counted from 1.
//
// Way:    csv_reader, xlsx_reader -> [here] -> record_batch
// Holds:  looks at the first rows before it says anything; every later row is a data row, read or at fault.
//         records + rejects will be exactly the rows told here.

#pragma once

#include <vector>

#include "exposures/header.h"
#include "exposures/rows.h"

namespace tocsin {

// What comes out: the shape once, before the first row, then every data row in order.
class TableSink {
 public:
  virtual ~TableSink() = default;
  virtual bool shape(const FileShape& shape) = 0;
  virtual bool data_row(RowFault fault, std::span<const std::string_view> fields) = 0;
};

class TableRows final : public RowSink {
 public:
  // `form`: format, encoding and dialect; the rest of the shape is found here. `pads`: a short row is complete
  // (spreadsheets leave out empty cells at the end); otherwise it is at fault.
  TableRows(FileShape form, bool pads, const ReadBudgets& budgets, TableSink& sink);

  bool row(RowFault fault, std::span<const std::string_view> fields) override;
  bool finish();  // after the last row; a file with few rows is decided only here
  std::uint64_t rows() const { return rows_; }
  bool enough() const { return enough_; }
  bool too_many_rows() const { return too_many_rows_; }

 private:
  struct HeldRow {
    RowFault fault;
    TextRow fields;
  };
  bool decide();
  bool tell(RowFault fault, std::span<const std::string_view> fields);
  bool is_header_again(std::span<const std::string_view> fields) const;

  FileShape shape_;
  bool pads_;
  ReadBudgets budgets_;
  TableSink& sink_;
  bool decided_ = false;
  std::size_t bytes_held_ = 0;
  std::vector<HeldRow> held_;
  TextRow header_;
  std::vector<std::string_view> padded_;
  std::uint64_t rows_ = 0;
  bool enough_ = false;
  bool too_many_rows_ = false;
};

}  // namespace tocsin
