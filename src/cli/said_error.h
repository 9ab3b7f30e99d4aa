// What went wrong, in the reader's language, with the id of its wording.
//
// See:    words/error_words.h

#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace tocsin::cli {

Error said(const Error& error, std::string_view language);

// A finding that is no error: a fault in the register, a warning about a case.
std::string said_finding(std::string_view english, std::string_view language);

// {"error": {kind, id, what, where, remedy}}; `id` is null where the wording is another program's.
json::value json_of_error(const Error& error, std::string_view language);

}  // namespace tocsin::cli
