// Pages as PDF files: tagged (ISO 32000-1, 14.8), archivable (PDF/A-2a, ISO 19005-2), the same bytes from
// the same input.
//
// Way:    documents/page.h -> [here] -> bytes
// Acts:   opens two font files when it is made; nothing else.
// Holds:  letters held back leave no byte in the file.
//
//   layout.h, report.h, letter_page.h   where everything stands
//   typeset.h, shaper.h                 text as lines, words as glyphs
//   paint.h, structure.h                what is drawn, and what it is
//   pdf_file.h, font_embed.h            the file

#pragma once

#include <filesystem>
#include <memory>

#include "ports/page_writer.h"

namespace tocsin {

struct PdfPagesConfig {
  // Where NotoSans-Regular.ttf and NotoSans-Bold.ttf lie (package fonts-noto-core).
  std::filesystem::path font_folder = "/usr/share/fonts/truetype/noto";
};

Result<std::unique_ptr<PageWriter>> open_pdf_pages(const PdfPagesConfig& config);

}  // namespace tocsin
