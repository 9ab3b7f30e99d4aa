// Apache Parquet as a table: flat columns of the kinds and packings that exports use.
//
// Way:    footer at the file's end -> row group by row group, page by page -> rows
// Holds:  a column that repeats inside a row (lists) has no place in a table: it is left out and counted. Sizes and
//         counts in the file are claims; every one is checked against the bytes that are there.
// See:    apache/parquet-format, version 2

#pragma once

#include <string>

#include "exposures/formats/random_bytes.h"
#include "exposures/formats/unpack.h"
#include "exposures/table_rows.h"

namespace tocsin {

ReadFailure read_parquet(RandomBytes& bytes, const std::string& table, FileTables& tables, Unpacked& unpacked, ReadNotes& notes);

}  // namespace tocsin
