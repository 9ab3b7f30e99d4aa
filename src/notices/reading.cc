#include "notices/reading.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace tocsin {

namespace {

std::u32string folded(std::string_view text) {
  icu::UnicodeString units = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}).foldCase();
  std::u32string out;
  for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1)) out += static_cast<char32_t>(units.char32At(i));
  return out;
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t code : text) append_utf8(out, code);
  return out;
}

bool is_of_a_word(char32_t code) { return u_isalnum(static_cast<UChar32>(code)) != 0; }
bool is_digit(char32_t code) { return code >= U'0' && code <= U'9'; }

// "20." before a month and "z." before "B." end nothing.
bool ends_sentence(std::u32string_view word, char32_t mark) {
  if (mark == U'!' || mark == U'?' || mark == U':') return true;
  if (mark != U'.') return false;
  return word.size() > 1 && !(word.size() <= 2 && is_digit(word.front()));
}

bool is_vowel(char32_t code) { return std::u32string_view(U"aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœ").find(code) != std::u32string_view::npos; }

// Two dots above a vowel that stand for a syllable of its own: "geïnformeerd", "naïf", "Donnéeën".
bool begins_syllable(char32_t code, std::string_view language) {
  if (language == "nl" || language == "fr") return code == U'ë' || code == U'ï' || (language == "nl" && (code == U'ö' || code == U'ü'));
  return language == "lb" && code == U'ë';
}

std::size_t vowel_groups(std::u32string_view word, std::string_view language) {
  std::size_t groups = 0;
  bool inside = false;
  for (const char32_t code : word) {
    const bool vowel = is_vowel(code);
    if (vowel && (!inside || begins_syllable(code, language))) ++groups;
    inside = vowel;
  }
  return groups;
}

// A last e that is written and not spoken.
bool has_mute_end(std::u32string_view word, std::string_view language) {
  const auto ends = [&](std::u32string_view end) { return word.size() > end.size() + 1 && word.ends_with(end); };
  const auto before = [&](std::size_t length) { return word[word.size() - length - 1]; };
  if (language == "fr") return (ends(U"e") && !is_vowel(before(1))) || (ends(U"es") && !is_vowel(before(2)));
  if (language != "en") return false;
  if (ends(U"ed")) return before(2) != U't' && before(2) != U'd' && !is_vowel(before(2));
  return ends(U"e") && !is_vowel(before(1)) && !(before(1) == U'l' && word.size() > 3 && !is_vowel(word[word.size() - 3]));
}

struct Exception {
  std::string_view language;
  std::u32string_view word;
  std::size_t syllables;
};
// Words of our notices that the rules count wrongly.
constexpr Exception exceptions[] = {{"en", U"area", 3},   {"en", U"idea", 3},    {"en", U"science", 2}, {"en", U"being", 2},   {"en", U"once", 1},
                                    {"en", U"does", 1},   {"fr", U"client", 2},  {"fr", U"patient", 2}, {"fr", U"plaque", 1},  {"fr", U"banque", 1},
                                    {"fr", U"risque", 1}, {"de", U"aktuell", 3}, {"nl", U"januari", 4}, {"nl", U"februari", 4}};

std::size_t syllables_in(std::u32string_view word, std::string_view language) {
  for (const Exception& one : exceptions)
    if (one.language == language && one.word == word) return one.syllables;
  const std::size_t groups = vowel_groups(word, language);
  return std::max<std::size_t>(1, groups - (groups > 1 && has_mute_end(word, language) ? 1 : 0));
}

ReadingFormula formula_of(std::string_view language) {
  if (language == "en") return ReadingFormula::flesch;
  if (language == "de") return ReadingFormula::amstad;
  if (language == "nl") return ReadingFormula::douma;
  if (language == "fr") return ReadingFormula::kandel_moles;
  return ReadingFormula::lix;
}

double words_a_sentence(const Reading& reading) { return static_cast<double>(reading.words) / static_cast<double>(reading.sentences); }

double score_of(const Reading& reading) {
  const double length = words_a_sentence(reading), weight = static_cast<double>(reading.syllables) / static_cast<double>(reading.words);
  switch (reading.formula) {
    case ReadingFormula::flesch: return 206.835 - 1.015 * length - 84.6 * weight;
    case ReadingFormula::amstad: return 180 - length - 58.5 * weight;
    case ReadingFormula::douma: return 206.84 - 0.93 * length - 77 * weight;
    case ReadingFormula::kandel_moles: return 207 - 1.015 * length - 73.6 * weight;
    case ReadingFormula::lix: break;
  }
  return lix_of(reading);
}

}  // namespace

std::vector<std::vector<std::string>> sentences_of(std::string_view text) {
  std::vector<std::vector<std::string>> sentences(1);
  std::u32string word;
  const auto close_sentence = [&] {
    if (!sentences.back().empty()) sentences.emplace_back();
  };
  const auto close_word = [&](char32_t mark) {
    while (!word.empty() && !is_of_a_word(word.back())) word.pop_back();
    if (!word.empty()) sentences.back().push_back(utf8_of(word));
    if (!word.empty() && ends_sentence(word, mark)) close_sentence();
    word.clear();
  };
  for (const char32_t code : folded(text)) {
    if (is_of_a_word(code) || (!word.empty() && (code == U'-' || code == U'\'' || code == U'’'))) {
      word += code;
    } else if (code == U'*' || code == U'"' || code == U')') {
      continue;  // "**Call.**" ends at its point
    } else {
      close_word(code);
      if (code == U'\n') close_sentence();
    }
  }
  close_word(U'\n');
  close_sentence();
  sentences.pop_back();
  return sentences;
}

std::size_t syllables_of(std::string_view word, std::string_view language) { return syllables_in(folded(word), language); }

std::string_view name_of(ReadingFormula formula) {
  constexpr std::array<std::string_view, 5> names = {"flesch", "amstad", "douma", "kandel_moles", "lix"};
  return names.at(static_cast<std::size_t>(formula));
}

Reading reading_of(std::string_view text, std::string_view language) {
  Reading reading{.formula = formula_of(language)};
  for (const auto& sentence : sentences_of(text)) {
    ++reading.sentences;
    for (const std::string& word : sentence) {
      ++reading.words;
      reading.syllables += syllables_of(word, language);
      reading.long_words += count_code_points(word) > 6 ? 1 : 0;
    }
  }
  if (reading.words > 0) reading.score = score_of(reading);
  return reading;
}

double lix_of(const Reading& reading) {
  if (reading.words == 0) return 0;
  return words_a_sentence(reading) + 100 * static_cast<double>(reading.long_words) / static_cast<double>(reading.words);
}

Ease ease_of(const Reading& reading) {
  constexpr double easy = 60, too_hard = 40, easy_lix = 40, too_hard_lix = 55;
  if (reading.words == 0) return Ease::easy;
  if (reading.formula == ReadingFormula::lix) return reading.score <= easy_lix ? Ease::easy : reading.score > too_hard_lix ? Ease::too_hard : Ease::hard;
  return reading.score >= easy ? Ease::easy : reading.score < too_hard ? Ease::too_hard : Ease::hard;
}

}  // namespace tocsin
