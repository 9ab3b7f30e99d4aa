// Tables and key/value rows: columns side by side, broken over sheets between rows.
//
// Way:    layout -> [here] -> layout
// Holds:  a row stays whole unless it is taller than a sheet, then it breaks between lines. The header is
//         repeated on every sheet; only its first appearance is part of what a screen reader hears.

#pragma once

#include "adapters/pdf_pages/layout.h"

namespace tocsin::pdf {

void lay_out_table(Flow& flow, const Table& table);
void lay_out_key_values(Flow& flow, const KeyValues& values);

}  // namespace tocsin::pdf
