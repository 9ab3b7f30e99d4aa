// Numbers and addresses of persons inside sentences.
//
// Way:    free-text values -> [here: identifiers/ at word borders, with the words around] -> columns, records/
// Pure.   A number whose digits a formula yields and whose structure is strict stands alone (a matricule, an IBAN);
//         what random digits pass one time in ten needs its name nearby ("BSN", "Versichertennummer"), within 40
//         signs. A telephone number counts with its country in front or its name nearby; a date only as a birth date.
// Holds:  hits do not overlap; where several kinds fit, the strictest wins.

#pragma once

#include <string_view>
#include <vector>

#include "exposures/header_words.h"
#include "identifiers/reading.h"

namespace tocsin {

struct TextHit {
  std::string_view kind;  // of identifiers/kind.h, birth_date, or health_text for a word of health
  std::size_t begin = 0, size = 0;
  bool operator==(const TextHit&) const = default;
};

std::vector<TextHit> hits_in_text(std::string_view text, const identifiers::Reading& reading, const HeaderWords& words);

}  // namespace tocsin
