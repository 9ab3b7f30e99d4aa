// Which two letters are a country: ISO 3166-1 alpha-2, and XK as banks use it.
#pragma once

#include <string_view>

namespace tocsin::identifiers {

// The country's code as static text; empty where the letters (upper case) are none.
std::string_view country_of(std::string_view letters);

}  // namespace tocsin::identifiers
