#include "app/scope_plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/html.h"
#include "base/text.h"

namespace tocsin::app {
namespace {

constexpr double width = 880, line = 30;

std::string number(std::uint64_t value) { return with_thousands(static_cast<std::int64_t>(value)); }

std::string opened(double height, std::string_view says) {
  return fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">", width, height, escaped(says));
}

std::string text(double x, double y, std::string_view words, std::string_view look) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\">{}</text>", x, y, look, escaped(words));
}

std::string box(double x, double y, double w, double h, std::string_view look, double round = 3) {
  return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{:.1f}\" class=\"{}\"/>", x, y, std::max(0.0, w), h, round, look);
}

// A label that would run into the bars is cut; the tables below say it whole.
std::string shortened(const std::string& label, std::size_t most) {
  if (count_code_points(label) <= most || !is_utf8(label)) return label;
  std::size_t bytes = 0, points = 0;
  for (; bytes < label.size(); ++bytes)
    if ((static_cast<unsigned char>(label[bytes]) & 0xc0) != 0x80 && points++ == most - 1) break;
  return label.substr(0, bytes) + "…";
}

double part_of(std::uint64_t value, std::uint64_t whole) { return whole == 0 ? 0 : static_cast<double>(value) / static_cast<double>(whole); }

std::string percent(std::uint64_t value, std::uint64_t whole) {
  const double share = part_of(value, whole) * 100;
  return value > 0 && share < 0.1 ? "< 0.1 %" : fmt::format("{:.1f} %", share);
}

}  // namespace

std::string bars(const std::vector<Bar>& bars) {
  constexpr double left = 250, right = 130;
  std::uint64_t most = 1;
  for (const Bar& bar : bars) most = std::max(most, bar.value);
  std::string out = opened(line * static_cast<double>(bars.size()) + 6, "bars");
  double y = 3;
  for (const Bar& bar : bars) {
    const double length = (width - left - right) * part_of(bar.value, most);
    out += text(left - 14, y + 20, shortened(bar.label, 32), "label end");
    out += box(left, y + 6, width - left - right, 18, "track");
    out += box(left, y + 6, bar.value > 0 ? std::max(length, 2.0) : 0, 18, bar.quiet ? "quiet" : "bar");
    out += text(width, y + 20, number(bar.value), "figure end");
    y += line;
  }
  return out + "</svg>";
}

std::string share(const std::vector<Bar>& parts) {
  std::uint64_t whole = 0;
  for (const Bar& part : parts) whole += part.value;
  std::string out = opened(78, "parts of a whole"), legend;
  double x = 0, at = 0;
  int shade = 0;
  for (const Bar& part : parts) {
    const std::string look = part.quiet ? "quiet" : fmt::format("shade{}", shade++);
    const double length = width * part_of(part.value, whole);
    out += box(x, 4, length - (length > 4 ? 2 : 0), 26, look, 2);
    x += length;
    const std::string words = fmt::format("{}  {}  ({})", part.label, number(part.value), percent(part.value, whole));
    legend += box(at, 47, 12, 12, look, 2) + text(at + 20, 58, words, "label");
    at += width / static_cast<double>(std::max<std::size_t>(parts.size(), 1));
  }
  return out + legend + "</svg>";
}

std::string error_bar(std::uint64_t least, std::uint64_t best, std::uint64_t most) {
  const double span = std::max(1.0, static_cast<double>(most - least)), margin = 120;
  const auto place = [&](std::uint64_t value) { return margin + (width - 2 * margin) * (static_cast<double>(value - least) / span); };
  std::string out = opened(74, "the figure and its bounds");
  out += box(place(least), 33, place(most) - place(least), 4, "track", 2);
  out += fmt::format("<path d=\"M{:.1f} 25V45M{:.1f} 25V45\" class=\"rule\"/>", place(least), place(most));
  out += fmt::format("<circle cx=\"{:.1f}\" cy=\"35\" r=\"8\" class=\"bar\"/>", place(best));
  out += text(place(least) - 12, 40, number(least), "label end") + text(place(most) + 12, 40, number(most), "label");
  return out + text(place(best), 66, number(best), "figure middle") + "</svg>";
}

std::string sets(const std::vector<std::string>& columns, const std::vector<SetRow>& rows) {
  constexpr double head = 150, first = 26, plot = 560;
  const double step = std::min(46.0, (plot - 60) / static_cast<double>(std::max<std::size_t>(columns.size(), 1)));
  const double left = first + step * static_cast<double>(columns.size()) + 10;
  std::uint64_t most = 1;
  for (const SetRow& row : rows) most = std::max(most, row.value);
  std::string out = opened(head + line * static_cast<double>(rows.size()) + 6, "which kinds were exposed together");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const double x = first + step * static_cast<double>(i);
    out +=
        fmt::format("<text transform=\"translate({:.1f} {:.1f}) rotate(-45)\" class=\"label\">{}</text>", x + 4, head - 12, escaped(shortened(columns[i], 26)));
  }
  double y = head;
  for (const SetRow& row : rows) {
    double begin = 0, end = 0;
    for (std::size_t i = 0; i < row.holds.size(); ++i) {
      if (!row.holds[i]) continue;
      const double x = first + step * static_cast<double>(i);
      if (begin == 0) begin = x;
      end = x;
    }
    if (end > begin) out += fmt::format("<path d=\"M{:.1f} {:.1f}H{:.1f}\" class=\"link\"/>", begin, y + 15, end);
    for (std::size_t i = 0; i < row.holds.size(); ++i)
      out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"6\" class=\"{}\"/>", first + step * static_cast<double>(i), y + 15,
                         row.holds[i] ? "bar" : "track");
    const double room = width - left - 120, length = room * part_of(row.value, most);
    out += box(left, y + 6, row.value > 0 ? std::max(length, 2.0) : 0, 18, "bar") + text(width, y + 20, number(row.value), "figure end");
    y += line;
  }
  return out + "</svg>";
}

}  // namespace tocsin::app
