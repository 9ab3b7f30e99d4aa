#include "exposures/table_file.h"

#include <vector>

#include "base/check.h"
#include "exposures/formats/file_format.h"

namespace tocsin {
namespace {

constexpr std::size_t piece_bytes = 256 << 10;
constexpr std::uint64_t small_file = 4 * format_sample_bytes;

// A small file has one place: its beginning gives the whole sample.
ReadBudgets for_size(ReadBudgets budgets, const RandomBytes* whole) {
  if (whole != nullptr && whole->size() <= small_file) budgets.sample_places = 0;
  return budgets;
}

}  // namespace

TableFile::TableFile(const ReadBudgets& budgets, TableSink& sink, RandomBytes* whole)
    : budgets_(for_size(budgets, whole)), sink_(sink), whole_(whole), tables_{budgets_, sink}, content_({tables_, notes_, unpacked_}, "", 0, whole) {}

bool TableFile::add(std::string_view bytes) { return content_.add(bytes); }

ReadFailure TableFile::finish() {
  const ReadFailure failure = content_.finish();
  if (tables_.too_many_rows) return ReadFailure::too_many_rows;
  if (tables_.too_many_tables) return ReadFailure::too_many_tables;
  if (failure != ReadFailure::none) return failure;
  if (jumped_) notes_ = {};  // what a sample left out between its places means nothing
  if (tables_.told == 0) sink_.shape({});  // an empty workbook, a dump without rows: a table without columns
  return ReadFailure::none;
}

ReadFailure TableFile::read() {
  check(whole_ != nullptr);
  if (budgets_.stop_after_rows == 0 || budgets_.sample_places < 2) {
    read_from(0, whole_->size());
    return finish();
  }
  const std::uint64_t beginning = std::min<std::uint64_t>(whole_->size(), 2 * format_sample_bytes);
  const bool more = read_from(0, beginning);
  if (content_.can_jump() && beginning < whole_->size() && !tables_.stopped())
    sample_further_on(beginning);
  else if (more)
    read_from(beginning, whole_->size());
  return finish();
}

// Feeds the bytes of a range; false: no more are wanted.
bool TableFile::read_from(std::uint64_t offset, std::uint64_t end) {
  std::vector<char> piece(piece_bytes);
  while (offset < end) {
    const std::size_t size = whole_->read_at(offset, std::span(piece).first(static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), end - offset))));
    if (size == 0) return true;
    offset += size;
    if (!add({piece.data(), size})) return false;
  }
  return true;
}

void TableFile::sample_further_on(std::uint64_t from) {
  const std::uint64_t places = budgets_.sample_places, step = (whole_->size() - from) / places;
  jumped_ = true;
  for (std::uint64_t place = 1; place < places; ++place) {
    const std::uint64_t offset = (from + place * step) & ~std::uint64_t{1};  // UTF-16 has two bytes to a unit
    content_.jump(std::max<std::uint64_t>(1, budgets_.stop_after_rows / places));
    read_from(offset, std::min(offset + step, whole_->size()));
    if (tables_.stopped()) return;
  }
}

}  // namespace tocsin
