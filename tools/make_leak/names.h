// Names of people, towns and streets that nobody bears: family names are put together from syllables.
//
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "make_leak/random.h"

namespace tocsin::make_leak {

enum class Country { fr, de, nl };

std::string family_name(Country country, Random& random);
std::string rare_family_name(Country country, Random& random);  // one of some hundred thousand, some more frequent
std::string given_name(Country country, bool female, Random& random);
std::string street(Country country, Random& random);

struct Town {
  std::string postcode, city;
};
Town town(Country country, Random& random);

}  // namespace tocsin::make_leak
