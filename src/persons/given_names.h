// Given names that one person goes by: Jan and Johannes, Lise and Élisabeth, Steff and Stéphane.
//
// Pure.   A table of common forms in our languages, folded. A name that is not in it stands for itself.
#pragma once

#include <string_view>

namespace tocsin {

// The form under which all forms of a folded name meet.
std::string_view leading_form(std::string_view folded_given);

}  // namespace tocsin
