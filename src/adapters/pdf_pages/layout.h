// Where everything stands: pieces of text and rectangles on sheets, and the tree that says what they are.
//
// Way:    report.cc, letter_page.cc -> [here] -> paint
// Holds:  a Layout is complete before the first byte is written, so a letter that does not fit is dropped
//         without trace. Its texts belong to the Typesetter and live until forget().
//         Measures: points from the left and upper edge, growing downwards.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/pdf_pages/typeset.h"

namespace tocsin::pdf {

// What a piece of the page is, for readers who do not see it (ISO 32000-1, 14.8.4).
struct Node {
  std::string_view tag;         // "P", "H1", "TD"
  std::string_view attributes;  // "/A<<...>>" or empty
  int parent = -1;              // index; -1 = the document or the letter
  std::string language;         // where it differs; on a letter's root
};
inline constexpr int artifact = -1;  // decoration and repetition: skipped by screen readers

struct PlacedText {
  const SetText* text = nullptr;
  std::size_t first = 0, last = 0;  // lines [first, last)
  double x = 0, top = 0;
  double width = 0;  // of the column, for align right
  Align align = Align::left;
  int node = artifact;
};
struct PlacedBox {
  double x = 0, top = 0, width = 0, height = 0;
  Colour colour;
};
struct Sheet {
  std::vector<PlacedBox> boxes;  // under the texts
  std::vector<PlacedText> texts;
};

struct Layout {
  std::vector<Sheet> sheets;
  std::vector<Node> nodes;
  bool printable = true;
  bool words_fit = true;
};

// Fills sheets from top to bottom.
class Flow {
 public:
  Flow(Typesetter& typesetter, const PageStyle& style);

  void add(const std::vector<Block>& blocks);

  // For fixed places and for the builders of blocks.
  int node(std::string_view tag, int parent = -1, std::string_view attributes = {});
  void place(const SetText& text, double x, double top, int node, double width = 0, Align align = Align::left);
  void box(const PlacedBox& box);
  const SetText& set(const RichText& text, const TextStyle& style, double width);

  double y() const { return y_; }
  void move_to(double y) { y_ = y; }
  void space(double points);  // swallowed at the top of a sheet
  void new_sheet();
  double room() const { return sheet_height - style_.bottom - y_; }
  double left() const { return style_.left; }
  double width() const { return sheet_width - style_.left - style_.right; }
  const PageStyle& style() const { return style_; }
  // A text in the column, over as many sheets as it takes; at least two lines stay together.
  void flow(const SetText& text, double x, int node);
  Layout take() { return std::move(layout_); }
  Layout& layout() { return layout_; }

 private:
  static bool introduces_list(const std::vector<Block>& blocks, std::size_t i);
  double space_before(const std::vector<Block>& blocks, std::size_t i) const;
  double height_of(const Block& block) const;                                     // its least beginning, never alone at the foot of a sheet
  double height_from(const std::vector<Block>& blocks, std::size_t i) const;  // what must stay with the heading before it
  void add(const Heading& heading, double follower);
  void add(const Paragraph& paragraph);
  void add(const List& list);
  void add(const Table& table);
  void add(const KeyValues& values);
  void add(const Note& note);

  Typesetter& typesetter_;
  const PageStyle& style_;
  Layout layout_;
  double y_ = 0;
  bool fresh_ = true;  // nothing stands on this sheet yet
};

}  // namespace tocsin::pdf
