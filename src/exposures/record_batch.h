// What the parse child says and its parent believes: frames of bytes in which every length is checked.
//
// Way:    table_rows (in the child) -> encode -> pipe -> decode (in the parent) -> records
// Holds:  the reader of a frame believes nothing: lengths, counts, numbering, UTF-8 and the absence of NUL
//         are checked before a value is handed on. Text that came from the child never reaches an error.
// See:    docs/formats/record-batches.md

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "exposures/rows.h"
#include "exposures/table_rows.h"

namespace tocsin {

inline constexpr std::size_t frame_header_bytes = 5;
inline constexpr std::uint32_t frame_bytes_max = 64 << 20;

// The child's last words after everything went well.
struct ReadSummary : ReadNotes {
  std::uint64_t rows = 0;    // data rows told, at fault or not, of all tables
  std::uint64_t faults = 0;  // of them at fault
  bool stopped_early = false;  // a sample was asked for and is full
  bool operator==(const ReadSummary&) const = default;
};

// Rows of one frame. Fields are views into the frame's bytes.
struct RowBatch {
  struct Row {
    RowFault fault = RowFault::none;
    std::uint32_t first_field = 0, field_count = 0;
  };
  std::uint32_t table = 0;      // the how manyth shape told
  std::uint64_t first_row = 1;  // 1-based data row of rows[0] in its table
  std::vector<Row> rows;
  std::vector<std::string_view> fields;
  std::span<const std::string_view> fields_of(const Row& row) const { return std::span(fields).subspan(row.first_field, row.field_count); }
};

// In the child. `write` gets the stream in pieces; false from it (nobody reads any more) stops the reading.
class BatchWriter final : public TableSink {
 public:
  explicit BatchWriter(std::function<bool(std::string_view)> write);
  void about(std::uint32_t table) override;
  bool shape(const FileShape& shape) override;
  bool data_row(RowFault fault, std::span<const std::string_view> fields) override;
  bool finish(const ReadNotes& notes, bool stopped_early);
  bool fail(ReadFailure failure);

 private:
  bool flush();
  std::function<bool(std::string_view)> write_;
  std::string frame_, faults_in_frame_, sizes_, bytes_;  // a frame of rows in the making, part by part
  std::size_t sizes_used_ = 0, bytes_used_ = 0;
  std::uint32_t table_ = 0;
  std::vector<std::uint64_t> rows_of_;  // of each table
  std::uint64_t rows_ = 0, faults_ = 0;
  bool written_ = true;  // what `about` could not say
};

// In the parent: one frame after the other, in the only order that makes sense.
class BatchDecoder {
 public:
  // A frame of rows whose place in the stream is right; its rows are still to be decoded, by any thread.
  struct Rows {
    std::uint32_t table = 0;
    std::size_t columns = 0;
  };
  using Opened = std::variant<FileShape, Rows, ReadSummary, ReadFailure>;
  using Frame = std::variant<FileShape, const RowBatch*, ReadSummary, ReadFailure>;

  // The size of the payload that follows a frame's first bytes. REQUIRES: frame_header_bytes bytes.
  static Result<std::uint32_t> payload_size(std::string_view header);
  Result<Opened> open(std::string_view header, std::string_view payload);
  static Result<void> decode_rows(std::string_view payload, std::size_t columns, RowBatch& batch);  // the payload must outlive the batch

  // Both in one; the batch lives until the next call.
  Result<Frame> decode(std::string_view header, std::string_view payload);
  bool finished() const { return finished_; }
  std::uint32_t tables() const { return static_cast<std::uint32_t>(tables_.size()); }

 private:
  struct Table {
    std::size_t columns = 0;
    std::uint64_t rows = 0;
  };
  Result<Opened> shape(std::string_view payload);
  Result<Opened> rows(std::string_view payload);
  Result<Opened> summary(std::string_view payload);
  bool finished_ = false;
  std::vector<Table> tables_;
  std::uint64_t rows_ = 0, faults_ = 0;
  RowBatch batch_;
};

}  // namespace tocsin
