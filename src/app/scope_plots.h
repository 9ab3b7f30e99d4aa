// Plots as SVG inside a page: bars, a share, a figure with its error bar, sets of kinds.
//
// Pure.   No script, no style of their own, no picture from elsewhere; colours are classes of the page's style sheet.
//         Labels are escaped here.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::app {

struct Bar {
  std::string label;
  std::uint64_t value = 0;
  bool quiet = false;  // what is not known, or the rest
};
// Longest label to the left, figure to the right.
std::string bars(const std::vector<Bar>& bars);

// Parts of a whole in one line, with their legend below.
std::string share(const std::vector<Bar>& parts);

// A best figure between the least and the most that it can be.
std::string error_bar(std::uint64_t least, std::uint64_t best, std::uint64_t most);

struct SetRow {
  std::vector<bool> holds;  // one per column
  std::uint64_t value = 0;
};
// Which sets occur how often: a dot where a set holds the column's kind.
std::string sets(const std::vector<std::string>& columns, const std::vector<SetRow>& rows);

}  // namespace tocsin::app
