// A sheet becomes a content stream: rectangles and lines as operators, every piece marked with what it is.
//
// Way:    layout -> [here] -> tagged_file
// Holds:  every operator stands inside marked content or an artifact (ISO 14289-1, 7.1). A text that recurs
//         is drawn once as a form XObject without marks of its own and painted wherever it is needed.

#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/pdf_pages/layout.h"
#include "adapters/pdf_pages/pdf_file.h"

namespace tocsin::pdf {

struct Fonts {
  ObjectId regular = 0, bold = 0;
};

class Painter {
 public:
  Painter(PdfFile& file, Fonts fonts) : file_(file), fonts_(fonts) {}

  struct Painted {
    std::string_view content;  // until the next call
    std::vector<int> nodes;    // index = MCID
  };
  Painted paint(const Sheet& sheet, const std::vector<Node>& nodes);

  // The dictionary that every page names as its resources.
  std::string resources() const;

 private:
  void add(const PlacedBox& box);
  void add(const PlacedText& text);
  void add_lines(const PlacedText& text, double x, double top);
  void add_form(ObjectId form, double x, double top);
  ObjectId form_of(const SetText& text);

  PdfFile& file_;
  Fonts fonts_;
  std::string out_;
  std::unordered_map<const SetText*, ObjectId> forms_;
  std::vector<ObjectId> form_ids_;  // in order of use: the same bytes every time
};

}  // namespace tocsin::pdf
