#include "exposures/formats/json_rows.h"

namespace tocsin {
namespace {

constexpr std::size_t rows_held = 500;
constexpr std::size_t bytes_held = 2 << 20;
constexpr const char* further_column = "(further values)";

}  // namespace

JsonRows::JsonRows(const std::string& table, Encoding encoding, FileTables& tables, ReadNotes& notes)
    : table_(table), encoding_(encoding), tables_(tables), text_(encoding, notes) {}

void JsonRows::begin_row() {
  used_ = bytes_ = 0;
  fault_ = RowFault::none;
}

void JsonRows::value(std::string_view path, std::string_view text) {
  if (text.empty() || fault_ != RowFault::none) return;
  bytes_ += text.size() + path.size();
  if (text.size() > tables_.budgets.field_bytes_max) fault_ = RowFault::field_too_large;
  if (bytes_ > tables_.budgets.row_bytes_max) fault_ = RowFault::row_too_large;
  if (fault_ != RowFault::none) return;
  if (used_ == row_.size()) row_.emplace_back();
  row_[used_].first = path;
  row_[used_].second = text;
  ++used_;
}

bool JsonRows::end_row() {
  if (rows_) {
    const Values& values = row_;
    return tell(fault_, values);
  }
  held_.push_back({fault_, Values(row_.begin(), row_.begin() + static_cast<std::ptrdiff_t>(used_))});
  held_bytes_ += bytes_;
  return (held_.size() < rows_held && held_bytes_ < bytes_held) || decide(false);
}

bool JsonRows::finish() { return rows_ ? rows_->finish() : decide(true); }

bool JsonRows::decide(bool all_seen) {
  FileShape shape{FileFormat::json, encoding_, 0, 0, true, {}, table_};
  bool too_many = false;
  ReadNotes ignored;
  FieldText names(encoding_, ignored);
  for (const Held& row : held_)
    for (const auto& [path, value] : row.values) {
      if (columns_.contains(path)) continue;
      too_many = shape.columns.size() + 1 >= tables_.budgets.columns_max;
      if (too_many) break;
      columns_.emplace(path, shape.columns.size());
      RowFault fault = RowFault::none;
      names.begin_row();
      shape.columns.emplace_back(names.of(path, fault));
    }
  further_ = !all_seen || too_many || shape.columns.empty();
  if (further_) shape.columns.emplace_back(further_column);
  rows_.emplace(std::move(shape), true, tables_);
  std::vector<Held> held = std::move(held_);
  for (const Held& row : held) {
    used_ = row.values.size();
    if (!tell(row.fault, row.values)) return false;
  }
  return !all_seen || rows_->finish();
}

bool JsonRows::tell(RowFault fault, const Values& values) {
  fields_.assign(columns_.size() + (further_ ? 1U : 0U), {});
  further_text_.clear();
  text_.begin_row();
  for (std::size_t i = 0; i < used_ && fault == RowFault::none; ++i) {
    const auto& [path, text] = values[i];
    const auto column = columns_.find(path);
    if (column == columns_.end())
      further_text_ += (further_text_.empty() ? "" : "; ") + path + "=" + text;
    else
      fields_[column->second] = text_.of(text, fault);
  }
  if (!further_text_.empty()) fields_.back() = text_.of(further_text_, fault);
  return rows_->row(fault, fields_);
}

}  // namespace tocsin
