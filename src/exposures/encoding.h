// Which characters a file's bytes mean, and the way from there to UTF-8.
//
// Pure.   UTF-8, UTF-16 in both orders, Windows-1252, which holds Latin-1 as far as text goes, and Latin-9, which
//         has the French oe and the euro elsewhere.
// Holds:  a file that is UTF-8 in most places and something else in a few stays readable: each field that is
//         not UTF-8 is read as Windows-1252, and counted.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "exposures/rows.h"

namespace tocsin {

struct EncodingGuess {
  Encoding encoding = Encoding::utf8;
  std::size_t bom_bytes = 0;
};

// From the first bytes of a file. A character cut off at the end of `sample` says nothing.
EncodingGuess encoding_of(std::string_view sample);

void append_cp1252(std::string& utf8, std::string_view bytes);
void append_latin9(std::string& utf8, std::string_view bytes);

// UTF-16 in pieces of any length. A lone surrogate becomes U+FFFD.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(bool big_endian) : big_endian_(big_endian) {}
  void add(std::string& utf8, std::string_view bytes);
  void finish(std::string& utf8);

 private:
  void unit(std::string& utf8, std::uint32_t unit);
  bool big_endian_;
  std::string odd_byte_;
  std::uint32_t high_surrogate_ = 0;
};

}  // namespace tocsin
