// The sheets of an Excel workbook, hidden ones too -> rows, a table a sheet.
//
// Way:    zip archive -> [here] -> table_rows
// Holds:  dates come out as ISO dates, whatever serial number the sheet keeps; long numbers as digits, not as
//         7.56E+12. Bombs, encrypted archives, document types and outside references are refused; the parts
//         are unpacked as a stream, only the shared texts are held.
// See:    ECMA-376 part 1, SpreadsheetML

#pragma once

#include "exposures/formats/zip_archive.h"
#include "exposures/table_rows.h"

namespace tocsin {

inline bool is_workbook(const ZipArchive& archive) { return archive.has("xl/workbook.xml"); }

// `table`: what the workbook is called where it is one of several things; each of several sheets adds its name.
ReadFailure read_xlsx(ZipArchive& archive, const std::string& table, FileTables& tables, ReadNotes& notes);

}  // namespace tocsin
