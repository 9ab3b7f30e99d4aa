// Separated text, and text without columns, as tables.
//
// Holds:  free text is a table of one column without a header: each line that is not blank is a row.

#pragma once

#include <memory>
#include <string>

#include "exposures/csv_row.h"
#include "exposures/formats/stream_reader.h"
#include "exposures/table_rows.h"

namespace tocsin {

std::unique_ptr<StreamReader> separated_reader(const CsvDialect& dialect, Encoding encoding, const std::string& table, FileTables& tables, ReadNotes& notes);
std::unique_ptr<StreamReader> text_reader(Encoding encoding, const std::string& table, FileTables& tables, ReadNotes& notes);

}  // namespace tocsin
