// The first sheet of an Excel workbook -> rows.
//
// Way:    the whole file -> [here] -> table_rows
// Holds:  dates come out as ISO dates, whatever serial number the sheet keeps; long numbers as digits, not as
//         7.56E+12. Bombs, encrypted archives, document types and outside references are refused; the parts
//         are unpacked as a stream, only the shared texts are held.
// See:    ECMA-376 part 1, SpreadsheetML

#pragma once

#include <string_view>

#include "exposures/rows.h"

namespace tocsin {

bool is_zip(std::string_view bytes);

ReadFailure read_xlsx(std::string_view file, const ReadBudgets& budgets, RowSink& rows);

}  // namespace tocsin
