// The glyphs a file uses, as one subset font inside it.
//
// Way:    shaper (codes used) -> [here] -> file
// Holds:  code -> glyph (CIDToGIDMap), code -> width (W), code -> text (ToUnicode): what is copied out of
//         the file is what was put in.
// See:    ISO 32000-1, 9.7; ISO 19005-2, 6.2.11

#pragma once

#include "adapters/pdf_pages/pdf_file.h"
#include "adapters/pdf_pages/shaper.h"

namespace tocsin::pdf {

void embed_font(PdfFile& file, ObjectId id, const Shaper& used);

}  // namespace tocsin::pdf
