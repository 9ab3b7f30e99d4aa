#include "exposures/field_text.h"

#include "base/text.h"

namespace tocsin {
namespace {

enum class Letters { ascii, others, with_nul };

Letters letters_of(std::string_view text) {
  unsigned char high = 0;
  bool nul = false;
  for (const char c : text) {
    high |= static_cast<unsigned char>(c);
    nul |= c == '\0';
  }
  return nul ? Letters::with_nul : high < 0x80 ? Letters::ascii : Letters::others;
}

}  // namespace

std::string_view FieldText::of(std::string_view bytes, RowFault& fault) {
  const Letters letters = letters_of(bytes);
  if (letters == Letters::ascii) return bytes;
  if (letters == Letters::with_nul) {
    fault = RowFault::nul_byte;
    return {};
  }
  const bool eight_bits = encoding_ == Encoding::cp1252 || encoding_ == Encoding::latin9;
  if (!eight_bits) {
    if (is_utf8(bytes)) return bytes;
    ++notes_.values_repaired;
  }
  if (used_ == made_.size()) made_.emplace_back();
  std::string& text = made_[used_++];
  text.clear();
  if (encoding_ == Encoding::latin9)
    append_latin9(text, bytes);
  else
    append_cp1252(text, bytes);
  return text;
}

}  // namespace tocsin
