#include "exposures/record_batch.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/check.h"
#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::size_t frame_bytes_wanted = 256 << 10;
constexpr std::size_t columns_max = 1 << 20;
constexpr std::size_t tables_max = 1 << 16;
constexpr std::uint8_t format_version = 2;
constexpr unsigned char long_size = 255;  // the size follows in four bytes
constexpr std::size_t slack = 64;

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

// Most fields are short, and a call for each costs more than the copying: two words that overlap.
void copy_short(char* to, std::string_view field) {
  const char* const from = field.data();
  const std::size_t size = field.size();
  const auto two = [&](auto word) {
    auto last = word;
    std::memcpy(&word, from, sizeof word);
    std::memcpy(&last, from + size - sizeof word, sizeof word);
    std::memcpy(to, &word, sizeof word);
    std::memcpy(to + size - sizeof word, &last, sizeof word);
  };
  if (size > 16) {
    std::memcpy(to, from, size);
  } else if (size >= 8) {
    two(std::uint64_t{});
  } else if (size >= 4) {
    two(std::uint32_t{});
  } else if (size >= 2) {
    two(std::uint16_t{});
  } else if (size == 1) {
    *to = *from;
  }
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

void BatchWriter::about(std::uint32_t table) {
  if (table == table_) return;
  written_ = flush() && written_;
  table_ = table;
}

bool BatchWriter::shape(const FileShape& shape) {
  check(table_ == rows_of_.size());
  rows_of_.push_back(0);
  std::string frame;
  begin(frame, FrameKind::shape);
  put_u8(frame, format_version);
  put_u8(frame, static_cast<std::uint8_t>(shape.format));
  put_u8(frame, static_cast<std::uint8_t>(shape.encoding));
  put_u8(frame, static_cast<std::uint8_t>(shape.delimiter));
  put_u8(frame, static_cast<std::uint8_t>(shape.quote));
  put_u8(frame, shape.has_header ? 1 : 0);
  put_text(frame, shape.table);
  put(frame, static_cast<std::uint32_t>(shape.columns.size()));
  for (const std::string& column : shape.columns) put_text(frame, column);
  seal(frame);
  return written_ && write_(frame);
}

bool BatchWriter::data_row(RowFault fault, std::span<const std::string_view> fields) {
  faults_in_frame_ += static_cast<char>(fault);
  faults_ += fault == RowFault::none ? 0 : 1;
  if (fault == RowFault::none) {
    std::size_t wanted = bytes_used_ + slack;
    for (const std::string_view field : fields) wanted += field.size();
    if (bytes_.size() < wanted) bytes_.resize(std::max(wanted, 2 * frame_bytes_wanted));
    if (sizes_.size() < sizes_used_ + 5 * fields.size()) sizes_.resize(std::max(2 * (sizes_used_ + 5 * fields.size()), frame_bytes_wanted));
    char *size = sizes_.data() + sizes_used_, *byte = bytes_.data() + bytes_used_;
    for (const std::string_view field : fields) {
      if (field.size() < long_size) {
        *size++ = static_cast<char>(field.size());
      } else {
        *size++ = static_cast<char>(long_size);
        for (unsigned i = 0; i < 4; ++i) *size++ = static_cast<char>(field.size() >> (8 * i));
      }
      copy_short(byte, field);
      byte += field.size();
    }
    sizes_used_ = static_cast<std::size_t>(size - sizes_.data());
    bytes_used_ = static_cast<std::size_t>(byte - bytes_.data());
  }
  return bytes_used_ + sizes_used_ + faults_in_frame_.size() < frame_bytes_wanted || flush();
}

bool BatchWriter::flush() {
  if (faults_in_frame_.empty()) return written_;
  std::uint64_t& rows = rows_of_[table_];
  const auto count = static_cast<std::uint32_t>(faults_in_frame_.size());
  begin(frame_, FrameKind::rows);
  put(frame_, table_);
  put(frame_, rows + 1);
  put(frame_, count);
  put(frame_, static_cast<std::uint32_t>(sizes_used_));
  put(frame_, static_cast<std::uint32_t>(bytes_used_));
  frame_ += faults_in_frame_;
  frame_.append(sizes_, 0, sizes_used_);
  frame_.append(bytes_, 0, bytes_used_);
  seal(frame_);
  rows += count;
  rows_ += count;
  faults_in_frame_.clear();
  sizes_used_ = bytes_used_ = 0;
  return written_ && write_(frame_);
}

bool BatchWriter::finish(const ReadNotes& notes, bool stopped_early) {
  if (!flush()) return false;
  begin(frame_, FrameKind::summary);
  for (const std::uint64_t count : {rows_, faults_, notes.values_repaired, notes.bytes_skipped, notes.parts_skipped, notes.values_skipped}) put(frame_, count);
  put_u8(frame_, notes.cut_off ? 1 : 0);
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

Result<BatchDecoder::Opened> BatchDecoder::open(std::string_view header, std::string_view payload) {
  TRY(size, payload_size(header));
  check(size == payload.size());
  const auto kind = static_cast<FrameKind>(header[4]);
  if (finished_) return nonsense("a frame after the last");
  if (kind == FrameKind::failure) {
    finished_ = true;
    Bytes bytes(payload);
    const auto code = bytes.number<std::uint8_t>();
    if (!bytes.done() || code == 0 || code >= read_failures) return nonsense("an unknown failure");
    return Opened(static_cast<ReadFailure>(code));
  }
  if (kind == FrameKind::shape) return shape(payload);
  if (kind == FrameKind::rows && !tables_.empty()) return rows(payload);
  if (kind == FrameKind::summary && !tables_.empty()) return summary(payload);
  return nonsense("a frame out of order");
}

Result<BatchDecoder::Frame> BatchDecoder::decode(std::string_view header, std::string_view payload) {
  TRY(opened, open(header, payload));
  if (auto* shape = std::get_if<FileShape>(&opened)) return Frame(std::move(*shape));
  if (const auto* summary = std::get_if<ReadSummary>(&opened)) return Frame(*summary);
  if (const auto* failed = std::get_if<ReadFailure>(&opened)) return Frame(*failed);
  TRY_DO(decode_rows(payload, std::get<Rows>(opened).columns, batch_));
  return Frame(static_cast<const RowBatch*>(&batch_));
}

Result<BatchDecoder::Opened> BatchDecoder::shape(std::string_view payload) {
  Bytes bytes(payload);
  const auto version = bytes.number<std::uint8_t>(), format = bytes.number<std::uint8_t>(), encoding = bytes.number<std::uint8_t>();
  FileShape shape;
  shape.delimiter = static_cast<char>(bytes.number<std::uint8_t>());
  shape.quote = static_cast<char>(bytes.number<std::uint8_t>());
  const auto has_header = bytes.number<std::uint8_t>();
  shape.table = bytes.text();
  const auto columns = bytes.number<std::uint32_t>();
  if (!bytes.good() || version != format_version || format >= file_formats || encoding >= encodings || has_header > 1) return nonsense("an unknown shape");
  if (columns > columns_max || columns > bytes.left() / sizeof(std::uint32_t)) return nonsense("an impossible number of columns");
  if (tables_.size() >= tables_max) return nonsense("an impossible number of tables");
  shape.format = static_cast<FileFormat>(format);
  shape.encoding = static_cast<Encoding>(encoding);
  shape.has_header = has_header == 1;
  for (std::uint32_t i = 0; i < columns; ++i) shape.columns.emplace_back(bytes.text());
  if (!bytes.done()) return nonsense("a broken shape");
  tables_.push_back({columns, 0});
  return Opened(std::move(shape));
}

namespace {

// The parts of a frame of rows; their sizes add up to the payload's.
struct RowsParts {
  std::uint32_t table = 0, rows = 0;
  std::uint64_t first_row = 0;
  std::string_view faults, sizes, bytes;
};

std::optional<RowsParts> parts_of(std::string_view payload) {
  Bytes head(payload);
  RowsParts parts;
  parts.table = head.number<std::uint32_t>();
  parts.first_row = head.number<std::uint64_t>();
  parts.rows = head.number<std::uint32_t>();
  const auto sizes = head.number<std::uint32_t>(), bytes = head.number<std::uint32_t>();
  parts.faults = head.take(parts.rows);
  parts.sizes = head.take(sizes);
  parts.bytes = head.take(bytes);
  if (!head.done() || parts.rows == 0) return {};
  return parts;
}

struct Bits {
  bool ascii = false, with_nul = false;
};

// Branch-free, so that the compiler makes it wide.
Bits bits_of(std::string_view text) {
  unsigned char high = 0, nul = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    high = static_cast<unsigned char>(high | byte);
    nul = static_cast<unsigned char>(nul | (byte == 0 ? 0xFF : 0));
  }
  return {high < 0x80, nul != 0};
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

}  // namespace

Result<BatchDecoder::Opened> BatchDecoder::rows(std::string_view payload) {
  const auto parts = parts_of(payload);
  if (!parts || parts->table >= tables_.size()) return nonsense("a broken frame of rows");
  Table& table = tables_[parts->table];
  if (parts->first_row != table.rows + 1) return nonsense("rows out of order");
  table.rows += parts->rows;
  rows_ += parts->rows;
  faults_ += parts->rows - static_cast<std::uint64_t>(std::count(parts->faults.begin(), parts->faults.end(), '\0'));
  return Opened(Rows{parts->table, table.columns});
}

Result<void> BatchDecoder::decode_rows(std::string_view payload, std::size_t columns, RowBatch& batch) {
  const auto parts = parts_of(payload);
  check(parts.has_value());  // open() looked
  batch.table = parts->table;
  batch.first_row = parts->first_row;
  batch.rows.resize(parts->rows);
  const auto readable = static_cast<std::size_t>(std::count(parts->faults.begin(), parts->faults.end(), '\0'));
  if (columns != 0 && readable > parts->sizes.size() / columns) return nonsense("fields of impossible number");
  batch.fields.resize(readable * columns);

  // All of it is UTF-8 without NUL, and no field begins inside a character: then each field is.
  const auto [ascii, with_nul] = bits_of(parts->bytes);
  if (with_nul || (!ascii && !is_utf8(parts->bytes))) return nonsense("a field that is no text");

  const char *size = parts->sizes.data(), *const sizes_end = size + parts->sizes.size();
  std::size_t at = 0, field = 0;
  std::string_view* field_at = batch.fields.data();
  for (std::uint32_t i = 0; i < parts->rows; ++i) {
    const auto fault = static_cast<std::uint8_t>(parts->faults[i]);
    if (fault >= row_faults) return nonsense("an unknown fault");
    batch.rows[i] = {static_cast<RowFault>(fault), static_cast<std::uint32_t>(field), fault == 0 ? static_cast<std::uint32_t>(columns) : 0};
    if (fault != 0) continue;
    field += columns;
    for (std::size_t column = 0; column < columns; ++column) {
      if (size == sizes_end) return nonsense("a field without a size");
      std::size_t length = static_cast<unsigned char>(*size++);
      if (length == long_size) {
        if (sizes_end - size < 4) return nonsense("a field without a size");
        length = 0;
        for (unsigned k = 0; k < 4; ++k) length |= static_cast<std::size_t>(static_cast<unsigned char>(*size++)) << (8 * k);
      }
      if (length > parts->bytes.size() - at) return nonsense("a field beyond its frame");
      if (!ascii && at < parts->bytes.size() && continues_character(parts->bytes[at])) return nonsense("a field that is no text");
      *field_at++ = {parts->bytes.data() + at, length};
      at += length;
    }
  }
  if (at != parts->bytes.size() || size != sizes_end) return nonsense("rows of the wrong length");
  return {};
}

Result<BatchDecoder::Opened> BatchDecoder::summary(std::string_view payload) {
  Bytes bytes(payload);
  ReadSummary summary;
  for (std::uint64_t* count :
       {&summary.rows, &summary.faults, &summary.values_repaired, &summary.bytes_skipped, &summary.parts_skipped, &summary.values_skipped})
    *count = bytes.number<std::uint64_t>();
  const auto cut = bytes.number<std::uint8_t>(), stopped = bytes.number<std::uint8_t>();
  if (!bytes.done() || cut > 1 || stopped > 1 || summary.rows != rows_ || summary.faults != faults_) return nonsense("a summary that contradicts the rows");
  summary.cut_off = cut == 1;
  summary.stopped_early = stopped == 1;
  finished_ = true;
  return Opened(summary);
}

}  // namespace tocsin
