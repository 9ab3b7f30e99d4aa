#include "adapters/pdf_pages/letter_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace tocsin::pdf {

namespace {

constexpr TextStyle sender_style{13, 17, true, accent};
constexpr TextStyle return_style{7, 9, false, quiet};
constexpr TextStyle reference_key{7.5, 10, false, quiet};
constexpr TextStyle reference_value{9, 12, false, ink};
constexpr TextStyle large_reference_key{10, 13, false, ink};
constexpr TextStyle large_reference_value{12, 15, false, ink};

struct Page {
  Flow& flow;
  const Stationery& stationery;
  const Letter& letter;
};

void place_letterhead(const Page& page) {
  Flow& flow = page.flow;
  const SetText& sender = flow.set(plain(page.stationery.sender), sender_style, flow.width());
  flow.box({flow.left(), 14 * mm, 2.5, 17, accent});
  flow.place(sender, flow.left() + 9, 14 * mm, flow.node("P"));
}

void place_return_line(const Page& page) {
  const Area& area = page.stationery.window.return_line;
  if (area.height == 0 || page.stationery.return_line.empty()) return;
  const SetText& line = page.flow.set(plain(page.stationery.return_line), return_style, area.width * mm);
  page.flow.place(line, area.left * mm, area.top * mm, page.flow.node("P"));
  page.flow.box({area.left * mm, area.top * mm + line.height() + 1, area.width * mm, 0.4, hairline});
}

// One line of the address is one line in the window, or the letter is held: no wrapping, no shrinking.
std::optional<HeldBecause> place_address(const Page& page) {
  const WindowProfile& window = page.stationery.window;
  const double lines = static_cast<double>(page.letter.address.size());
  if (page.letter.address.empty()) return HeldBecause::address_missing;
  TextStyle style{window.address_size, std::min(window.address_size * 1.3, window.address.height * mm / lines), false, ink};
  if (style.leading < 1.1 * style.size) return HeldBecause::address_too_many_lines;
  std::string block;
  for (const std::string& line : page.letter.address) block += block.empty() ? line : "\n" + line;
  const SetText& address = page.flow.set(plain(block), style, window.address.width * mm);
  if (!address.printable) return HeldBecause::character_not_printable;
  if (address.lines.size() != page.letter.address.size()) return HeldBecause::address_line_too_wide;
  page.flow.place(address, window.address.left * mm, window.address.top * mm, page.flow.node("P"));
  return std::nullopt;
}

void place_reference(const Page& page) {
  const Area& area = page.stationery.window.reference;
  const bool large = page.stationery.large_print;
  double top = area.top * mm;
  for (const KeyValue& row : page.letter.reference) {
    const SetText& key = page.flow.set(plain(row.key), large ? large_reference_key : reference_key, area.width * mm);
    const SetText& value = page.flow.set(row.value, large ? large_reference_value : reference_value, area.width * mm);
    page.flow.place(key, area.left * mm, top, page.flow.node("P"));
    page.flow.place(value, area.left * mm, top + key.height(), page.flow.node("P"));
    top += key.height() + value.height() + 4;
  }
}

void place_fold_marks(const Page& page) {
  for (const double mark : page.stationery.window.fold_marks) page.flow.box({4 * mm, mark * mm, 4 * mm, 0.4, quiet});
}

void place_footers(const Page& page) {
  Flow& flow = page.flow;
  const TextStyle& style = flow.style().footer;
  const double top = sheet_height - 19 * mm, number_width = 50;
  Layout& layout = flow.layout();
  std::string footer;
  for (const std::string& line : page.stationery.footer) footer += footer.empty() ? line : "\n" + line;
  const SetText& legal = flow.set(plain(footer), style, flow.width() - number_width - 10);
  for (std::size_t i = 0; i < layout.sheets.size(); ++i) {
    const SetText& number = flow.set(plain(fmt::format("{} / {}", i + 1, layout.sheets.size())), style, number_width);
    layout.sheets[i].boxes.push_back({flow.left(), top - 6, flow.width(), 0.5, hairline});
    layout.sheets[i].texts.push_back({&legal, 0, legal.lines.size(), flow.left(), top});
    layout.sheets[i].texts.push_back({&number, 0, number.lines.size(), flow.left() + flow.width() - number_width, top, number_width, Align::right});
  }
}

// The name of the sender above every further sheet: sheets get separated.
void place_running_heads(const Page& page) {
  Flow& flow = page.flow;
  const SetText& head = flow.set(plain(page.stationery.sender), flow.style().footer, flow.width());
  Layout& layout = flow.layout();
  for (std::size_t i = 1; i < layout.sheets.size(); ++i) layout.sheets[i].texts.push_back({&head, 0, head.lines.size(), flow.left(), 17 * mm});
}

}  // namespace

std::variant<Layout, HeldBecause> lay_out_letter(Typesetter& typesetter, const Stationery& stationery, const Letter& letter) {
  Flow flow(typesetter, stationery.large_print ? large_letter_style : letter_style);
  const Page page{flow, stationery, letter};
  place_letterhead(page);
  place_return_line(page);
  if (const auto held = place_address(page)) return *held;
  place_reference(page);
  place_fold_marks(page);

  const SetText& subject = flow.set(plain(letter.subject), flow.style().title, flow.width());
  flow.move_to(stationery.window.text_top * mm);
  flow.place(subject, flow.left(), flow.y(), flow.node("H1"));
  flow.move_to(flow.y() + subject.height() + 4);
  flow.add(letter.body);
  place_running_heads(page);
  place_footers(page);

  const Layout& layout = flow.layout();
  if (!layout.printable) return HeldBecause::character_not_printable;
  if (!layout.words_fit) return HeldBecause::word_too_wide;
  if (layout.sheets.size() > stationery.most_pages) return HeldBecause::too_many_pages;
  return flow.take();
}

}  // namespace tocsin::pdf
