#include "exposures/header.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <set>

#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::size_t longest_header = 120;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Numbers, dates, mail addresses: what no one calls a column. "adresse_2" and "2A" are still names.
bool looks_like_data(std::string_view text) {
  if (text.find('@') != std::string_view::npos) return true;
  const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
  return digits > 0 && digits * 2 >= text.size();
}

// The column differs from its first cell in kind: digits below a word, or mail addresses below a word.
bool body_differs(std::span<const TextRow> body, std::size_t column) {
  std::size_t filled = 0, data = 0;
  for (const TextRow& row : body) {
    if (column >= row.size() || trimmed(row[column]).empty()) continue;
    ++filled;
    data += looks_like_data(row[column]) ? 1U : 0U;
  }
  return filled > 0 && data * 2 > filled;
}

bool body_repeats(std::span<const TextRow> body, std::size_t column, std::string_view text) {
  return std::any_of(body.begin(), body.end(), [&](const TextRow& row) { return column < row.size() && row[column] == text; });
}

// Words of a header are written as names of things: no more than a few words, often with _ or in one case.
bool reads_like_a_name(std::string_view text) {
  return text.find('_') != std::string_view::npos || (!text.empty() && std::islower(static_cast<unsigned char>(text.front())) != 0);
}

}  // namespace

bool first_row_is_header(std::span<const TextRow> rows) {
  if (rows.empty()) return false;
  const TextRow& first = rows.front();
  const std::span<const TextRow> body = rows.subspan(1);
  std::set<std::string> seen;
  std::size_t named = 0, differing = 0, repeated = 0, name_like = 0;
  for (std::size_t column = 0; column < first.size(); ++column) {
    const std::string cell(trimmed(first[column]));
    if (cell.empty()) continue;
    if (cell.size() > longest_header || looks_like_data(cell)) return false;
    if (!seen.insert(lower_ascii(cell)).second) continue;
    ++named;
    differing += body_differs(body, column) ? 1U : 0U;
    repeated += body_repeats(body, column, first[column]) && body.size() < 1000 ? 1U : 0U;
    name_like += reads_like_a_name(cell) ? 1U : 0U;
  }
  if (named == 0) return false;
  if (differing > 0) return true;
  if (repeated > 0) return repeated * 2 < named;
  return body.empty() ? named * 2 > first.size() : name_like * 2 > named || named == first.size();
}

std::string shown_header(std::string_view text) {
  std::string shown;
  for (const char c : trimmed(text)) shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  if (shown.size() > longest_header) {
    std::size_t end = longest_header;
    while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80) --end;  // not inside a character
    shown.resize(end);
  }
  return shown;
}

}  // namespace tocsin
