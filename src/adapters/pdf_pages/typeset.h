// Text becomes lines of a given width.
//
// Way:    page.h -> [here] -> layout -> paint
// Holds:  lines break at spaces only; a word wider than its column is cut between characters and the text
//         says so. The space at a line's end stays in the text, or a screen reader would hear two words as
//         one. The same text met a second time is set once and kept: the hundredth letter costs its
//         personal words only.

#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "adapters/pdf_pages/shaper.h"
#include "adapters/pdf_pages/style.h"
#include "documents/page.h"

namespace tocsin::pdf {

struct Line {
  std::string shown;  // operators between "BT" and "ET": shows the line, ends in the style's own face
  double width = 0;   // points
};
struct SetText {
  TextStyle style;
  std::vector<Line> lines;
  bool printable = true;   // no: a sign cannot be drawn, see Shaper
  bool words_fit = true;   // no: a word was cut
  bool recurring = false;  // lives as long as the Typesetter; may be drawn once and used often
  double height() const { return static_cast<double>(lines.size()) * style.leading; }
};

class Typesetter {
 public:
  Typesetter(std::shared_ptr<const Typeface> regular, std::shared_ptr<const Typeface> bold);

  // Valid until forget(), if recurring for ever.
  const SetText& set(const RichText& text, const TextStyle& style, double width);
  void forget();  // the end of one letter

  const Shaper& regular() const { return regular_; }
  const Shaper& bold() const { return bold_; }

 private:
  SetText set_anew(const RichText& text, const TextStyle& style, double width);

  Shaper regular_, bold_;
  std::unordered_set<std::size_t> seen_once_;  // hashes of texts
  std::unordered_map<std::string, std::unique_ptr<SetText>> recurring_;
  std::deque<SetText> passing_;
};

}  // namespace tocsin::pdf
