// JSON as tables: an object a line, an array of objects, or arrays of objects inside one object.
//
// Way:    bytes -> Boost.JSON's incremental parser -> [here: nested objects become dotted columns] -> table_rows
// Holds:  {"a":{"b":1},"c":[2,3]} is a row with the columns a.b, c.0, c.1. The columns are those of the first rows;
//         what later rows have beside them stands in one further column as "path=value" and is thus not lost.
//         A row that is broken costs that row where each line is a row, and what follows it elsewhere.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "exposures/formats/stream_reader.h"
#include "exposures/table_rows.h"

namespace tocsin {

// `beginning`: the first bytes, from which it is told whether objects stand beside each other or inside one.
std::unique_ptr<StreamReader> json_reader(Encoding encoding, const std::string& table, FileTables& tables, ReadNotes& notes, std::string_view beginning);

}  // namespace tocsin
