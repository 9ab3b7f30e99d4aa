// What the rest needs of whoever draws pages: a document becomes a file, letters become a batch.
//
// Way:    documents/page.h -> [here] -> adapters/pdf_pages
// Holds:  the same input and the same `made_at` give the same bytes. A letter that cannot be set without
//         harm (a sign without a glyph, an address wider than the window, too many pages) is held with its
//         reason and leaves no trace in the file.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/instant.h"
#include "base/result.h"
#include "documents/letter_batch.h"
#include "documents/page.h"

namespace tocsin {

// Takes the bytes of a file as they come; its error ends the writing.
using ByteSink = std::function<Result<void>(std::string_view)>;

// Writes one batch, letter by letter; memory does not grow with the letters but for a few bytes each.
class LetterPrinter {
 public:
  virtual ~LetterPrinter() = default;
  virtual Result<std::variant<ManifestRow, HeldLetter>> add(const Letter& letter) = 0;
  virtual Result<void> finish() = 0;  // once, last; a file without it is not a file
};

class PageWriter {
 public:
  virtual ~PageWriter() = default;
  // `invalid` where a text holds a sign that cannot be drawn; the error names the place, never the text.
  virtual Result<std::string> pdf_of(const Document& document, Instant made_at) = 0;
  virtual Result<std::unique_ptr<LetterPrinter>> print_letters(const Stationery& stationery, Instant made_at, ByteSink sink) = 0;
};

}  // namespace tocsin
