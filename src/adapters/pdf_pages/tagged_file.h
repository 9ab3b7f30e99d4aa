// A tagged archive file, layout by layout: pages, fonts, structure and catalog in one place.
//
// Way:    layout -> paint, structure -> [here] -> PdfFile

#pragma once

#include <string>

#include "adapters/pdf_pages/paint.h"
#include "adapters/pdf_pages/structure.h"

namespace tocsin::pdf {

struct FileFacts {
  std::string title, author, language;
  Instant made_at;
};

class TaggedFile {
 public:
  TaggedFile(ByteSink sink, FileFacts facts);

  // Appends the layout's sheets as pages; the number of the first, counted from 1.
  std::uint32_t add(const Layout& layout, Structure::Grouping grouping, std::string_view language);
  Result<void> finish(const Typesetter& used);
  const Result<void>& state() const { return file_.state(); }

 private:
  ObjectId add_page(std::string_view content);
  void close_leaf();

  FileFacts facts_;
  PdfFile file_;
  ObjectId pages_, resources_;
  Fonts fonts_;
  Painter painter_;
  Structure structure_;
  std::uint32_t page_count_ = 0;
  ObjectId leaf_ = 0;  // the open node of the page tree
  std::uint32_t leaf_pages_ = 0;
  std::string leaf_kids_, leaves_;
};

}  // namespace tocsin::pdf
