#include "exposures/formats/parquet_pages.h"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <lz4.h>
#include <snappy-c.h>
#include <zlib.h>
#include <zstd.h>

#include <bit>
#include <chrono>
#include <cstring>

#include "exposures/formats/thrift.h"

namespace tocsin {
namespace {

constexpr std::uint64_t page_bytes_max = 256 << 20;
constexpr std::size_t header_bytes_max = 64 << 10;
constexpr std::size_t values_in_page_max = 64 << 20;

template <class Number>
Number number_at(std::string_view bytes, std::size_t at) {
  Number value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

// Bits from the least significant on, as Parquet packs them.
class BitReader {
 public:
  explicit BitReader(std::string_view bytes) : bytes_(bytes) {}
  bool read(unsigned width, std::uint64_t& value) {
    value = 0;
    for (unsigned done = 0; done < width;) {
      if (at_ / 8 >= bytes_.size()) return false;
      const auto byte = static_cast<unsigned char>(bytes_[static_cast<std::size_t>(at_ / 8)]);
      const auto offset = static_cast<unsigned>(at_ % 8), take = std::min(8 - offset, width - done);
      value |= static_cast<std::uint64_t>(byte >> offset & ((1U << take) - 1U)) << done;
      done += take;
      at_ += take;
    }
    return true;
  }

 private:
  std::string_view bytes_;
  std::uint64_t at_ = 0;
};

bool varint(std::string_view& bytes, std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto next = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
    if ((next & 0x80U) == 0) return true;
  }
  return false;
}

// Runs of one number and runs of packed numbers, alternating. `each(number)` until `count` came.
template <class Each>
bool hybrid(std::string_view bytes, unsigned width, std::size_t count, const Each& each) {
  if (width > 32) return false;
  while (count > 0) {
    std::uint64_t head = 0;
    if (!varint(bytes, head)) return false;
    if ((head & 1U) == 0) {
      const std::size_t size = (width + 7) / 8;
      if (bytes.size() < size) return false;
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < size; ++i) value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
      bytes.remove_prefix(size);
      const std::uint64_t run = std::min<std::uint64_t>(head >> 1U, count);
      if (run == 0) return false;
      for (std::uint64_t i = 0; i < run; ++i)
        if (!each(value)) return false;
      count -= static_cast<std::size_t>(run);
    } else {
      const std::uint64_t groups = head >> 1U;
      if (groups == 0 || groups > bytes.size() + 1) return false;
      const std::size_t size = std::min<std::size_t>(static_cast<std::size_t>(groups) * width, bytes.size());
      BitReader bits(bytes.substr(0, size));
      const std::uint64_t run = std::min<std::uint64_t>(groups * 8, count);
      for (std::uint64_t i = 0; i < run; ++i) {
        std::uint64_t value = 0;
        if (!bits.read(width, value) || !each(value)) return false;
      }
      bytes.remove_prefix(size);
      count -= static_cast<std::size_t>(run);
    }
  }
  return true;
}

unsigned width_for(std::uint64_t most) { return static_cast<unsigned>(std::bit_width(most)); }

// Deltas between numbers, in blocks of packed numbers. Leaves in `bytes` what follows them.
bool delta_numbers(std::string_view& bytes, std::size_t count, std::vector<std::int64_t>& numbers) {
  std::uint64_t block = 0, minis = 0, total = 0, first = 0;
  if (!varint(bytes, block) || !varint(bytes, minis) || !varint(bytes, total) || !varint(bytes, first)) return false;
  if (minis == 0 || minis > 512 || block == 0 || block > 1 << 20 || block % minis != 0 || (block / minis) % 8 != 0 || total < count ||
      total > values_in_page_max)
    return false;
  const auto zigzag = [](std::uint64_t value) {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U));
  };
  std::uint64_t last = zigzag(first);
  numbers.clear();
  if (total > 0) numbers.push_back(static_cast<std::int64_t>(last));
  while (numbers.size() < total) {
    std::uint64_t least = 0;
    if (!varint(bytes, least) || bytes.size() < minis) return false;
    const std::uint64_t smallest = zigzag(least);
    const std::string widths(bytes.substr(0, static_cast<std::size_t>(minis)));
    bytes.remove_prefix(static_cast<std::size_t>(minis));
    for (const char w : widths) {
      if (numbers.size() >= total) break;
      const auto width = static_cast<unsigned char>(w);
      const std::size_t size = static_cast<std::size_t>(block / minis) / 8 * width;
      if (width > 64 || bytes.size() < size) return false;
      BitReader bits(bytes.substr(0, size));
      bytes.remove_prefix(size);
      for (std::uint64_t i = 0; i < block / minis && numbers.size() < total; ++i) {
        std::uint64_t delta = 0;
        if (!bits.read(width, delta)) return false;
        last += smallest + delta;
        numbers.push_back(static_cast<std::int64_t>(last));
      }
    }
  }
  return true;
}

