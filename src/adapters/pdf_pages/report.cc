#include "adapters/pdf_pages/report.h"

#include <fmt/format.h>

namespace tocsin::pdf {

namespace {

void place_title(Flow& flow, const Document& document) {
  const PageStyle& style = flow.style();
  if (!document.origin.empty()) {
    const SetText& origin = flow.set(plain(document.origin), style.origin, flow.width());
    flow.place(origin, flow.left(), flow.y(), flow.node("P"));
    flow.move_to(flow.y() + origin.height() + 3);
  }
  const SetText& title = flow.set(plain(document.title), style.title, flow.width());
  flow.place(title, flow.left(), flow.y(), flow.node("H1"));
  flow.move_to(flow.y() + title.height() + 3);
  if (!document.subtitle.empty()) {
    const SetText& subtitle = flow.set(plain(document.subtitle), style.subtitle, flow.width());
    flow.place(subtitle, flow.left(), flow.y(), flow.node("P"));
    flow.move_to(flow.y() + subtitle.height());
  }
  flow.move_to(flow.y() + 9);
  flow.box({flow.left(), flow.y(), 36, 2.2, accent});
  flow.move_to(flow.y() + 10);
}

void place_footers(Flow& flow, const std::string& footer) {
  const PageStyle& style = flow.style();
  const double top = sheet_height - 15 * mm, number_width = 60;
  Layout& layout = flow.layout();
  const SetText& left = flow.set(plain(footer), style.footer, flow.width() - number_width - 10);
  for (std::size_t i = 0; i < layout.sheets.size(); ++i) {
    const SetText& number = flow.set(plain(fmt::format("{} / {}", i + 1, layout.sheets.size())), style.footer, number_width);
    layout.sheets[i].boxes.push_back({flow.left(), top - 5, flow.width(), 0.5, hairline});
    layout.sheets[i].texts.push_back({&left, 0, left.lines.size(), flow.left(), top});
    layout.sheets[i].texts.push_back({&number, 0, number.lines.size(), flow.left() + flow.width() - number_width, top, number_width, Align::right});
  }
}

}  // namespace

Layout lay_out_document(Typesetter& typesetter, const Document& document) {
  Flow flow(typesetter, report_style);
  place_title(flow, document);
  flow.add(document.blocks);
  place_footers(flow, document.footer);
  return flow.take();
}

}  // namespace tocsin::pdf
