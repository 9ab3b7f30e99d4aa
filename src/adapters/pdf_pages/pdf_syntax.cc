#include "adapters/pdf_pages/pdf_syntax.h"

#include <charconv>
#include <cmath>

namespace tocsin::pdf {

void add_number(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, end.ptr);
}

void add_decimal(std::string& out, double number) {
  std::int64_t hundredths = std::lround(number * 100);
  if (hundredths < 0) {
    out += '-';
    hundredths = -hundredths;
  }
  add_number(out, hundredths / 100);
  const int rest = static_cast<int>(hundredths % 100);
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

void add_reference(std::string& out, ObjectId id) {
  add_number(out, id);
  out += " 0 R";
}

void add_hex16(std::string& out, std::uint16_t value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const int shift : {12, 8, 4, 0}) out += digits[(value >> shift) & 0xF];
}

std::u16string utf16_of(std::string_view utf8) {
  std::u16string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t code = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length && at + i < utf8.size(); ++i) code = code << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3Fu);
    at += length;
    if (code < 0x10000) {
      out += static_cast<char16_t>(code);
    } else {
      code -= 0x10000;
      out += static_cast<char16_t>(0xD800 + (code >> 10));
      out += static_cast<char16_t>(0xDC00 + (code & 0x3FF));
    }
  }
  return out;
}

void add_text(std::string& out, std::string_view utf8) {
  out += "<FEFF";
  for (const char16_t unit : utf16_of(utf8)) add_hex16(out, unit);
  out += '>';
}

}  // namespace tocsin::pdf
