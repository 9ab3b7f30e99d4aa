// Names as keys: the writings of one name become equal.
//
// Pure.   Accents, case, hyphens, apostrophes, titles go; ä = ae = a, ß = ss, Cyrillic and Greek as passports write
//         them. "MÜLLER", "Mueller" and "Muller" are one; so are "Jean-Pierre" and "JEAN PIERRE", "Шевченко" and
//         "Shevchenko". A folded name is for comparing, never for a letter.

#pragma once

#include <string>
#include <string_view>

namespace tocsin {

std::string folded_name(std::string_view utf8);  // words of letters and digits, one space between

void fold_name(std::string_view utf8, std::string& folded);  // the same, into memory that is reused

// Of a folded family name: without particles and blanks, because one register writes "van den Berg", the next "Berg" with
// "van den" elsewhere. For finding candidates, not for deciding.
std::string name_core(std::string_view folded);

struct NameParts {
  std::string family, given;  // as written
};

// "DUPONT Jean", "Dupont, Jean", "Jean Dupont", "Mme Anna van den Berg", "Berg, Anna, van den"
NameParts split_full_name(std::string_view full_name);

}  // namespace tocsin
