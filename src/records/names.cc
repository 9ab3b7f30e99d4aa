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

constexpr std::string_view titles[] = {"m", "mr", "mrs", "ms", "mme", "mlle", "monsieur", "madame", "herr", "frau", "dhr", "mevr", "mw", "dr", "prof"};
// As folded_name leaves them: "de" and "du" lose no letter, for their e stands behind no vowel.
constexpr std::size_t longest_title = 8;
constexpr std::string_view particles[] = {"van", "von", "vom", "de", "du",  "des", "del", "der", "den", "la",  "le", "les", "ten", "ter", "te",
                                          "op",  "in",  "t",   "zu", "zum", "zur", "di",  "da",  "dal", "dos", "do", "el",  "al",  "ben", "d"};

template <class List>
bool among(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// Titles begin with one of four letters, and this is asked by the million.
bool is_title(std::string_view word) {
  const char first = word.front();
  return (first == 'm' || first == 'd' || first == 'h' || first == 'p') && among(titles, word);
}

// U+00C0 to U+017F, the letters of Latin-1 and of Central Europe, as letters every keyboard has. Umlauts lose their
// dots here; "ae" loses its e below, so that all three writings meet.
constexpr std::array<std::string_view, 192> latin = {
    "a", "a", "a",  "a",  "a", "a", "ae", "c",  "e", "e", "e",  "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "",  "o", "u", "u", "u",
    "u", "y", "th", "ss", "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "",
    "o", "u", "u",  "u",  "u", "y", "th", "y",  "a", "a", "a",  "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", "d", "d", "e", "e",
    "e", "e", "e",  "e",  "e", "e", "e",  "e",  "g", "g", "g",  "g", "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
    "i", "i", "ij", "ij", "j", "j", "k",  "k",  "k", "l", "l",  "l", "l", "l", "l", "l", "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n",
    "o", "o", "o",  "o",  "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s", "s", "s", "s", "s", "s", "s", "s", "t", "t", "t", "t", "t", "t",
    "u", "u", "u",  "u",  "u", "u", "u",  "u",  "u", "u", "u",  "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s"};

// Cyrillic (ICAO 9303, as passports write it) and Greek, lower case, by code point from U+0430 and U+03B1.
constexpr std::array<std::string_view, 48> cyrillic = {"a", "b", "v", "g", "d",  "e",  "zh", "z",  "i",  "i",    "k",  "l", "m", "n", "o",  "p",
                                                       "r", "s", "t", "u", "f",  "kh", "ts", "ch", "sh", "shch", "ie", "y", "",  "e", "iu", "ia",
                                                       "e", "e", "d", "g", "ie", "dz", "i",  "i",  "j",  "lj",   "nj", "c", "k", "i", "u",  "dz"};
constexpr std::array<std::string_view, 25> greek = {"a", "v", "g", "d", "e", "z", "i", "th", "i", "k",  "l",  "m", "n",
                                                    "x", "o", "p", "r", "s", "s", "t", "y",  "f", "ch", "ps", "o"};

// Letters that no decomposition takes apart. `c` is in lower case.
std::string_view plain_letters(UChar32 c) {
  if (c >= 0xC0 && c <= 0x17F) return latin[static_cast<std::size_t>(c - 0xC0)];
  if (c == 0x1E9E) return "ss";
  if (c >= 0x430 && c < 0x460) return cyrillic[static_cast<std::size_t>(c - 0x430)];
  if (c >= 0x3B1 && c <= 0x3C9) return greek[static_cast<std::size_t>(c - 0x3B1)];
  return c == 0x491 ? "g" : std::string_view{};  // Ukrainian
}

// What a byte becomes: a letter or digit in lower case (and any byte beyond ASCII), nothing (O'Neill, d'Arc), or a gap.
constexpr char gap = ' ', nothing = 0;
constexpr std::array<char, 256> byte_as = [] {
  std::array<char, 256> all{};
  for (std::size_t c = 0; c < 256; ++c) {
    const auto sign = static_cast<char>(c);
    const bool word = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || c >= 0x80;
    all[c] = word ? sign : sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign == '\'' ? nothing : gap;
  }
  return all;
}();

// Takes letters and signs one by one and makes words of them: ä is written ae where the keyboard lacks it, and a where
// the clerk did not care, so an e behind a, o or u goes. A title in front goes too.
class Folding {
 public:
  // REQUIRES: no more than `most` letters and gaps are added.
  Folding(std::string& out, std::size_t most) : out_(out) {
    out_.resize(most + 1);
    begin_ = at_ = out_.data();
  }

  void add(char c) {
    const char as = byte_as[static_cast<unsigned char>(c)];
    if (as == nothing) return;
    if (as == gap) {
      end_word();
      return;
    }
    const bool silent = as == 'e' && shortens_;
    shortens_ = !silent && (as == 'a' || as == 'o' || as == 'u');
    if (gap_) *at_++ = gap;
    gap_ = false;
    in_word_ = true;
    *at_ = as;
    at_ += silent ? 0 : 1;
  }
  void add(std::string_view letters) {
    for (const char c : letters) add(c);
  }
  void finish() {
    const auto size = static_cast<std::size_t>(at_ - begin_);
    out_.resize(size);
    if (first_word_ > 0 && first_word_ <= longest_title && first_word_ < size && is_title(std::string_view(out_).substr(0, first_word_)))
      out_.erase(0, first_word_ + 1);
  }

 private:
  void end_word() {
    if (!in_word_) return;
    if (first_word_ == 0) first_word_ = static_cast<std::size_t>(at_ - begin_);
    gap_ = at_ != begin_;
    in_word_ = shortens_ = false;
  }
  std::string& out_;
  char *begin_, *at_;
  std::size_t first_word_ = 0;
  bool gap_ = false, in_word_ = false, shortens_ = false;
};

// Lower case and letters apart from their marks, by ICU: for what the table has not.
void fold_rare(std::string_view utf8, Folding& folding) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* const nfkd = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status) != 0) return;
  const icu::UnicodeString apart = nfkd->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size()))), status);
  std::string letter;
  for (std::int32_t i = 0; i < apart.length();) {
    const UChar32 c = apart.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    const UChar32 lower = u_tolower(c);
    if (const std::string_view plain = plain_letters(lower); !plain.empty() || lower == 0x44C) {  // the soft sign is not written
      folding.add(plain);
    } else if (u_isalnum(lower) != 0 || lower < 0x80) {
      letter.clear();
      append_utf8(letter, static_cast<std::uint32_t>(lower));
      folding.add(letter);
    } else {
      folding.add(' ');
    }
  }
}

