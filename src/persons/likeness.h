// How alike two names are: Jaro-Winkler, as record linkage has used it for forty years; or one slip of the finger.
//
// Law:    Winkler, String Comparator Metrics (1990): at most four letters of common prefix count, a tenth each,
//         where the similarity is above 0.7
// Pure.
#pragma once

#include <string_view>

namespace tocsin {

// 0 to 1. REQUIRES: at most 32 bytes each.
double jaro_winkler(std::string_view a, std::string_view b);

// A letter more, a letter less, another letter, or two neighbours in the wrong order.
bool one_slip(std::string_view a, std::string_view b);

}  // namespace tocsin
