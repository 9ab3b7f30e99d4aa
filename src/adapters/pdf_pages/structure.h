// The structure tree: what the pieces of all pages are, for readers who do not see the page.
//
// Way:    layout (nodes) + paint (marks) -> [here] -> file
// Holds:  a layout's elements are written as soon as its sheets are, so memory grows with letters and
//         pages by a few bytes each, not by elements.
// See:    ISO 32000-1, 14.7; the parent tree leads back from a mark on a page to its element

#pragma once

#include <string>
#include <vector>

#include "adapters/pdf_pages/layout.h"
#include "adapters/pdf_pages/pdf_file.h"

namespace tocsin::pdf {

struct MarkedPage {
  ObjectId page = 0;
  std::vector<int> nodes;  // index = MCID
};

class Structure {
 public:
  explicit Structure(PdfFile& file);

  // The elements of one layout. With `part` they stand under an element of their own, with its language.
  enum class Grouping { loose, part };
  void add(const std::vector<Node>& nodes, const std::vector<MarkedPage>& pages, Grouping grouping, std::string_view language);

  std::uint32_t pages() const { return page_count_; }  // = the next page's key in the parent tree
  ObjectId finish();                                   // the StructTreeRoot

 private:
  void close_leaf();

  PdfFile& file_;
  ObjectId root_, document_;
  std::string document_kids_;
  std::uint32_t page_count_ = 0, leaf_first_ = 0;
  std::string leaf_;    // rows of the parent tree not yet written
  std::string leaves_;  // references to written leaves
};

}  // namespace tocsin::pdf
