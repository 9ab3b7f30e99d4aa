#include "adapters/pdf_pages/paint.h"

#include <algorithm>

namespace tocsin::pdf {

namespace {

void add_colour(std::string& out, Colour colour) {
  for (const double part : {colour.red, colour.green, colour.blue}) {
    add_decimal(out, part);
    out += ' ';
  }
  out += "rg ";
}

void add_point(std::string& out, double x, double y) {
  add_decimal(out, x);
  out += ' ';
  add_decimal(out, y);
}

// The base line of the first line: the face in the middle of its leading.
double base_line(const TextStyle& style) { return (style.leading - style.size) / 2 + 0.82 * style.size; }

// Painting a form costs a reader more than showing a few glyphs.
bool is_worth_a_form(const SetText& text) { return text.recurring && (text.lines.size() > 1 || text.lines.front().shown.size() > 80); }

double widest(const SetText& text) {
  double width = 0;
  for (const Line& line : text.lines) width = std::max(width, line.width);
  return width;
}

}  // namespace

Painter::Painted Painter::paint(const Sheet& sheet, const std::vector<Node>& nodes) {
  out_.clear();
  Painted painted;
  if (!sheet.boxes.empty()) {
    out_ += "/Artifact BMC ";
    for (const PlacedBox& box : sheet.boxes) add(box);
    out_ += "EMC\n";
  }
  for (const PlacedText& text : sheet.texts) {
    if (text.node == artifact) {
      out_ += "/Artifact BMC ";
    } else {
      out_ += '/';
      out_ += nodes[static_cast<std::size_t>(text.node)].tag;
      out_ += "<</MCID ";
      add_number(out_, static_cast<std::int64_t>(painted.nodes.size()));
      out_ += ">>BDC ";
      painted.nodes.push_back(text.node);
    }
    add(text);
    out_ += "EMC\n";
  }
  painted.content = out_;
  return painted;
}

void Painter::add(const PlacedBox& box) {
  add_colour(out_, box.colour);
  add_point(out_, box.x, sheet_height - box.top - box.height);
  out_ += ' ';
  add_point(out_, box.width, box.height);
  out_ += " re f ";
}

void Painter::add(const PlacedText& text) {
  const bool is_whole = text.first == 0 && text.last == text.text->lines.size();
  if (is_whole && text.align == Align::left && is_worth_a_form(*text.text)) {
    add_form(form_of(*text.text), text.x, sheet_height - text.top);
  } else {
    add_lines(text, text.x, sheet_height - text.top);
  }
}

void Painter::add_lines(const PlacedText& placed, double x, double top) {
  const TextStyle& style = placed.text->style;
  out_ += style.bold ? "BT/F2 " : "BT/F1 ";
  add_decimal(out_, style.size);
  out_ += " Tf ";
  add_colour(out_, style.colour);
  double last_x = 0, last_y = 0;
  for (std::size_t i = placed.first; i < placed.last; ++i) {
    const Line& line = placed.text->lines[i];
    const double indent = placed.align == Align::right ? placed.width - line.width : 0;
    const double y = top - base_line(style) - static_cast<double>(i - placed.first) * style.leading;
    add_point(out_, x + indent - last_x, y - last_y);
    out_ += " Td ";
    out_ += line.shown;
    last_x = x + indent;
    last_y = y;
  }
  out_ += "ET ";
}

void Painter::add_form(ObjectId form, double x, double top) {
  out_ += "q 1 0 0 1 ";
  add_point(out_, x, top);
  out_ += " cm/X";
  add_number(out_, form);
  out_ += " Do Q ";
}

ObjectId Painter::form_of(const SetText& text) {
  const auto [known, is_new] = forms_.try_emplace(&text, 0);
  if (!is_new) return known->second;
  const ObjectId id = known->second = file_.reserve();
  form_ids_.push_back(id);
  std::string page = std::move(out_);
  out_.clear();
  add_lines({.text = &text, .first = 0, .last = text.lines.size()}, 0, 0);
  Syntax dictionary;
  dictionary << "/Type/XObject/Subtype/Form/BBox[-1 " << -text.height() - text.style.size << ' ' << widest(text) + 2 << " 2]/Resources<</Font<</F1 "
             << Ref{fonts_.regular} << "/F2 " << Ref{fonts_.bold} << ">>>>";
  file_.write_stream(id, dictionary, out_);
  out_ = std::move(page);
  return id;
}

std::string Painter::resources() const {
  Syntax dictionary;
  dictionary << "<</Font<</F1 " << Ref{fonts_.regular} << "/F2 " << Ref{fonts_.bold} << ">>/XObject<<";
  for (const ObjectId id : form_ids_) dictionary << "/X" << id << ' ' << Ref{id};
  dictionary << ">>>>";
  return dictionary.take();
}

}  // namespace tocsin::pdf
