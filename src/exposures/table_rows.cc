#include "exposures/table_rows.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "exposures/encoding.h"

namespace tocsin {
namespace {

constexpr std::size_t rows_held = 100;
constexpr std::size_t bytes_held_max = 2 << 20;

template <class Rows>
std::size_t most_frequent_width(const Rows& rows) {
  std::map<std::size_t, std::size_t> count;
  for (const TextRow& row : rows) ++count[row.size()];
  std::size_t width = 0, most = 0;
  for (const auto& [fields, rows_of] : count)
    if (rows_of >= most) {
      width = fields;
      most = rows_of;
    }
  return width;
}

// Names come from keys, members and statements in whatever bytes a stranger wrote.
std::string as_utf8(const std::string& name) {
  if (is_utf8(name)) return name;
  std::string utf8;
  append_cp1252(utf8, name);
  return utf8;
}

}  // namespace

TableRows::TableRows(FileShape form, bool pads, FileTables& tables) : shape_(std::move(form)), pads_(pads), tables_(tables) {
  for (std::string& column : shape_.columns) column = shown_header(as_utf8(column));
  shape_.table = shown_header(as_utf8(shape_.table));
}

bool TableRows::row(RowFault fault, std::span<const std::string_view> fields) {
  if (decided_) return tell(fault, fields);
  if (!shape_.columns.empty()) {
    decided_ = true;
    return tell_shape() && tell(fault, fields);
  }
  held_.push_back({fault, TextRow(fields.begin(), fields.end())});
  for (const std::string_view field : fields) bytes_held_ += field.size();
  return (held_.size() < rows_held && bytes_held_ < bytes_held_max) || decide();
}

bool TableRows::jump(std::uint64_t rows_wanted) {
  if (!decided_) decide();
  pause_at_ = rows_ + rows_wanted;
  landing_ = true;
  return !full_ && !tables_.stopped();
}

bool TableRows::finish() {
  if (decided_) return !full_ && !tables_.stopped();
  if (shape_.columns.empty()) return decide();
  decided_ = true;
  return tell_shape();
}

bool TableRows::tell_shape() {
  if (tables_.told >= tables_.budgets.tables_max) {
    tables_.too_many_tables = true;
    return false;
  }
  number_ = tables_.told++;
  tables_.sink.about(number_);
  return tables_.sink.shape(shape_);
}

bool TableRows::decide() {
  decided_ = true;
  std::vector<TextRow> readable;
  for (HeldRow& held : held_)
    if (held.fault == RowFault::none) readable.push_back(held.fields);
  // A damaged first row leaves nothing to call a header.
  shape_.has_header = !held_.empty() && held_.front().fault == RowFault::none && first_row_is_header(readable);

  const std::span<const TextRow> body = std::span(readable).subspan(shape_.has_header ? 1 : 0);
  std::size_t width = body.empty() ? (readable.empty() ? 0 : readable.front().size()) : most_frequent_width(body);
  if (pads_)
    for (const TextRow& row : readable) width = std::max(width, row.size());
  if (shape_.has_header) {
    header_ = held_.front().fields;
    // A header with more names than the rows have fields is believed: those rows are short.
    while (header_.size() > width && trimmed(header_.back()).empty()) header_.pop_back();
    width = std::max(width, header_.size());
  }
  shape_.columns.assign(width, {});
  for (std::size_t i = 0; i < header_.size(); ++i) shape_.columns[i] = shown_header(header_[i]);
  if (!tell_shape()) return false;

  std::vector<HeldRow> held = std::move(held_);
  if (shape_.has_header) held.erase(held.begin());
  for (const HeldRow& row : held) {
    const std::vector<std::string_view> fields(row.fields.begin(), row.fields.end());
    if (!tell(row.fault, fields)) return false;
  }
  return true;
}

bool TableRows::is_header_again(std::span<const std::string_view> fields) const {
  return !header_.empty() && fields.size() >= header_.size() && std::equal(header_.begin(), header_.end(), fields.begin());
}

bool TableRows::tell(RowFault fault, std::span<const std::string_view> fields) {
  if (full_) return false;
  if (rows_ >= tables_.budgets.rows_max) {
    tables_.too_many_rows = true;
    return false;
  }
  const std::size_t width = shape_.columns.size();
  if (fault == RowFault::none) {
    while (fields.size() > width && trimmed(fields.back()).empty()) fields = fields.first(fields.size() - 1);
    if (is_header_again(fields))
      fault = RowFault::repeated_header;
    else if (fields.size() > width || (fields.size() < width && !pads_))
      fault = RowFault::field_count;
  }
  if (landing_ && fault != RowFault::none) return true;
  landing_ = false;
  ++rows_;
  if (fault != RowFault::none) fields = {};
  if (fault == RowFault::none && fields.size() < width) {
    padded_.assign(fields.begin(), fields.end());
    padded_.resize(width);
    fields = padded_;
  }
  tables_.sink.about(number_);
  if (!tables_.sink.data_row(fault, fields)) {
    tables_.enough = true;
    return false;
  }
  full_ = tables_.budgets.stop_after_rows != 0 && rows_ >= tables_.budgets.stop_after_rows;
  tables_.sampled = tables_.sampled || full_;
  return !full_ && rows_ != pause_at_;
}

}  // namespace tocsin
