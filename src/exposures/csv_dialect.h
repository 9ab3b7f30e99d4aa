// Which signs separate and enclose the fields of a file.
//
// Way:    first bytes of a file, as UTF-8 -> [here] -> csv_reader
// Pure.   The dialect under which most rows have the same number of fields, and many, wins.

#pragma once

#include <string_view>

#include "exposures/csv_row.h"

namespace tocsin {

struct CsvFit {
  CsvDialect dialect;
  double agreement = 0;     // share of rows with the most frequent number of fields
  std::size_t columns = 1;  // that number
};

// `whole`: the sample is the whole file, so its last row is complete.
CsvFit csv_fit_of(std::string_view utf8_sample, bool whole);
inline CsvDialect csv_dialect_of(std::string_view utf8_sample, bool whole) { return csv_fit_of(utf8_sample, whole).dialect; }

}  // namespace tocsin
