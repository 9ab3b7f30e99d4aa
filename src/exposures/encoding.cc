#include "exposures/encoding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace tocsin {
namespace {

// 0x80 to 0x9f of Windows-1252; the five bytes it leaves open stay the control characters Latin-1 has there.
constexpr std::array<std::uint16_t, 32> cp1252_high = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                                       0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                                       0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

// Where ISO 8859-15 differs from Latin-1.
constexpr std::pair<unsigned char, std::uint16_t> latin9_own[] = {{0xA4, 0x20AC}, {0xA6, 0x0160}, {0xA8, 0x0161}, {0xB4, 0x017D},
                                                                  {0xB8, 0x017E}, {0xBC, 0x0152}, {0xBD, 0x0153}, {0xBE, 0x0178}};

constexpr std::uint32_t replacement_character = 0xFFFD;

struct Census {
  std::size_t utf8_characters = 0;  // of more than one byte
  std::size_t stray_bytes = 0;
};

// Counts what speaks for UTF-8 and what against. A character that the sample cuts off is left out.
Census census_of(std::string_view sample) {
  Census census;
  for (std::size_t i = 0; i < sample.size();) {
    const auto lead = static_cast<unsigned char>(sample[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length > 1 && i + length > sample.size()) break;
    if (length > 1 && is_utf8(sample.substr(i, length))) {
      ++census.utf8_characters;
      i += length;
    } else {
      if (length != 1) ++census.stray_bytes;
      ++i;
    }
  }
  return census;
}

// UTF-16 without a mark: in text of our languages every second byte is zero.
std::size_t zeros_at(std::string_view sample, std::size_t phase) {
  std::size_t zeros = 0;
  for (std::size_t i = phase; i < sample.size(); i += 2) zeros += sample[i] == '\0' ? 1 : 0;
  return zeros;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "c\xBDur": signs that are fractions in Latin-1 and letters in Latin-9 stand between letters only in the latter.
// A byte between 0x80 and 0x9F is a control character in Latin-9, so it speaks for Windows-1252.
bool looks_like_latin9(std::string_view sample) {
  std::size_t ligatures = 0;
  for (std::size_t i = 0; i + 1 < sample.size(); ++i) {
    const auto byte = static_cast<unsigned char>(sample[i]);
    if (byte >= 0x80 && byte < 0xA0) return false;
    if (byte >= 0xBC && byte <= 0xBE && is_letter(sample[i + 1])) ++ligatures;
  }
  return ligatures > 0;
}

}  // namespace

std::string_view name_of(FileFormat format) {
  switch (format) {
    case FileFormat::csv: return "csv";
    case FileFormat::xlsx: return "xlsx";
    case FileFormat::json: return "json";
    case FileFormat::sql: return "sql";
    case FileFormat::parquet: return "parquet";
    case FileFormat::mail: return "mail";
    case FileFormat::text: return "text";
  }
  return "csv";
}

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return "utf-8";
    case Encoding::utf16le: return "utf-16le";
    case Encoding::utf16be: return "utf-16be";
    case Encoding::cp1252: return "windows-1252";
    case Encoding::latin9: return "iso-8859-15";
  }
  return "utf-8";
}

EncodingGuess encoding_of(std::string_view sample) {
  if (sample.starts_with("\xEF\xBB\xBF")) return {Encoding::utf8, 3};
  if (sample.starts_with("\xFF\xFE")) return {Encoding::utf16le, 2};
  if (sample.starts_with("\xFE\xFF")) return {Encoding::utf16be, 2};
  const std::size_t pairs = sample.size() / 2, even = zeros_at(sample, 0), odd = zeros_at(sample, 1);
  if (pairs >= 4 && odd > pairs * 7 / 10 && even < pairs / 10) return {Encoding::utf16le, 0};
  if (pairs >= 4 && even > pairs * 7 / 10 && odd < pairs / 10) return {Encoding::utf16be, 0};
  const Census census = census_of(sample);
  if (census.stray_bytes <= census.utf8_characters) return {Encoding::utf8, 0};
  return {looks_like_latin9(sample) ? Encoding::latin9 : Encoding::cp1252, 0};
}

void append_cp1252(std::string& utf8, std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(utf8, byte >= 0x80 && byte < 0xA0 ? cp1252_high[byte - 0x80U] : byte);
  }
}

void append_latin9(std::string& utf8, std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const auto* const own = std::find_if(std::begin(latin9_own), std::end(latin9_own), [&](const auto& row) { return row.first == byte; });
    append_utf8(utf8, own == std::end(latin9_own) ? byte : own->second);
  }
}

void Utf16Decoder::unit(std::string& utf8, std::uint32_t unit) {
  if (high_surrogate_ != 0) {
    const std::uint32_t high = std::exchange(high_surrogate_, 0);
    if (unit >= 0xDC00 && unit < 0xE000) return append_utf8(utf8, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    append_utf8(utf8, replacement_character);
  }
  if (unit >= 0xD800 && unit < 0xDC00)
    high_surrogate_ = unit;
  else
    append_utf8(utf8, unit >= 0xDC00 && unit < 0xE000 ? replacement_character : unit);
}

void Utf16Decoder::add(std::string& utf8, std::string_view bytes) {
  const auto value = [&](char first, char second) {
    const auto a = static_cast<unsigned char>(first), b = static_cast<unsigned char>(second);
    return static_cast<std::uint32_t>(big_endian_ ? a << 8 | b : b << 8 | a);
  };
  if (!odd_byte_.empty() && !bytes.empty()) {
    unit(utf8, value(odd_byte_[0], bytes[0]));
    odd_byte_.clear();
    bytes.remove_prefix(1);
  }
  for (; bytes.size() >= 2; bytes.remove_prefix(2)) unit(utf8, value(bytes[0], bytes[1]));
  if (!bytes.empty()) odd_byte_ = bytes;
}

void Utf16Decoder::finish(std::string& utf8) {
  if (high_surrogate_ != 0 || !odd_byte_.empty()) append_utf8(utf8, replacement_character);
  high_surrogate_ = 0;
  odd_byte_.clear();
}

}  // namespace tocsin
