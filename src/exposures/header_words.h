// How people call columns in seven languages, and the words by which a column's values betray it.
//
// Way:    header_words.toml -> [here] -> columns
// Pure.   Compared in folded form: lower case, no accents, words apart ("DateNaissance" = "date_naissance").

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tocsin {

// Letters a-z, digits and single blanks only; camel case and letter-digit borders become blanks.
std::string folded(std::string_view text);

struct HeaderHit {
  std::string kind;
  bool exact = false;       // the whole header, not words inside it
  std::size_t length = 0;   // of the phrase that hit
};

class HeaderWords {
 public:
  static Result<HeaderWords> of(std::string_view toml, std::string_view where);
  static const HeaderWords& shipped();  // the file that is linked in

  // The best hits for a header: exact ones if there are any, else those of the longest phrase inside it.
  std::vector<HeaderHit> hits(std::string_view header) const;

  // Of `[values]`; asked with folded text.
  using Words = std::set<std::string, std::less<>>;
  Words given_names, cities, countries, street_words, street_endings, sexes, health, no;
  Words language_headers, deceased_headers, guardian_headers, protected_headers, guardianship_headers, former_headers;  // of `[members]`
  std::vector<std::string> kinds() const;

  struct Phrase {
    std::string text, kind;
  };
  const std::vector<Phrase>& phrases() const { return phrases_; }

  // Of `[special]`: what a column of this name says of a person that the law protects more than the rest; empty: nothing.
  std::string special(std::string_view header) const;

 private:
  std::vector<Phrase> phrases_, special_;
};

}  // namespace tocsin
