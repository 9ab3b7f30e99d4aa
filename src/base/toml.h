// TOML 1.0 (law packs, form packs, texts, configuration) as a JSON value.
//
// Pure.   Dates and times become texts in RFC 3339 form. The only place that knows the TOML library.

#pragma once

#include <string_view>

#include "base/json.h"

namespace tocsin {

// `where` (a file name) stands in front of the line in errors.
Result<json::value> toml_of(std::string_view text, std::string_view where);

}  // namespace tocsin
