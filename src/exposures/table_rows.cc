#include "exposures/table_rows.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::size_t rows_held = 100;
constexpr std::size_t bytes_held_max = 8 << 20;

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

}  // namespace

TableRows::TableRows(FileShape form, bool pads, const ReadBudgets& budgets, TableSink& sink)
    : shape_(std::move(form)), pads_(pads), budgets_(budgets), sink_(sink) {}

bool TableRows::row(RowFault fault, std::span<const std::string_view> fields) {
  if (decided_) return tell(fault, fields);
  held_.push_back({fault, TextRow(fields.begin(), fields.end())});
  for (const std::string_view field : fields) bytes_held_ += field.size();
  return (held_.size() < rows_held && bytes_held_ < bytes_held_max) || decide();
}

bool TableRows::finish() { return decided_ ? !enough_ : decide(); }

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
  if (!sink_.shape(shape_)) return false;

  std::vector<HeldRow> held = std::move(held_);
  if (shape_.has_header) held.erase(held.begin());
  for (const HeldRow& row : held) {
    const std::vector<std::string_view> fields(row.fields.begin(), row.fields.end());
    if (!tell(row.fault, fields)) return false;
  }
  return true;
}

bool TableRows::is_header_again(std::span<const std::string_view> fields) const {
  return shape_.has_header && fields.size() >= header_.size() && std::equal(header_.begin(), header_.end(), fields.begin());
}

bool TableRows::tell(RowFault fault, std::span<const std::string_view> fields) {
  if (rows_ >= budgets_.rows_max) {
    too_many_rows_ = true;
    return false;
  }
  ++rows_;
  const std::size_t width = shape_.columns.size();
  if (fault == RowFault::none) {
    while (fields.size() > width && trimmed(fields.back()).empty()) fields = fields.first(fields.size() - 1);
    if (is_header_again(fields))
      fault = RowFault::repeated_header;
    else if (fields.size() > width || (fields.size() < width && !pads_))
      fault = RowFault::field_count;
  }
  if (fault != RowFault::none) fields = {};
  if (fault == RowFault::none && fields.size() < width) {
    padded_.assign(fields.begin(), fields.end());
    padded_.resize(width);
    fields = padded_;
  }
  if (!sink_.data_row(fault, fields)) return false;
  enough_ = budgets_.stop_after_rows != 0 && rows_ >= budgets_.stop_after_rows;
  return !enough_;
}

}  // namespace tocsin