std::string instant(std::int64_t count, std::int64_t per_second) {
  using namespace std::chrono;
  std::int64_t seconds_since = count / per_second, rest = count % per_second;
  if (rest < 0) {
    rest += per_second;
    --seconds_since;
  }
  constexpr std::int64_t years_10000 = 400'000'000'000;
  if (seconds_since < -years_10000 || seconds_since > years_10000) return std::to_string(count);
  const sys_seconds at{seconds(seconds_since)};
  const auto day = floor<days>(at);
  const year_month_day ymd(day);
  const hh_mm_ss time(at - day);
  const std::string date = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  if (time.to_duration().count() == 0 && rest == 0) return date;
  return date + fmt::format("T{:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string decimal(std::string digits, bool negative, std::uint32_t scale) {
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  if (scale > 0) digits.insert(digits.size() - scale, ".");
  return negative ? "-" + digits : digits;
}

std::string hex_of(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

}  // namespace

struct ParquetPages::Header {
  std::int64_t type = -1, unpacked = 0, packed = 0, values = 0, encoding = -1, definition_bytes = 0, repetition_bytes = 0;
  bool compressed = true;

  static bool read(std::string_view bytes, Header& header, std::size_t& size) {
    Thrift thrift(bytes);
    const auto inner = [&](bool second_version) {
      thrift.fields([&](std::int64_t id, Thrift::Type type) {
        if (type == Thrift::yes || type == Thrift::no) {
          if (second_version && id == 7) header.compressed = type == Thrift::yes;
          return;
        }
        if (type != Thrift::i32) return thrift.skip(type);
        const std::int64_t value = thrift.number();
        if (id == 1) header.values = value;
        if (id == (second_version ? 4 : 2)) header.encoding = value;
        if (second_version && id == 5) header.definition_bytes = value;
        if (second_version && id == 6) header.repetition_bytes = value;
      });
    };
    thrift.fields([&](std::int64_t id, Thrift::Type type) {
      if (type == Thrift::structure && (id == 5 || id == 7 || id == 8)) return inner(id == 8);
      if (type != Thrift::i32) return thrift.skip(type);
      const std::int64_t value = thrift.number();
      if (id == 1) header.type = value;
      if (id == 2) header.unpacked = value;
      if (id == 3) header.packed = value;
    });
    size = thrift.place();
    return thrift.good() && header.unpacked >= 0 && header.packed >= 0 && header.values >= 0 && header.definition_bytes >= 0 && header.repetition_bytes >= 0;
  }
};

bool ParquetPages::next(std::string_view& value) {
  while (next_present_ == present_.size())
    if (!next_page()) return false;
  if (present_[next_present_++] == 0) {
    value = {};
    return true;
  }
  if (next_value_ >= values_.size()) return false;
  value = values_.at(next_value_++);
  return true;
}

bool ParquetPages::next_page() {
  const std::uint64_t end = chunk_.begin + chunk_.size;
  if (at_ >= end) return false;
  std::string start(static_cast<std::size_t>(std::min<std::uint64_t>(header_bytes_max, end - at_)), '\0');
  start.resize(bytes_.read_at(at_, start));
  Header header;
  std::size_t header_size = 0;
  if (!Header::read(start, header, header_size)) return false;
  at_ += header_size;
  const auto packed = static_cast<std::uint64_t>(header.packed), unpacked = static_cast<std::uint64_t>(header.unpacked);
  too_large_ = unpacked > page_bytes_max || static_cast<std::uint64_t>(header.values) > values_in_page_max ||
               !unpacked_.allows(budgets_, unpacked, unpacked, std::max<std::uint64_t>(packed, 1));
  if (too_large_ || packed > end - at_) return false;
  packed_.resize(static_cast<std::size_t>(packed));
  if (bytes_.read_at(at_, packed_) != packed) return false;
  at_ += packed;
  present_.clear();
  values_.clear();
  next_present_ = next_value_ = 0;
  if (header.type == 2) return unpack(packed_, static_cast<std::size_t>(unpacked), page_) && plain(page_, static_cast<std::size_t>(header.values), dictionary_);
  if (header.type != 0 && header.type != 3) return true;  // an index
  if (header.type == 0) return unpack(packed_, static_cast<std::size_t>(unpacked), page_) && data_page(header, page_);

  // Version 2 leaves the levels in front unpacked.
  const auto levels = static_cast<std::uint64_t>(header.definition_bytes) + static_cast<std::uint64_t>(header.repetition_bytes);
  if (levels > packed || levels > unpacked) return false;
  const std::string_view behind = std::string_view(packed_).substr(static_cast<std::size_t>(levels));
  std::string body;
  if (!header.compressed)
    body = behind;
  else if (!unpack(behind, static_cast<std::size_t>(unpacked - levels), body))
    return false;
  page_ = packed_.substr(0, static_cast<std::size_t>(levels)) + body;
  return data_page(header, page_);
}

bool ParquetPages::unpack(std::string_view packed, std::size_t size, std::string& into) {
  into.resize(size);
  if (size == 0) return true;
  switch (chunk_.codec) {
    case 0: into = packed; return packed.size() == size;
    case 1: {
      std::size_t got = size;
      return ::snappy_uncompress(packed.data(), packed.size(), into.data(), &got) == SNAPPY_OK && got == size;
    }
    case 2: {
      z_stream stream{};
      if (::inflateInit2(&stream, 15 + 32) != Z_OK) return false;
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
      stream.avail_in = static_cast<uInt>(packed.size());
      stream.next_out = reinterpret_cast<Bytef*>(into.data());
      stream.avail_out = static_cast<uInt>(size);
      const int answer = ::inflate(&stream, Z_FINISH);
      ::inflateEnd(&stream);
      return answer == Z_STREAM_END && stream.total_out == size;
    }
    case 4: {
      std::size_t got = size;
      return ::BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()), &got,
                                       reinterpret_cast<std::uint8_t*>(into.data())) == BROTLI_DECODER_RESULT_SUCCESS &&
             got == size;
    }
    case 6: return ::ZSTD_decompress(into.data(), size, packed.data(), packed.size()) == size;
    case 7:
      return packed.size() <= 1U << 30 && size <= 1U << 30 &&
             ::LZ4_decompress_safe(packed.data(), into.data(), static_cast<int>(packed.size()), static_cast<int>(size)) == static_cast<int>(size);
    default: return false;  // LZO, and the LZ4 of before it had a rule
  }
}

