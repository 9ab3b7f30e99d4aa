#include "exposures/formats/file_content.h"

#include "exposures/formats/file_format.h"
#include "exposures/formats/json_reader.h"
#include "exposures/formats/mail_reader.h"
#include "exposures/formats/parquet_reader.h"
#include "exposures/formats/separated_reader.h"
#include "exposures/formats/sql_reader.h"
#include "exposures/formats/zip_archive.h"
#include "exposures/xlsx_reader.h"

namespace tocsin {
namespace {

constexpr unsigned depth_max = 3;

// A failure of one member that says nothing about the others.
bool concerns_member_alone(ReadFailure failure) {
  switch (failure) {
    case ReadFailure::damaged_archive:
    case ReadFailure::encrypted_archive:
    case ReadFailure::not_a_spreadsheet:
    case ReadFailure::damaged_sheet:
    case ReadFailure::not_a_table:
    case ReadFailure::damaged_columns: return true;
    default: return false;
  }
}

}  // namespace

FileContent::FileContent(FileReading reading, std::string table, unsigned depth, RandomBytes* whole)
    : reading_(reading), table_(std::move(table)), depth_(depth), whole_(whole) {}

bool FileContent::add(std::string_view bytes) {
  switch (state_) {
    case State::sniffing: held_ += bytes; return held_.size() < format_sample_bytes || begin(false);
    case State::reading: return reader_->add(bytes);
    case State::holding:
      if (whole_ != nullptr) return false;
      held_ += bytes;
      if (held_.size() <= reading_.tables.budgets.file_in_memory_max) return true;
      failure_ = ReadFailure::archive_too_large;
      state_ = State::done;
      return false;
    case State::done: return false;
  }
  return false;
}

bool FileContent::begin(bool whole) {
  const FormatGuess guess = format_of(held_, whole);
  state_ = State::reading;
  switch (guess.content) {
    case Content::no_text:
      failure_ = ReadFailure::not_a_table;
      state_ = State::done;
      return false;
    case Content::zip:
    case Content::parquet:
      parquet_ = guess.content == Content::parquet;
      state_ = State::holding;
      return whole_ == nullptr;
    case Content::gzip:
    case Content::zstd: {
      if (depth_ >= depth_max) {
        failure_ = ReadFailure::not_a_table;
        state_ = State::done;
        return false;
      }
      auto inner = std::make_unique<FileContent>(reading_, table_, depth_ + 1, nullptr);
      const Packing packing = guess.content == Content::gzip ? Packing::gzip : Packing::zstd;
      reader_ = unpacker(packing, std::move(inner), reading_.tables.budgets, reading_.unpacked, reading_.notes);
      break;
    }
    case Content::json: reader_ = json_reader(guess.encoding.encoding, table_, reading_.tables, reading_.notes, held_); break;
    case Content::sql: reader_ = sql_reader(guess.encoding.encoding, table_, reading_.tables, reading_.notes, held_); break;
    case Content::mail: reader_ = mail_reader(table_, reading_.tables, reading_.notes); break;
    case Content::text: reader_ = text_reader(guess.encoding.encoding, table_, reading_.tables, reading_.notes); break;
    case Content::separated: reader_ = separated_reader(guess.dialect, guess.encoding.encoding, table_, reading_.tables, reading_.notes); break;
  }
  const ReadBudgets& budgets = reading_.tables.budgets;
  if (whole_ != nullptr && budgets.sample_places > 1) reader_->pause_after(std::max<std::uint64_t>(1, budgets.stop_after_rows / budgets.sample_places));
  const std::string held = std::move(held_);
  held_.clear();
  return reader_->add(std::string_view(held).substr(guess.encoding.bom_bytes));
}

void FileContent::jump(std::uint64_t rows_wanted) {
  if (reader_) reader_->jump(rows_wanted);
}

ReadFailure FileContent::finish() {
  if (state_ == State::sniffing) begin(true);
  if (failure_ != ReadFailure::none) return failure_;
  if (state_ == State::reading) return reader_->finish();
  if (whole_ != nullptr) return finish_archive(*whole_);
  HeldBytes bytes(held_);
  return finish_archive(bytes);
}

ReadFailure FileContent::finish_archive(RandomBytes& bytes) {
  if (parquet_) return read_parquet(bytes, table_, reading_.tables, reading_.unpacked, reading_.notes);
  ZipArchive archive(bytes, reading_.tables.budgets, reading_.unpacked);
  if (!archive.open()) return ReadFailure::damaged_archive;
  if (is_workbook(archive)) return read_xlsx(archive, table_, reading_.tables, reading_.notes);
  if (depth_ >= depth_max) return ReadFailure::not_a_table;
  return read_members(archive);
}

ReadFailure FileContent::read_members(ZipArchive& archive) {
  const std::uint32_t told_before = reading_.tables.told;
  ReadFailure first = ReadFailure::not_a_spreadsheet;
  for (std::uint64_t i = 0; i < archive.members() && !reading_.tables.stopped(); ++i) {
    const std::string name = archive.name_of(i);
    if (name.empty() || name.ends_with('/')) continue;
    FileContent member(reading_, table_.empty() ? name : table_ + "/" + name, depth_ + 1, nullptr);
    ReadFailure failure = archive.read(i, [&](std::string_view piece) { return member.add(piece); });
    if (failure == ReadFailure::none) failure = member.finish();
    if (failure == ReadFailure::none) continue;
    if (!concerns_member_alone(failure)) return failure;
    ++reading_.notes.parts_skipped;
    if (failure == ReadFailure::encrypted_archive) first = failure;
  }
  return reading_.tables.told == told_before && !reading_.tables.stopped() ? first : ReadFailure::none;
}

}  // namespace tocsin
