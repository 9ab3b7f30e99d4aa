// How records of one person come to differ. Pure.
#pragma once

#include <string>

#include "make_leak/people.h"

namespace tocsin::make_leak {

std::string upper_without_accents(std::string_view utf8);        // "Clémence" -> "CLEMENCE"
std::string with_typo(std::string text, Random& random);         // two ASCII letters swapped, or one doubled
std::string with_wrong_digit(std::string number, Random& random);  // the check digits no longer fit

}  // namespace tocsin::make_leak