bool ParquetPages::data_page(const Header& header, std::string_view body) {
  const auto count = static_cast<std::size_t>(header.values);
  present_.assign(count, 1);
  std::size_t filled = count;
  if (header.type == 3 && header.repetition_bytes > 0) return false;  // columns that repeat are not read
  if (column_.levels > 0) {
    std::size_t size = static_cast<std::size_t>(header.definition_bytes);
    if (header.type == 0) {
      if (body.size() < 4) return false;
      size = number_at<std::uint32_t>(body, 0);
      body.remove_prefix(4);
    }
    if (size > body.size()) return false;
    std::size_t i = 0;
    filled = 0;
    const bool read = hybrid(body.substr(0, size), width_for(column_.levels), count, [&](std::uint64_t level) {
      present_[i++] = level == column_.levels ? 1 : 0;
      filled += level == column_.levels ? 1U : 0U;
      return true;
    });
    if (!read) return false;
    body.remove_prefix(size);
  }
  switch (header.encoding) {
    case 0: return plain(body, filled, values_);
    case 2:
    case 8: return from_dictionary(body, filled);
    case 3: {  // booleans
      if (column_.type != ParquetColumn::Type::boolean || body.size() < 4) return false;
      return hybrid(body.substr(4), 1, filled, [&](std::uint64_t value) {
        values_.all += value != 0 ? "true" : "false";
        values_.ends.push_back(values_.all.size());
        return true;
      });
    }
    case 5: return deltas(body, filled);
    case 6: return delta_lengths(body, filled);
    case 7: return delta_texts(body, filled);
    case 9: return split_bytes(body, filled);
    default: return false;
  }
}

