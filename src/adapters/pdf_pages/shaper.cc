#include "adapters/pdf_pages/shaper.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cmath>

#include "adapters/pdf_pages/pdf_syntax.h"
#include "base/check.h"

namespace tocsin::pdf {

namespace {

constexpr std::size_t most_words = 1 << 16;

// Noto places every mark only on composed letters, and a search finds what the reader sees.
std::string composed(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  const icu::UnicodeString normal = nfc->normalize(text, status);
  check(U_SUCCESS(status));
  std::string out;
  return normal.toUTF8String(out);
}

bool is_set_by_us(char32_t code) {
  switch (hb_unicode_script(hb_unicode_funcs_get_default(), code)) {
    case HB_SCRIPT_LATIN:
    case HB_SCRIPT_GREEK:
    case HB_SCRIPT_CYRILLIC:
    case HB_SCRIPT_COMMON:
    case HB_SCRIPT_INHERITED: return true;
    default: return false;
  }
}

bool is_no_sign(char32_t code) {
  const hb_unicode_general_category_t category = hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
  return code == 0xFFFD ||  // stands where bytes were not text
         category == HB_UNICODE_GENERAL_CATEGORY_CONTROL || category == HB_UNICODE_GENERAL_CATEGORY_PRIVATE_USE ||
         category == HB_UNICODE_GENERAL_CATEGORY_UNASSIGNED || category == HB_UNICODE_GENERAL_CATEGORY_SURROGATE;
}

bool is_printable(const icu::UnicodeString& text) {
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const auto code = static_cast<char32_t>(text.char32At(i));
    if (!is_set_by_us(code) || is_no_sign(code)) return false;
  }
  return true;
}

void add_code(std::string& out, std::uint16_t code) {
  for (const int byte : {code >> 8, code & 0xFF}) {
    const char c = static_cast<char>(byte);
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    if (c == '\r')
      out += "\\r";
    else
      out += c;
  }
}

void add_kerning(std::string& out, double owed) {
  const long thousandths = std::lround(owed);
  if (thousandths == 0) return;
  out += ')';
  add_number(out, -thousandths);
  out += '(';
}

// Where the text of glyph i ends: at the next glyph of another cluster.
std::size_t cluster_end(std::span<const hb_glyph_info_t> glyphs, std::size_t i, std::size_t text_size) {
  for (std::size_t k = i + 1; k < glyphs.size(); ++k)
    if (glyphs[k].cluster != glyphs[i].cluster) return glyphs[k].cluster;
  return text_size;
}

}  // namespace

Shaper::Shaper(std::shared_ptr<const Typeface> type) : type_(std::move(type)), buffer_(hb_buffer_create()) { space_ = shape(" "); }

const Word& Shaper::space() { return space_; }

const Word& Shaper::word(std::string_view utf8) {
  if (const auto known = words_.find(utf8); known != words_.end()) return known->second;
  return words_.emplace(std::string(utf8), shape(utf8)).first->second;
}

void Shaper::trim() {
  if (words_.size() > most_words) words_.clear();
}

double Shaper::advance(hb_codepoint_t glyph) const { return hb_font_get_glyph_h_advance(type_->font.get(), glyph) * type_->scale; }

std::uint16_t Shaper::code_of(hb_codepoint_t glyph, std::u16string text) {
  const auto [place, is_new] = code_of_.try_emplace({glyph, text}, static_cast<std::uint16_t>(codes_.size()));
  if (is_new) {
    check(codes_.size() < 0xFFFF);
    codes_.push_back({glyph, std::move(text)});
  }
  return place->second;
}

Word Shaper::shape(std::string_view raw) {
  const std::string text = composed(raw);
  Word word;
  if (!is_printable(icu::UnicodeString::fromUTF8(text))) {
    word.printable = false;
    return word;
  }
  hb_buffer_t* buffer = buffer_.get();
  hb_buffer_clear_contents(buffer);
  hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(type_->font.get(), buffer, nullptr, 0);

  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const std::span<const hb_glyph_info_t> glyphs(infos, count);
  const std::span<const hb_glyph_position_t> places(hb_buffer_get_glyph_positions(buffer, &count), count);
  for (const hb_glyph_info_t& glyph : glyphs)
    if (glyph.codepoint == 0) word.printable = false;
  if (!word.printable) return word;

  double owed = 0;  // the difference to the glyph's own advance, paid before the next glyph
  word.pieces.emplace_back();
  for (std::size_t i = 0; i < count; ++i) {
    const bool begins_cluster = i == 0 || glyphs[i - 1].cluster != glyphs[i].cluster;
    std::u16string cluster;
    if (begins_cluster) {
      const std::size_t from = glyphs[i].cluster;
      cluster = utf16_of(std::string_view(text).substr(from, cluster_end(glyphs, i, text.size()) - from));
    }
    const double advance = places[i].x_advance * type_->scale, offset = places[i].x_offset * type_->scale;
    const int rise = static_cast<int>(std::lround(places[i].y_offset * type_->scale));
    if (rise != word.pieces.back().rise) word.pieces.push_back({rise, {}});
    std::string& shown = word.pieces.back().shown;
    add_kerning(shown, owed + offset);
    add_code(shown, code_of(glyphs[i].codepoint, std::move(cluster)));
    owed = advance - this->advance(glyphs[i].codepoint) - offset;
    word.width += advance;
  }
  add_kerning(word.pieces.back().shown, owed);
  if (word.pieces.size() > 1) word.text = text;
  return word;
}

}  // namespace tocsin::pdf
