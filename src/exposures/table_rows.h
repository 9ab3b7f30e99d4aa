// Rows of any reader -> a table: how many columns, what they are called, and data rows counted from 1.
//
// Way:    csv_reader, formats/ -> [here] -> record_batch
// Holds:  looks at the first rows before it says anything, unless the format names its columns; every later row
//         is a data row, read or at fault. records + rejects will be exactly the rows told here.

#pragma once

#include <vector>

#include "exposures/header.h"
#include "exposures/rows.h"

namespace tocsin {

// What comes out: of each table the shape once, before its first row, then every data row in order.
class TableSink {
 public:
  virtual ~TableSink() = default;
  // Tables of one file may take turns: which one the next calls are about, counted from 0 in the order of their shapes.
  virtual void about(std::uint32_t /*table*/) {}
  virtual bool shape(const FileShape& shape) = 0;
  virtual bool data_row(RowFault fault, std::span<const std::string_view> fields) = 0;
};

// The tables of one file: numbers them as their shapes are told, and adds up what they say.
struct FileTables {
  const ReadBudgets& budgets;
  TableSink& sink;
  std::uint32_t told = 0;
  bool sampled = false;  // at least one table told as many rows as a sample wants
  bool enough = false;   // nobody listens any more
  bool too_many_rows = false, too_many_tables = false;
  bool stopped() const { return enough || too_many_rows || too_many_tables; }
};

class TableRows final : public RowSink {
 public:
  // `form`: format, encoding, dialect and, where the format names them, columns; else these are found here.
  // `pads`: a short row is complete (spreadsheets leave out empty cells at the end); otherwise it is at fault.
  TableRows(FileShape form, bool pads, FileTables& tables);

  bool row(RowFault fault, std::span<const std::string_view> fields) override;
  // A sample goes on elsewhere: so many rows more, beginning with the first that is not at fault, because the place may
  // lie inside a row. False: the sample is full.
  bool jump(std::uint64_t rows_wanted);
  void pause_after(std::uint64_t rows_wanted) { pause_at_ = rows_wanted; }
  bool finish();  // after the last row; a file with few rows is decided only here
  std::uint64_t rows() const { return rows_; }
  bool any() const { return rows_ > 0 || !held_.empty(); }
  bool full() const { return full_; }  // a sample has its rows; those of other tables may still be wanted

 private:
  struct HeldRow {
    RowFault fault;
    TextRow fields;
  };
  bool decide();
  bool tell_shape();
  bool tell(RowFault fault, std::span<const std::string_view> fields);
  bool is_header_again(std::span<const std::string_view> fields) const;

  FileShape shape_;
  bool pads_;
  FileTables& tables_;
  std::uint32_t number_ = 0;
  bool decided_ = false;
  std::size_t bytes_held_ = 0;
  std::vector<HeldRow> held_;
  TextRow header_;
  std::vector<std::string_view> padded_;
  std::uint64_t rows_ = 0;
  std::uint64_t pause_at_ = 0;  // rows; 0: do not
  bool landing_ = false;        // jumped, and no good row seen since
  bool full_ = false;
};

}  // namespace tocsin
