// Is the first row of a table its header?
//
// Pure.   A header names; data vary. Counter-example: "Dupont;Jean;Paris" above more names is data, and only
//         the rows below it can say so.

#pragma once

#include <span>
#include <string>
#include <vector>

namespace tocsin {

using TextRow = std::vector<std::string>;

// REQUIRES: rows.front() is the first row of the file; the more rows follow, the surer the answer.
bool first_row_is_header(std::span<const TextRow> rows);

// A header's text as it may be shown: one line, no control characters, not endless.
std::string shown_header(std::string_view text);

}  // namespace tocsin
