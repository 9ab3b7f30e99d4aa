// Words become glyphs: shaping with HarfBuzz, remembered word by word, for one file.
//
// Way:    text -> [here] -> typeset (lines) ; glyphs used -> [here] -> font_embed
// Holds:  a word that cannot be drawn faithfully (no glyph, a script other than Latin, Greek, Cyrillic, a
//         control character) is not printable and leaves no glyph in the file. Codes are dealt per (glyph,
//         text) in order of use, so that two characters sharing a glyph still come out of the file as
//         themselves. A Word is valid until the next call of trim().

#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/pdf_pages/typeface.h"

namespace tocsin::pdf {

// Part of a word at one height above the base line; marks stacked by the font stand on a rise.
struct Piece {
  int rise = 0;       // thousandths of the type size
  std::string shown;  // what stands inside "[(" and ")]TJ", escaped, kerning included
};
struct Word {
  std::vector<Piece> pieces;  // one, but for words with stacked marks
  std::string text;           // kept only where there are several pieces: becomes ActualText
  double width = 0;           // thousandths of the type size
  bool printable = true;
};

class Shaper {
 public:
  explicit Shaper(std::shared_ptr<const Typeface> type);
  const Word& word(std::string_view utf8);
  const Word& space();
  // Forgets words when too many are remembered; between two texts, never inside one.
  void trim();

  struct Code {
    hb_codepoint_t glyph = 0;
    std::u16string text;
  };
  const std::vector<Code>& codes() const { return codes_; }  // index = code in the file; 0 = .notdef
  const Typeface& type() const { return *type_; }
  double advance(hb_codepoint_t glyph) const;

 private:
  Word shape(std::string_view utf8);
  std::uint16_t code_of(hb_codepoint_t glyph, std::u16string text);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::shared_ptr<const Typeface> type_;
  HbBuffer buffer_;
  std::vector<Code> codes_{Code{}};
  std::map<std::pair<hb_codepoint_t, std::u16string>, std::uint16_t> code_of_;
  std::unordered_map<std::string, Word, Hash, std::equal_to<>> words_;
  Word space_;
};

}  // namespace tocsin::pdf
