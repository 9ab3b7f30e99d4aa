// The report in words a data protection officer understands, and as JSON.
//
// Pure.   The first sentence says what the check shows and what it does not.

#pragma once

#include "base/json.h"
#include "verify/check.h"

namespace tocsin::verify {

std::string text_of(const Report& report);
json::object json_of(const Report& report);

}  // namespace tocsin::verify