void ParquetPages::put_number(std::int64_t value, Texts& into) const {
  using Meaning = ParquetColumn::Meaning;
  switch (column_.meaning) {
    case Meaning::date: into.all += instant(static_cast<std::int32_t>(value) * std::int64_t{86'400}, 1); break;
    case Meaning::milliseconds: into.all += instant(value, 1'000); break;
    case Meaning::microseconds: into.all += instant(value, 1'000'000); break;
    case Meaning::nanoseconds: into.all += instant(value, 1'000'000'000); break;
    case Meaning::decimal:
      into.all += decimal(std::to_string(value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value)), value < 0, column_.scale);
      break;
    default: into.all += std::to_string(value);
  }
  into.ends.push_back(into.all.size());
}

// Decimals of up to eight bytes are numbers; other bytes of fixed length are shown as such unless they are text.
void ParquetPages::put_fixed(std::string_view bytes, Texts& into) const {
  if (column_.meaning == ParquetColumn::Meaning::decimal && !bytes.empty() && bytes.size() <= 8) {
    auto value = static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<signed char>(bytes.front())));
    for (const char c : bytes.substr(1)) value = value << 8U | static_cast<unsigned char>(c);
    return put_number(static_cast<std::int64_t>(value), into);
  }
  if (column_.meaning == ParquetColumn::Meaning::uuid || column_.meaning == ParquetColumn::Meaning::decimal)
    into.all += hex_of(bytes);
  else
    into.all += bytes;
  into.ends.push_back(into.all.size());
}

bool ParquetPages::plain(std::string_view values, std::size_t count, Texts& into) {
  using Type = ParquetColumn::Type;
  into.clear();
  const auto each_of = [&](std::size_t size, const auto& put) {
    if (count > values.size() / size) return false;
    for (std::size_t i = 0; i < count; ++i) put(i * size);
    return true;
  };
  const auto put_text = [&](const std::string& text) {
    into.all += text;
    into.ends.push_back(into.all.size());
  };
  switch (column_.type) {
    case Type::boolean:
      if (count > values.size() * 8) return false;
      for (std::size_t i = 0; i < count; ++i) put_text((static_cast<unsigned char>(values[i / 8]) >> (i % 8) & 1U) != 0 ? "true" : "false");
      return true;
    case Type::int32: return each_of(4, [&](std::size_t at) { put_number(number_at<std::int32_t>(values, at), into); });
    case Type::int64: return each_of(8, [&](std::size_t at) { put_number(number_at<std::int64_t>(values, at), into); });
    case Type::int96:  // nanoseconds of the day, Julian day
      return each_of(12, [&](std::size_t at) {
        const std::int64_t seconds = (static_cast<std::int64_t>(number_at<std::uint32_t>(values, at + 8)) - 2'440'588) * 86'400;
        put_text(instant(seconds + number_at<std::int64_t>(values, at) / 1'000'000'000, 1));
      });
    case Type::float32: return each_of(4, [&](std::size_t at) { put_text(fmt::format("{}", number_at<float>(values, at))); });
    case Type::float64: return each_of(8, [&](std::size_t at) { put_text(fmt::format("{}", number_at<double>(values, at))); });
    case Type::fixed: return column_.length > 0 && each_of(column_.length, [&](std::size_t at) { put_fixed(values.substr(at, column_.length), into); });
    case Type::bytes:
      for (std::size_t i = 0; i < count; ++i) {
        if (values.size() < 4) return false;
        const std::size_t size = number_at<std::uint32_t>(values, 0);
        if (size > values.size() - 4) return false;
        put_fixed(values.substr(4, size), into);
        values.remove_prefix(4 + size);
      }
      return true;
  }
  return false;
}

bool ParquetPages::from_dictionary(std::string_view values, std::size_t count) {
  if (count == 0) return true;
  if (values.empty()) return false;
  const auto width = static_cast<unsigned char>(values.front());
  return hybrid(values.substr(1), width, count, [&](std::uint64_t index) {
    if (index >= dictionary_.size() || values_.all.size() > page_bytes_max) return false;
    values_.all += dictionary_.at(static_cast<std::size_t>(index));
    values_.ends.push_back(values_.all.size());
    return true;
  });
}

// The first bytes of all numbers, then their second bytes, and so on.
bool ParquetPages::split_bytes(std::string_view values, std::size_t count) {
  using Type = ParquetColumn::Type;
  const Type type = column_.type;
  const std::size_t size = type == Type::int32 || type == Type::float32   ? 4
                           : type == Type::int64 || type == Type::float64 ? 8
                           : type == Type::fixed                          ? column_.length
                                                                          : 0;
  if (size == 0 || count > values.size() / size) return false;
  std::string together(count * size, '\0');
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t k = 0; k < size; ++k) together[i * size + k] = values[k * count + i];
  return plain(together, count, values_);
}

bool ParquetPages::deltas(std::string_view values, std::size_t count) {
  std::vector<std::int64_t> numbers;
  if (!delta_numbers(values, count, numbers)) return false;
  for (std::int64_t number : numbers) {
    if (column_.type == ParquetColumn::Type::int32) number = static_cast<std::int32_t>(number);
    put_number(number, values_);
  }
  return column_.type == ParquetColumn::Type::int32 || column_.type == ParquetColumn::Type::int64;
}

bool ParquetPages::delta_lengths(std::string_view values, std::size_t count) {
  std::vector<std::int64_t> lengths;
  if (!delta_numbers(values, count, lengths)) return false;
  for (const std::int64_t length : lengths) {
    if (length < 0 || static_cast<std::uint64_t>(length) > values.size()) return false;
    put_fixed(values.substr(0, static_cast<std::size_t>(length)), values_);
    values.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

bool ParquetPages::delta_texts(std::string_view values, std::size_t count) {
  std::vector<std::int64_t> prefixes, lengths;
  if (!delta_numbers(values, count, prefixes) || !delta_numbers(values, count, lengths) || prefixes.size() != lengths.size()) return false;
  std::string last;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (prefixes[i] < 0 || static_cast<std::uint64_t>(prefixes[i]) > last.size() || lengths[i] < 0 || static_cast<std::uint64_t>(lengths[i]) > values.size())
      return false;
    if (values_.all.size() > page_bytes_max) return false;
    last.resize(static_cast<std::size_t>(prefixes[i]));
    last += values.substr(0, static_cast<std::size_t>(lengths[i]));
    values.remove_prefix(static_cast<std::size_t>(lengths[i]));
    put_fixed(last, values_);
  }
  return true;
}

}  // namespace tocsin
