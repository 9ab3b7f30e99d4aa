// A document becomes sheets: origin, title and rule on the first, footer with page numbers on all.
//
// Pure.

#pragma once

#include "adapters/pdf_pages/layout.h"

namespace tocsin::pdf {

Layout lay_out_document(Typesetter& typesetter, const Document& document);

}  // namespace tocsin::pdf
