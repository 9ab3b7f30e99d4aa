// How it looks: sizes, distances, colours. Measures in points, 72 to the inch.
//
// One quiet accent, dark text, much white. Contrast of every text on its ground is at least 4.5 to 1
// (WCAG 2.1, 1.4.3).

#pragma once

namespace tocsin::pdf {

inline constexpr double mm = 72 / 25.4;
inline constexpr double sheet_width = 595.28, sheet_height = 841.89;  // A4

struct Colour {
  double red = 0, green = 0, blue = 0;
  bool operator==(const Colour&) const = default;
};
inline constexpr Colour ink{0.11, 0.13, 0.16};
inline constexpr Colour quiet{0.37, 0.40, 0.45};
inline constexpr Colour accent{0.07, 0.31, 0.42};
inline constexpr Colour alarm{0.62, 0.17, 0.13};
inline constexpr Colour hairline{0.80, 0.83, 0.86};
inline constexpr Colour tint{0.945, 0.957, 0.965};
inline constexpr Colour alarm_tint{0.985, 0.945, 0.935};

struct TextStyle {
  double size = 10;
  double leading = 14.5;
  bool bold = false;
  Colour colour = ink;
  bool operator==(const TextStyle&) const = default;
};

// One set for reports, one for letters (a letter has two pages and readers of every age: 10.5 points).
struct PageStyle {
  TextStyle origin{8.5, 12, false, quiet};
  TextStyle title{20, 25, true, accent};
  TextStyle subtitle{11, 15, false, quiet};
  TextStyle headings[3] = {{14, 18, true, accent}, {11.5, 15.5, true, ink}, {10, 14.5, true, ink}};
  double space_before_heading[3] = {20, 15, 10};
  double space_after_heading[3] = {6, 4, 2};
  TextStyle text{10, 14.5, false, ink};
  TextStyle remark{8.5, 12, false, quiet};
  TextStyle cell{9, 12.5, false, ink};
  TextStyle column_title{8.5, 12, true, accent};
  TextStyle key{9, 12.5, false, quiet};
  TextStyle note_title{10, 14.5, true, accent};
  TextStyle footer{8, 10, false, quiet};
  double space_between = 7;
  double space_between_items = 3;
  double item_indent = 16;
  double cell_padding = 4;
  double left = 25 * mm, right = 25 * mm, top = 24 * mm, bottom = 24 * mm;
};
inline constexpr PageStyle report_style{};

constexpr PageStyle letter_style_of() {
  PageStyle style;
  style.title = {13.5, 17.5, true, accent};
  style.headings[0] = style.headings[1] = style.headings[2] = {10.5, 14, true, accent};
  for (double& space : style.space_before_heading) space = 11;
  for (double& space : style.space_after_heading) space = 2;
  style.text = {10, 13.6, false, ink};
  style.remark = {8.5, 11.5, false, quiet};
  style.cell = {9.5, 13, false, ink};
  style.key = {8.5, 11.5, false, quiet};
  style.footer = {7.5, 10, false, quiet};
  style.space_between = 5.5;
  style.space_between_items = 1.5;
  style.item_indent = 14;
  style.left = 25 * mm;
  style.right = 22 * mm;
  style.top = 30 * mm;
  style.bottom = 27 * mm;
  return style;
}
inline constexpr PageStyle letter_style = letter_style_of();

// Large print: 16 points and wide lines, dark throughout. The address stays as the window wants it.
constexpr PageStyle large_letter_style_of() {
  PageStyle style = letter_style_of();
  style.title = {21, 26, true, ink};
  style.headings[0] = style.headings[1] = style.headings[2] = {17, 22, true, ink};
  for (double& space : style.space_before_heading) space = 16;
  for (double& space : style.space_after_heading) space = 4;
  style.text = {16, 22, false, ink};
  style.remark = {14, 19, false, ink};
  style.cell = {14, 19, false, ink};
  style.key = {12, 16, false, ink};
  style.footer = {9, 12, false, ink};
  style.space_between = 9;
  style.space_between_items = 4;
  style.item_indent = 22;
  return style;
}
inline constexpr PageStyle large_letter_style = large_letter_style_of();

}  // namespace tocsin::pdf
