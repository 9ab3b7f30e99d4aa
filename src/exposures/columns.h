// Which column of a stranger's table holds what: by its header, its values, and its neighbours.
//
// Way:    header + sample of rows -> [here] -> a person may say otherwise -> records/
// Pure.   A check digit alone proves nothing in a column of numbers: what counts is the share of right ones in
//         it against the share that random numbers would reach, the header, and whether the birth dates inside
//         the numbers are those in the column beside it.
// Holds:  kinds are names of identifiers/kind.h or of `column_kinds()`. One finding per column, "other" where
//         nothing is known.
// See:    columns_test.cc

#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exposures/header.h"
#include "exposures/header_words.h"
#include "identifiers/dates.h"

namespace tocsin {

enum class Confidence { weak, likely, certain };
std::string_view name_of(Confidence confidence);

// What stands inside the sentences of a free-text column.
struct FoundInside {
  std::string kind;
  double share = 0;  // of the filled values that hold at least one
};

struct ColumnFinding {
  std::string kind = "other";
  double share = 0;                        // of the filled values that are what the kind says
  double share_error = 1;                  // half of the 95 % interval around it; 1: nothing is known
  double shape_only = 0;                   // of them, those whose form fits and whose check digits do not
  Confidence confidence = Confidence::weak;
  bool zeros_lost = false;                 // numbers lost the zeros in front: pad them
  // For dates: how to read 03/04/1985 in this column; `open` where no value of the column settles it.
  identifiers::DateOrder date_order = identifiers::DateOrder::day_first;
  std::vector<FoundInside> inside;         // of free_text
  std::string special;                     // health, religion, ...: GDPR Art. 9(1), 10; children; empty: nothing of the kind
  double minors = 0;                       // of birth dates, the share of persons under 18
};

struct FinderSetting {
  std::string country;                     // ISO code where telephone numbers without prefix are at home; may be empty
  std::chrono::year_month_day today;
  const HeaderWords* words = &HeaderWords::shipped();
};

// `headers`: one per column, empty texts where the file has none. Rows may be ragged; missing fields count as empty.
std::vector<ColumnFinding> find_columns(std::span<const std::string> headers, std::span<const TextRow> rows, const FinderSetting& setting);

// Half of the interval that holds the true share in 95 of 100 samples of `count` values (E. B. Wilson, 1927).
double share_error_of(double share, std::size_t count);

// Every kind a column can have: those of identifiers/kind.h, then the further ones.
std::vector<std::string> column_kinds();

}  // namespace tocsin
