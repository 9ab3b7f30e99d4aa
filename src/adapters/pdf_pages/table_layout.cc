#include "adapters/pdf_pages/table_layout.h"

#include <algorithm>

#include "base/check.h"

namespace tocsin::pdf {

namespace {

struct Cell {
  const SetText* text;
  double x, width;
  Align align;
  int node;
};

std::size_t most_lines(const std::vector<Cell>& cells) {
  std::size_t most = 1;
  for (const Cell& cell : cells) most = std::max(most, cell.text->lines.size());
  return most;
}

double tallest(const std::vector<Cell>& cells) {
  double height = 0;
  for (const Cell& cell : cells) height = std::max(height, cell.text->height());
  return height;
}

// Lines [first, last) of every cell, side by side at the flow's place.
void place_slice(Flow& flow, const std::vector<Cell>& cells, std::size_t first, std::size_t last) {
  for (const Cell& cell : cells) {
    const std::size_t end = std::min(last, cell.text->lines.size());
    if (first >= end) continue;
    flow.place(*cell.text, cell.x, flow.y(), cell.node, cell.width, cell.align);
    PlacedText& placed = flow.layout().sheets.back().texts.back();
    placed.first = first;
    placed.last = end;
  }
}

void rule_below(Flow& flow, Colour colour, double thickness) { flow.box({flow.left(), flow.y() - thickness, flow.width(), thickness, colour}); }

// `at_new_sheet` repeats the header.
template <class AtNewSheet>
void place_row(Flow& flow, const std::vector<Cell>& cells, double padding, AtNewSheet at_new_sheet) {
  const double sheet = sheet_height - flow.style().top - flow.style().bottom;
  const double leading = cells.front().text->style.leading;
  const bool taller_than_sheet = tallest(cells) + 2 * padding > 0.8 * sheet;
  const auto fitting = [&] { return static_cast<std::size_t>(std::max(0.0, (flow.room() - 2 * padding) / leading + 0.01)); };
  const std::size_t lines = most_lines(cells);
  if (fitting() < (taller_than_sheet ? std::min<std::size_t>(3, lines) : lines)) {
    flow.new_sheet();
    at_new_sheet();
  }
  for (std::size_t first = 0; first < lines;) {
    const std::size_t last = std::min(lines, first + std::max<std::size_t>(1, fitting()));
    flow.move_to(flow.y() + padding);
    place_slice(flow, cells, first, last);
    flow.move_to(flow.y() + static_cast<double>(last - first) * leading + padding);
    first = last;
    if (first < lines) {
      flow.new_sheet();
      at_new_sheet();
    }
  }
}

struct Grid {
  std::vector<double> x, width;  // of the text inside each column
};

Grid grid_of(const Flow& flow, const Table& table) {
  double shares = 0;
  for (const Column& column : table.columns) shares += column.share;
  constexpr double gap = 10;
  const double room = flow.width() - gap * static_cast<double>(table.columns.size() - 1) - 2 * flow.style().cell_padding;
  Grid grid;
  double x = flow.left() + flow.style().cell_padding;
  for (const Column& column : table.columns) {
    grid.x.push_back(x);
    grid.width.push_back(room * column.share / shares);
    x += grid.width.back() + gap;
  }
  return grid;
}

// What must stand below the header, so that it never stands alone at the foot of a sheet.
double first_row_height(Flow& flow, const Table& table, const Grid& grid) {
  constexpr double at_most = 300;  // a taller row may begin here and go on
  double height = flow.style().cell.leading;
  if (!table.rows.empty())
    for (std::size_t i = 0; i < table.columns.size(); ++i) height = std::max(height, flow.set(table.rows[0][i], flow.style().cell, grid.width[i]).height());
  return std::min(height, at_most);
}

}  // namespace

void lay_out_table(Flow& flow, const Table& table) {
  check(!table.columns.empty());
  check(table.rows.empty() || table.rows[0].size() == table.columns.size());
  const PageStyle& style = flow.style();
  const double padding = style.cell_padding;
  const Grid grid = grid_of(flow, table);
  const int tree = flow.node("Table");

  std::vector<Cell> header;
  const int header_row = flow.node("TR", tree);
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    header.push_back({&flow.set(plain(table.columns[i].title), style.column_title, grid.width[i]), grid.x[i], grid.width[i], table.columns[i].align,
                      flow.node("TH", header_row, "/A<</O/Table/Scope/Column>>")});
  const auto place_header = [&] {
    const double height = tallest(header) + 2 * padding;
    flow.box({flow.left(), flow.y(), flow.width(), height, tint});
    flow.move_to(flow.y() + padding);
    place_slice(flow, header, 0, most_lines(header));
    flow.move_to(flow.y() + height - padding);
    rule_below(flow, accent, 0.8);
    for (Cell& cell : header) cell.node = artifact;  // from here on a repetition
  };
  if (flow.room() < tallest(header) + 4 * padding + first_row_height(flow, table, grid)) flow.new_sheet();
  place_header();

  for (const std::vector<RichText>& row : table.rows) {
    check(row.size() == table.columns.size());
    const int tree_row = flow.node("TR", tree);
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < row.size(); ++i)
      cells.push_back({&flow.set(row[i], style.cell, grid.width[i]), grid.x[i], grid.width[i], table.columns[i].align, flow.node("TD", tree_row)});
    place_row(flow, cells, padding, place_header);
    rule_below(flow, hairline, 0.5);
  }
}

void lay_out_key_values(Flow& flow, const KeyValues& values) {
  const PageStyle& style = flow.style();
  const double key_width = 0.30 * flow.width(), value_x = flow.left() + key_width + 12;
  const int tree = flow.node("Table");
  for (const KeyValue& row : values.rows) {
    const int tree_row = flow.node("TR", tree);
    TextStyle key_style = style.key;
    key_style.leading = style.cell.leading;  // so that key and value share their base lines
    const std::vector<Cell> cells = {
        {&flow.set(plain(row.key), key_style, key_width), flow.left(), key_width, Align::left, flow.node("TH", tree_row, "/A<</O/Table/Scope/Row>>")},
        {&flow.set(row.value, style.cell, flow.left() + flow.width() - value_x), value_x, flow.width() - key_width - 12, Align::left,
         flow.node("TD", tree_row)}};
    place_row(flow, cells, style.cell_padding * 0.7, [] {});
    rule_below(flow, hairline, 0.4);
  }
}

}  // namespace tocsin::pdf
