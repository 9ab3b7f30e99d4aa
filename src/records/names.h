// Names as keys: the writings of one name become equal.
//
// Pure.   Accents, case, hyphens, apostrophes, titles go; ä = ae = a, ß = ss. "MÜLLER", "Mueller" and "Muller"
//         are one; so are "Jean-Pierre" and "JEAN PIERRE". A folded name is for comparing, never for a letter.

#pragma once

#include <string>
#include <string_view>

namespace tocsin {

std::string folded_name(std::string_view utf8);  // words of letters and digits, one space between

struct NameParts {
  std::string family, given;  // as written
};

// "DUPONT Jean", "Dupont, Jean", "Jean Dupont", "Mme Anna van den Berg"
NameParts split_full_name(std::string_view full_name);

}  // namespace tocsin
