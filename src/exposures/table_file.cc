#include "exposures/table_file.h"

#include "exposures/csv_dialect.h"
#include "exposures/encoding.h"
#include "exposures/xlsx_reader.h"

namespace tocsin {
namespace {

constexpr std::size_t sample_bytes = 256 << 10;

// The sample as the text scanner wants it: only ASCII signs matter to it, so Windows-1252 may stay as it is.
std::string readable(std::string_view sample, Encoding encoding) {
  if (encoding != Encoding::utf16le && encoding != Encoding::utf16be) return std::string(sample);
  std::string text;
  Utf16Decoder(encoding == Encoding::utf16be).add(text, sample);
  return text;
}

}  // namespace

TableFile::TableFile(const ReadBudgets& budgets, TableSink& sink) : budgets_(budgets), sink_(sink) {}

bool TableFile::add(std::string_view bytes) {
  if (!open_) return false;
  if (csv_) return open_ = csv_->add(bytes);
  held_ += bytes;
  if (is_zip(held_)) {
    if (held_.size() <= budgets_.file_in_memory_max) return true;
    failure_ = ReadFailure::archive_too_large;
    return open_ = false;
  }
  return held_.size() < sample_bytes || (open_ = begin_csv(false));
}

bool TableFile::begin_csv(bool whole) {
  const EncodingGuess guess = encoding_of(std::string_view(held_).substr(0, sample_bytes));
  const std::string_view text = std::string_view(held_).substr(guess.bom_bytes);
  const CsvDialect dialect = csv_dialect_of(readable(text.substr(0, sample_bytes), guess.encoding), whole);
  rows_.emplace(FileShape{FileFormat::csv, guess.encoding, dialect.delimiter, dialect.quote, false, {}}, false, budgets_, sink_);
  csv_.emplace(dialect, guess.encoding, budgets_, *rows_);
  const bool more = csv_->add(text);
  held_.clear();
  held_.shrink_to_fit();
  return more;
}

ReadFailure TableFile::finish() {
  if (failure_ != ReadFailure::none) return failure_;
  if (!csv_ && is_zip(held_)) return finish_spreadsheet();
  if (!csv_) open_ = begin_csv(true);
  if (open_) csv_->finish();
  rows_->finish();
  return rows_->too_many_rows() ? ReadFailure::too_many_rows : ReadFailure::none;
}

ReadFailure TableFile::finish_spreadsheet() {
  rows_.emplace(FileShape{FileFormat::xlsx, Encoding::utf8, 0, 0, false, {}}, true, budgets_, sink_);
  const ReadFailure failure = read_xlsx(held_, budgets_, *rows_);
  if (failure == ReadFailure::none) rows_->finish();
  return rows_->too_many_rows() ? ReadFailure::too_many_rows : failure;
}

std::uint64_t TableFile::values_repaired() const { return csv_ ? csv_->values_repaired() : 0; }
bool TableFile::stopped_early() const { return rows_ && rows_->enough(); }

}  // namespace tocsin
