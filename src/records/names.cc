#include "records/names.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::array titles = {"m", "mr", "mrs", "ms", "mme", "mlle", "monsieur", "madame", "herr", "frau", "dhr", "mevr", "mw", "dr", "prof"};
constexpr std::array particles = {"van", "von", "de", "du", "des", "der", "den", "la", "le", "ten", "ter", "zu", "zur", "di", "da", "el", "al", "ben"};

template <class List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Letters that no decomposition takes apart.
std::string_view plain_letters(UChar32 c) {
  switch (c) {
    case 0xDF:
    case 0x1E9E: return "ss";
    case 0xE6:
    case 0xC6: return "ae";
    case 0x153:
    case 0x152: return "oe";
    case 0xF8:
    case 0xD8: return "o";
    case 0x142:
    case 0x141: return "l";
    case 0x111:
    case 0x110:
    case 0xF0:
    case 0xD0: return "d";
    case 0xFE:
    case 0xDE: return "th";
    case 0x131: return "i";
    default: return {};
  }
}

void append_plain(std::string& out, std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString apart;
  const auto* const nfkd = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status) != 0) return;
  apart = nfkd->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size()))), status);
  for (std::int32_t i = 0; i < apart.length();) {
    const UChar32 c = apart.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (const std::string_view plain = plain_letters(c); !plain.empty())
      out += plain;
    else
      append_utf8(out, static_cast<std::uint32_t>(u_isalnum(c) != 0 || c < 0x80 ? u_tolower(c) : ' '));
  }
}

bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

// ä is written ae where the keyboard lacks it, and a where the clerk did not care.
void shorten_umlauts(std::string& word) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    word[out++] = word[i];
    if ((word[i] == 'a' || word[i] == 'o' || word[i] == 'u') && i + 1 < word.size() && word[i + 1] == 'e') ++i;
  }
  word.resize(out);
}

std::vector<std::string> words_of(std::string_view utf8) {
  std::string plain;
  const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii)
    plain = lower_ascii(utf8);
  else
    append_plain(plain, utf8);
  std::vector<std::string> words(1);
  for (const char c : plain) {
    if (c == '\'') continue;  // O'Neill, d'Arc
    if (is_word_byte(c))
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool is_upper_word(std::string_view word) {
  return word.size() > 1 && std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string joined_words(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) out += (i == begin ? "" : " ") + std::string(words[i]);
  return out;
}

}  // namespace

std::string folded_name(std::string_view utf8) {
  std::vector<std::string> words = words_of(utf8);
  if (words.size() > 1 && among(titles, words.front())) words.erase(words.begin());
  for (std::string& word : words) shorten_umlauts(word);
  return joined(words, " ");
}

NameParts split_full_name(std::string_view full_name) {
  if (const std::size_t comma = full_name.find(','); comma != std::string_view::npos)
    return {std::string(trimmed(full_name.substr(0, comma))), std::string(trimmed(full_name.substr(comma + 1)))};
  std::vector<std::string_view> words = split(trimmed(full_name), ' ');
  std::erase(words, "");
  while (words.size() > 1 && among(titles, folded_name(words.front()))) words.erase(words.begin());
  if (words.size() < 2) return {words.empty() ? "" : std::string(words.front()), ""};
  std::size_t upper = 0;
  while (upper < words.size() && is_upper_word(words[upper])) ++upper;
  if (upper > 0 && upper < words.size()) return {joined_words(words, 0, upper), joined_words(words, upper, words.size())};
  if (upper == words.size()) return {joined_words(words, 0, 1), joined_words(words, 1, words.size())};  // all capitals: registers write surnames first
  std::size_t family = words.size() - 1;
  while (family > 1 && among(particles, lower_ascii(words[family - 1]))) --family;
  return {joined_words(words, family, words.size()), joined_words(words, 0, family)};
}

}  // namespace tocsin
