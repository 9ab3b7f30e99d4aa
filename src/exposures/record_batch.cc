#include "exposures/record_batch.h"

#include <cstring>

#include "base/check.h"
#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::size_t frame_bytes_wanted = 256 << 10;
constexpr std::size_t columns_max = 1 << 20;
constexpr std::uint8_t format_version = 1;

enum class FrameKind : std::uint8_t { shape = 1, rows = 2, summary = 3, failure = 4 };

void put_u8(std::string& out, std::uint8_t value) { out += static_cast<char>(value); }

template <class Number>
void put(std::string& out, Number value) {  // least significant byte first
  for (std::size_t i = 0; i < sizeof value; ++i) out += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
}

void put_text(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

// Reads what put_* wrote. After the first thing wrong everything reads as zero and good() is false.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

  template <class Number>
  Number number() {
    Number value = 0;
    const std::string_view taken = take(sizeof value);
    for (std::size_t i = 0; i < taken.size(); ++i)
      value = static_cast<Number>(value | static_cast<Number>(static_cast<Number>(static_cast<unsigned char>(taken[i])) << (8 * i)));
    return value;
  }
  std::string_view take(std::size_t size) {
    if (!good_ || size > bytes_.size()) {
      good_ = false;
      return {};
    }
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::string_view text() {
    const std::string_view taken = take(number<std::uint32_t>());
    good_ = good_ && is_utf8(taken) && taken.find('\0') == std::string_view::npos;
    return taken;
  }
  std::size_t left() const { return bytes_.size(); }
  bool good() const { return good_; }
  bool done() const { return good_ && bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

std::unexpected<Error> nonsense(std::string what) {
  return failure(ErrorKind::corrupt, "the reader of the file answered nonsense: " + what, "record batches",
                 "the file may have taken over its reader: keep it, handle it with care, and report this");
}

void begin(std::string& frame, FrameKind kind) {
  frame.assign(frame_header_bytes, '\0');
  frame[4] = static_cast<char>(kind);
}

void seal(std::string& frame) {
  check(frame.size() - frame_header_bytes <= frame_bytes_max);
  std::string length;
  put(length, static_cast<std::uint32_t>(frame.size() - frame_header_bytes));
  frame.replace(0, length.size(), length);
}

}  // namespace

BatchWriter::BatchWriter(std::function<bool(std::string_view)> write) : write_(std::move(write)) {}

bool BatchWriter::shape(const FileShape& shape) {
  std::string frame;
  begin(frame, FrameKind::shape);
  put_u8(frame, format_version);
  put_u8(frame, static_cast<std::uint8_t>(shape.format));
  put_u8(frame, static_cast<std::uint8_t>(shape.encoding));
  put_u8(frame, static_cast<std::uint8_t>(shape.delimiter));
  put_u8(frame, static_cast<std::uint8_t>(shape.quote));
  put_u8(frame, shape.has_header ? 1 : 0);
  put(frame, static_cast<std::uint32_t>(shape.columns.size()));
  for (const std::string& column : shape.columns) put_text(frame, column);
  seal(frame);
  return write_(frame);
}

bool BatchWriter::data_row(RowFault fault, std::span<const std::string_view> fields) {
  if (rows_in_frame_ == 0) {
    begin(frame_, FrameKind::rows);
    put(frame_, rows_ + 1);
    put(frame_, std::uint32_t{0});  // how many rows: filled in by flush
  }
  ++rows_;
  ++rows_in_frame_;
  faults_ += fault == RowFault::none ? 0 : 1;
  put_u8(frame_, static_cast<std::uint8_t>(fault));
  if (fault == RowFault::none) {
    for (const std::string_view field : fields) put(frame_, static_cast<std::uint32_t>(field.size()));
    for (const std::string_view field : fields) frame_ += field;
  }
  return frame_.size() < frame_bytes_wanted || flush();
}

bool BatchWriter::flush() {
  if (rows_in_frame_ == 0) return true;
  std::string count;
  put(count, rows_in_frame_);
  frame_.replace(frame_header_bytes + sizeof rows_, count.size(), count);
  seal(frame_);
  rows_in_frame_ = 0;
  return write_(frame_);
}

bool BatchWriter::finish(std::uint64_t values_repaired, bool stopped_early) {
  if (!flush()) return false;
  begin(frame_, FrameKind::summary);
  put(frame_, rows_);
  put(frame_, faults_);
  put(frame_, values_repaired);
  put_u8(frame_, stopped_early ? 1 : 0);
  seal(frame_);
  return write_(frame_);
}

bool BatchWriter::fail(ReadFailure failure) {
  begin(frame_, FrameKind::failure);
  put_u8(frame_, static_cast<std::uint8_t>(failure));
  seal(frame_);
  return write_(frame_);
}

Result<std::uint32_t> BatchDecoder::payload_size(std::string_view header) {
  check(header.size() == frame_header_bytes);
  const auto size = Bytes(header).number<std::uint32_t>();
  if (size > frame_bytes_max) return nonsense("a frame of impossible length");
  return size;
}

Result<BatchDecoder::Frame> BatchDecoder::decode(std::string_view header, std::string_view payload) {
  TRY(size, payload_size(header));
  check(size == payload.size());
  const auto kind = static_cast<FrameKind>(header[4]);
  if (finished_) return nonsense("a frame after the last");
  if (kind == FrameKind::failure) {
    finished_ = true;
    Bytes bytes(payload);
    const auto code = bytes.number<std::uint8_t>();
    if (!bytes.done() || code == 0 || code >= read_failures) return nonsense("an unknown failure");
    return Frame(static_cast<ReadFailure>(code));
  }
  if (kind == FrameKind::shape && !has_shape_) return shape(payload);
  if (kind == FrameKind::rows && has_shape_) return rows(payload);
  if (kind == FrameKind::summary && has_shape_) return summary(payload);
  return nonsense("a frame out of order");
}

Result<BatchDecoder::Frame> BatchDecoder::shape(std::string_view payload) {
  Bytes bytes(payload);
  const auto version = bytes.number<std::uint8_t>(), format = bytes.number<std::uint8_t>(), encoding = bytes.number<std::uint8_t>();
  FileShape shape;
  shape.delimiter = static_cast<char>(bytes.number<std::uint8_t>());
  shape.quote = static_cast<char>(bytes.number<std::uint8_t>());
  const auto has_header = bytes.number<std::uint8_t>();
  const auto columns = bytes.number<std::uint32_t>();
  if (!bytes.good() || version != format_version || format > 1 || encoding > 3 || has_header > 1) return nonsense("an unknown shape");
  if (columns > columns_max || columns > bytes.left() / sizeof(std::uint32_t)) return nonsense("an impossible number of columns");
  shape.format = static_cast<FileFormat>(format);
  shape.encoding = static_cast<Encoding>(encoding);
  shape.has_header = has_header == 1;
  for (std::uint32_t i = 0; i < columns; ++i) shape.columns.emplace_back(bytes.text());
  if (!bytes.done()) return nonsense("a broken shape");
  has_shape_ = true;
  columns_ = columns;
  return Frame(std::move(shape));
}

Result<BatchDecoder::Frame> BatchDecoder::rows(std::string_view payload) {
  Bytes bytes(payload);
  batch_.rows.clear();
  batch_.fields.clear();
  batch_.first_row = bytes.number<std::uint64_t>();
  const auto count = bytes.number<std::uint32_t>();
  if (!bytes.good() || batch_.first_row != rows_ + 1 || count == 0 || count > payload.size()) return nonsense("rows out of order");
  std::vector<std::uint32_t> sizes(columns_);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto fault = bytes.number<std::uint8_t>();
    if (!bytes.good() || fault >= row_faults) return nonsense("an unknown fault");
    RowBatch::Row row{static_cast<RowFault>(fault), static_cast<std::uint32_t>(batch_.fields.size()), 0};
    if (row.fault == RowFault::none) {
      row.field_count = static_cast<std::uint32_t>(columns_);
      for (std::uint32_t& size : sizes) size = bytes.number<std::uint32_t>();
      for (const std::uint32_t size : sizes) {
        const std::string_view field = bytes.take(size);
        if (!bytes.good() || !is_utf8(field) || field.find('\0') != std::string_view::npos) return nonsense("a field that is no text");
        batch_.fields.push_back(field);
      }
    } else {
      ++faults_;
    }
    batch_.rows.push_back(row);
  }
  if (!bytes.done()) return nonsense("rows of the wrong length");
  rows_ += count;
  return Frame(static_cast<const RowBatch*>(&batch_));
}

Result<BatchDecoder::Frame> BatchDecoder::summary(std::string_view payload) {
  Bytes bytes(payload);
  ReadSummary summary;
  summary.rows = bytes.number<std::uint64_t>();
  summary.faults = bytes.number<std::uint64_t>();
  summary.values_repaired = bytes.number<std::uint64_t>();
  const auto stopped = bytes.number<std::uint8_t>();
  if (!bytes.done() || stopped > 1 || summary.rows != rows_ || summary.faults != faults_) return nonsense("a summary that contradicts the rows");
  summary.stopped_early = stopped == 1;
  finished_ = true;
  return Frame(summary);
}

}  // namespace tocsin