// False: there are characters beyond the table. Nearly every name ends here.
bool fold_usual(std::string_view utf8, Folding& folding) {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      folding.add(lead >= 'A' && lead <= 'Z' ? static_cast<char>(lead - 'A' + 'a') : utf8[i]);
      continue;
    }
    if (lead < 0xC3 || lead > 0xC5 || i + 1 == utf8.size()) return false;
    const std::size_t code = (lead & 0x1FU) << 6 | (static_cast<unsigned char>(utf8[++i]) & 0x3FU);
    const std::string_view letters = latin[code - 0xC0];
    if (letters.empty())
      folding.add(' ');  // the signs of multiplication and division
    else
      folding.add(letters);
  }
  return true;
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

// "Berg, van den": Dutch and German registers put the particles behind.
bool all_particles(std::string_view text) {
  const auto words = split(text, ' ');
  return !text.empty() && std::all_of(words.begin(), words.end(), [](std::string_view word) { return among(particles, lower_ascii(word)); });
}

}  // namespace

namespace {

// The same for ASCII alone, where all is one table: nearly every value is, and this is done once a value. Returns false
// where there is another byte.
bool fold_ascii(std::string_view text, std::string& folded) {
  folded.resize(text.size());
  char *const begin = folded.data(), *to = begin;
  std::size_t first_word = 0;
  bool shortens = false, in_word = false;
  for (const char c : text) {
    const char as = byte_as[static_cast<unsigned char>(c)];
    if (static_cast<signed char>(as) > gap) {
      if (!in_word && to != begin) *to++ = gap;
      const bool silent = as == 'e' && shortens;
      *to = as;
      to += silent ? 0 : 1;
      shortens = !silent && (as == 'a' || as == 'o' || as == 'u');
      in_word = true;
    } else if (as == gap) {
      if (first_word == 0) first_word = static_cast<std::size_t>(to - begin);
      in_word = shortens = false;
    } else if (as != nothing) {
      return false;
    }
  }
  const auto size = static_cast<std::size_t>(to - begin);
  folded.resize(size);
  if (first_word > 0 && first_word <= longest_title && first_word < size && is_title(std::string_view(folded).substr(0, first_word)))
    folded.erase(0, first_word + 1);
  return true;
}

}  // namespace

void fold_name(std::string_view utf8, std::string& folded) {
  if (fold_ascii(utf8, folded)) return;
  Folding usual(folded, utf8.size());  // no letter of the table becomes longer
  if (fold_usual(utf8, usual)) return usual.finish();
  Folding rare(folded, 18 * utf8.size());  // the longest decomposition of Unicode
  fold_rare(utf8, rare);
  rare.finish();
}

std::string folded_name(std::string_view utf8) {
  std::string folded;
  fold_name(utf8, folded);
  return folded;
}

std::string name_core(std::string_view folded) {
  std::vector<std::string_view> words = split(folded, ' ');
  std::vector<std::string_view> core;
  for (const std::string_view word : words)
    if (!among(particles, word)) core.push_back(word);
  std::string out;
  for (const std::string_view word : core.empty() ? words : core) out += word;
  return out;
}

NameParts split_full_name(std::string_view full_name) {
  if (const std::size_t comma = full_name.find(','); comma != std::string_view::npos) {
    const std::string_view family = trimmed(full_name.substr(0, comma)), rest = trimmed(full_name.substr(comma + 1));
    const std::size_t second = rest.rfind(',');
    const std::string_view last = trimmed(second == std::string_view::npos ? rest : rest.substr(second + 1));
    if (all_particles(last))
      return {std::string(last) + " " + std::string(family), std::string(trimmed(second == std::string_view::npos ? "" : rest.substr(0, second)))};
    return {std::string(family), std::string(rest)};
  }
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
