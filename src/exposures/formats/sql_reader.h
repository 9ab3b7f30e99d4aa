// A dump of a database as tables: MySQL, PostgreSQL, SQL Server, SQLite and their like.
//
// Way:    bytes -> sql_text -> [here: INSERT ... VALUES, COPY ... FROM stdin, CREATE TABLE for names] -> table_rows
// Holds:  nothing is executed. Every table of the dump is a table of its own, also where their rows take turns.
//         A statement that holds no rows is passed over; one that makes rows we cannot see (INSERT ... SELECT) is
//         counted as a part left out.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "exposures/formats/stream_reader.h"
#include "exposures/table_rows.h"

namespace tocsin {

// `beginning`: the first bytes, which say whether backslashes are written as MySQL does.
std::unique_ptr<StreamReader> sql_reader(Encoding encoding, const std::string& table, FileTables& tables, ReadNotes& notes, std::string_view beginning);

}  // namespace tocsin
