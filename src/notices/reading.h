// How hard a text is to read: sentences, words, syllables, and the formula of its language.
//
// Way:    finished text -> [here] -> linter.h
// Law:    Art. 12(1), 34(2): clear and plain language. Formulas: Flesch (English), Amstad (German), Douma (Dutch),
//         Kandel-Moles (French); LIX for Luxembourgish and every other language: it needs no syllables.
// Pure.
// Holds:  a gauge, not the truth: it compares one wording with another. A figure is only comparable with figures of
//         the same `tokenizer`; whoever changes how words or syllables are counted raises it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tocsin {

inline constexpr int tokenizer = 1;

// Words of each sentence, folded to small letters, in order. A line's end ends a sentence; numbers are words.
std::vector<std::vector<std::string>> sentences_of(std::string_view text);

// At least 1 for a word with a letter.
std::size_t syllables_of(std::string_view word, std::string_view language);

enum class ReadingFormula { flesch, amstad, douma, kandel_moles, lix };
std::string_view name_of(ReadingFormula formula);

struct Reading {
  ReadingFormula formula = ReadingFormula::lix;
  double score = 0;
  std::size_t sentences = 0, words = 0, syllables = 0, long_words = 0;  // long: more than six letters
};
Reading reading_of(std::string_view text, std::string_view language);
double lix_of(const Reading& reading);

// easy: a score of 60 or more, a LIX of 40 or less. too_hard: below 40, above 55.
enum class Ease { easy, hard, too_hard };
Ease ease_of(const Reading& reading);

}  // namespace tocsin
