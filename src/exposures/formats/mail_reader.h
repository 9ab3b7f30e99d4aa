// Mail as a table: one message (.eml) or a folder of them (mbox), a row a message.
//
// Holds:  the columns are from, to, cc, date, subject, text and attachments; numbers and addresses inside the text are
//         found later. Attachments are named and counted as parts left out. A message above the budget of a row is
//         read as far as the budget goes, and what is left is counted.

#pragma once

#include <memory>
#include <string>

#include "exposures/formats/stream_reader.h"
#include "exposures/table_rows.h"

namespace tocsin {

std::unique_ptr<StreamReader> mail_reader(const std::string& table, FileTables& tables, ReadNotes& notes);

}  // namespace tocsin
