// One table of JSON rows: paths become columns.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "exposures/field_text.h"
#include "exposures/table_rows.h"

namespace tocsin {

class JsonRows {
 public:
  JsonRows(const std::string& table, Encoding encoding, FileTables& tables, ReadNotes& notes);

  void begin_row();
  void value(std::string_view path, std::string_view text);
  void fault(RowFault fault) { fault_ = fault_ == RowFault::none ? fault : fault_; }
  bool end_row();  // false: enough
  bool finish();
  bool full() const { return rows_ && rows_->full(); }

 private:
  using Values = std::vector<std::pair<std::string, std::string>>;
  struct Held {
    RowFault fault;
    Values values;
  };
  bool decide(bool all_seen);
  bool tell(RowFault fault, const Values& values);

  std::string table_;
  Encoding encoding_;
  FileTables& tables_;
  FieldText text_;
  std::optional<TableRows> rows_;
  std::vector<Held> held_;
  std::size_t held_bytes_ = 0;
  std::unordered_map<std::string, std::size_t> columns_;
  bool further_ = false;  // there is a last column for what has no other
  Values row_;
  std::size_t used_ = 0, bytes_ = 0;
  RowFault fault_ = RowFault::none;
  std::string further_text_;
  std::vector<std::string_view> fields_;
};

}  // namespace tocsin
