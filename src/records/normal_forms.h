// The normal form of any number that a column of known kind holds.
//
// Way:    canonical -> [here] -> identifiers/, or a plain rule for numbers that only their issuer can check
// Pure.   "1 85 02 99 123 456 56" and "185029912345656" are one; "POL-0012" and "pol 12" are not, but "0012" and
//         "12" are: spreadsheets take zeros in front away.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "records/canonical.h"

namespace tocsin {

// `home`: the country (ISO 3166-1 alpha-2) where national telephone numbers are at home; empty: not known.
NormalForm normal_forms(const std::string& home);

}  // namespace tocsin
