// Any bytes as a table: the first line is the header, semicolons and lines separate.
#include <cstdint>

#include "base/check.h"
#include "base/text.h"
#include "exposures/columns.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tocsin;
  if (size > 16'384) return 0;
  std::vector<TextRow> rows;
  for (const std::string_view line : split({reinterpret_cast<const char*>(data), size}, '\n')) {
    const auto fields = split(line, ';');
    rows.emplace_back(fields.begin(), fields.end());
  }
  const TextRow header = rows.front();
  if (header.size() > 64) return 0;
  const auto findings = find_columns(header, std::span(rows).subspan(1), {.country = "FR", .today = std::chrono::year{2026} / 11 / 22});
  check(findings.size() == header.size());
  for (const ColumnFinding& finding : findings) check(finding.share >= 0 && finding.share <= 1);
  return 0;
}
