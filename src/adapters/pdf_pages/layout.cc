#include "adapters/pdf_pages/layout.h"

#include <algorithm>
#include <array>

#include "adapters/pdf_pages/table_layout.h"
#include "base/check.h"

namespace tocsin::pdf {

Flow::Flow(Typesetter& typesetter, const PageStyle& style) : typesetter_(typesetter), style_(style) { new_sheet(); }

int Flow::node(std::string_view tag, int parent, std::string_view attributes) {
  layout_.nodes.push_back({tag, attributes, parent, {}});
  return static_cast<int>(layout_.nodes.size()) - 1;
}

const SetText& Flow::set(const RichText& text, const TextStyle& style, double width) {
  const SetText& set_text = typesetter_.set(text, style, width);
  layout_.printable = layout_.printable && set_text.printable;
  layout_.words_fit = layout_.words_fit && set_text.words_fit;
  return set_text;
}

void Flow::place(const SetText& text, double x, double top, int node, double width, Align align) {
  layout_.sheets.back().texts.push_back({&text, 0, text.lines.size(), x, top, width, align, node});
  fresh_ = false;
}

void Flow::box(const PlacedBox& box) { layout_.sheets.back().boxes.push_back(box); }

void Flow::new_sheet() {
  layout_.sheets.emplace_back();
  y_ = style_.top;
  fresh_ = true;
}

void Flow::space(double points) {
  if (!fresh_) y_ += points;
}

void Flow::flow(const SetText& text, double x, int node) {
  const double leading = text.style.leading;
  for (std::size_t first = 0; first < text.lines.size();) {
    const std::size_t left = text.lines.size() - first;
    auto fit = static_cast<std::size_t>(std::max(0.0, room() / leading + 0.01));
    if (fit < left && left - fit == 1 && fit > 0) --fit;  // no last line alone on the next sheet
    if (fit < left && fit < 2 && !fresh_) {               // no first line alone on this one
      new_sheet();
      continue;
    }
    const std::size_t last = first + std::clamp<std::size_t>(fit, 1, left);
    layout_.sheets.back().texts.push_back({&text, first, last, x, y_, 0, Align::left, node});
    y_ += static_cast<double>(last - first) * leading;
    fresh_ = false;
    first = last;
    if (first < text.lines.size()) new_sheet();
  }
}

void Flow::add(const std::vector<Block>& blocks) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (const auto* heading = std::get_if<Heading>(&block)) {
      add(*heading, height_from(blocks, i + 1));
    } else if (std::holds_alternative<PageBreak>(block)) {
      if (!fresh_) new_sheet();
    } else {
      space(space_before(blocks, i));
      if (introduces_list(blocks, i) && room() < height_from(blocks, i) && !fresh_) new_sheet();
      std::visit(
          [this](const auto& one) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(one)>, Heading> && !std::is_same_v<std::decay_t<decltype(one)>, PageBreak>) add(one);
          },
          block);
    }
  }
}

// "They are:" belongs to the list that follows.
bool Flow::introduces_list(const std::vector<Block>& blocks, std::size_t i) {
  return i + 1 < blocks.size() && std::holds_alternative<Paragraph>(blocks[i]) && std::holds_alternative<List>(blocks[i + 1]);
}

double Flow::space_before(const std::vector<Block>& blocks, std::size_t i) const {
  if (i == 0) return style_.space_between;
  if (std::holds_alternative<Heading>(blocks[i - 1])) return 0;
  return introduces_list(blocks, i - 1) ? style_.space_between_items : style_.space_between;
}

double Flow::height_from(const std::vector<Block>& blocks, std::size_t i) const {
  if (i >= blocks.size()) return 0;
  return height_of(blocks[i]) + (introduces_list(blocks, i) ? 2 * style_.text.leading : 0);
}

double Flow::height_of(const Block& block) const {
  if (const auto* heading = std::get_if<Heading>(&block))
    return style_.headings[heading->level - 1].leading + style_.space_after_heading[heading->level - 1] + 2 * style_.text.leading;
  if (std::holds_alternative<Table>(block)) return 4 * style_.cell.leading + 4 * style_.cell_padding;
  if (std::holds_alternative<Note>(block)) return 5 * style_.text.leading;
  return 2 * style_.text.leading;
}

void Flow::add(const Heading& heading, double follower) {
  check(heading.level >= 1 && heading.level <= 3);
  // The title of the document is H1, so a heading of the first level is H2.
  constexpr std::array<std::string_view, 3> tags = {"H2", "H3", "H4"};
  const auto level = static_cast<std::size_t>(heading.level - 1);
  const TextStyle& style = style_.headings[level];
  const SetText& text = set(plain(heading.text), style, width());
  space(style_.space_before_heading[level]);
  if (room() < text.height() + style_.space_after_heading[level] + follower && !fresh_) new_sheet();
  place(text, left(), y_, node(tags[level]));
  y_ += text.height() + style_.space_after_heading[level];
}

void Flow::add(const Paragraph& paragraph) { flow(set(paragraph.text, paragraph.quiet ? style_.remark : style_.text, width()), left(), node("P")); }

void Flow::add(const List& list) {
  constexpr std::string_view numbered = "/A<</O/List/ListNumbering/Decimal>>", bulleted = "/A<</O/List/ListNumbering/Disc>>";
  const int tree = node("L", -1, list.numbered ? numbered : bulleted);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (i > 0) space(style_.space_between_items);
    const SetText& text = set(list.items[i], style_.text, width() - style_.item_indent);
    const SetText& label = set(plain(list.numbered ? std::to_string(i + 1) + "." : "•"), style_.text, style_.item_indent);
    if (room() < std::min<double>(2, static_cast<double>(text.lines.size())) * style_.text.leading && !fresh_) new_sheet();
    const int item = node("LI", tree);
    place(label, left(), y_, node("Lbl", item));
    flow(text, left() + style_.item_indent, node("LBody", item));
  }
}

void Flow::add(const Table& table) { lay_out_table(*this, table); }
void Flow::add(const KeyValues& values) { lay_out_key_values(*this, values); }

void Flow::add(const Note& note) {
  constexpr double padding = 9, bar = 2.5;
  const bool urgent = note.tone == Tone::urgent;
  const double x = left() + bar + padding, inner = width() - bar - 2 * padding;
  TextStyle title_style = style_.note_title;
  if (urgent) title_style.colour = alarm;
  const SetText* title = note.title.empty() ? nullptr : &set(plain(note.title), title_style, inner);
  const SetText& text = set(note.text, style_.text, inner);
  const double height = (title ? title->height() + 2 : 0) + text.height() + 2 * padding;
  space(3);
  if (room() < height && !fresh_) new_sheet();
  const int tree = node("Div");
  const double top = y_;
  const std::size_t sheet = layout_.sheets.size();
  y_ += padding;
  if (title) {
    place(*title, x, y_, node("P", tree));
    y_ += title->height() + 2;
  }
  flow(text, x, node("P", tree));
  y_ += padding;
  if (layout_.sheets.size() == sheet) {  // a note longer than a sheet goes without its ground
    box({left(), top, width(), y_ - top, urgent ? alarm_tint : tint});
    box({left(), top, bar, y_ - top, urgent ? alarm : accent});
  }
  space(3);
}

}  // namespace tocsin::pdf
