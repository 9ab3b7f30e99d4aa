// A letter becomes sheets: letterhead, window, reference, subject, text, footer.
//
// Pure.
// Holds:  a letter that would reach its reader damaged is not laid out but held, with the reason.

#pragma once

#include <variant>

#include "adapters/pdf_pages/layout.h"
#include "documents/letter_batch.h"

namespace tocsin::pdf {

std::variant<Layout, HeldBecause> lay_out_letter(Typesetter& typesetter, const Stationery& stationery, const Letter& letter);

}  // namespace tocsin::pdf
