#include "exposures/csv_dialect.h"

#include <algorithm>
#include <map>

namespace tocsin {
namespace {

constexpr std::size_t rows_looked_at = 200;

struct Fit {
  double agreement = 0;     // share of rows with the most frequent number of fields
  std::size_t columns = 1;  // that number
  std::size_t quoted = 0;   // fields in quotes
  std::size_t rows = 0;
};

Fit fit_of(std::string_view sample, bool whole, const CsvDialect& dialect) {
  const ReadBudgets budgets;
  RowScanner scanner(dialect, budgets);
  scanner.look_at(sample);
  std::vector<FieldSpan> fields;
  std::map<std::size_t, std::size_t> rows_by_columns;
  std::size_t rows = 0;
  Fit fit;
  while (rows < rows_looked_at) {
    const ScannedRow row = scanner.next(whole, fields);
    if (row.state == ScannedRow::State::nothing || row.state == ScannedRow::State::needs_more) break;
    if (row.state == ScannedRow::State::row) {
      ++rows;
      ++rows_by_columns[row.fault == RowFault::none ? fields.size() : 0];
      for (const FieldSpan& field : fields) fit.quoted += field.begin > 0 && sample[field.begin - 1] == dialect.quote ? 1U : 0U;
    }
  }
  for (const auto& [columns, count] : rows_by_columns) {
    const double share = static_cast<double>(count) / static_cast<double>(rows);
    if (columns > 0 && share > fit.agreement) fit = {share, columns, fit.quoted, rows};
  }
  return fit;
}

// More agreement is better; between dialects that both fit, more columns. One column never beats two.
bool better(const Fit& a, const Fit& b) {
  if ((a.columns > 1) != (b.columns > 1)) return a.columns > 1;
  if (std::abs(a.agreement - b.agreement) > 0.1) return a.agreement > b.agreement;
  return a.columns > b.columns;
}

}  // namespace

CsvFit csv_fit_of(std::string_view sample, bool whole) {
  CsvDialect best{',', '"'};
  Fit best_fit = fit_of(sample, whole, best);
  for (const char delimiter : {';', '\t', '|'}) {
    const CsvDialect candidate{delimiter, '"'};
    const Fit fit = fit_of(sample, whole, candidate);
    if (!better(fit, best_fit)) continue;
    best = candidate;
    best_fit = fit;
  }
  // Rarer signs also stand inside times, paths and addresses: only where no other sign separates, and all rows agree.
  if (best_fit.columns == 1)
    for (const char delimiter : {'\x01', '\x1F', '^', '~', ':'}) {
      const CsvDialect candidate{delimiter, '"'};
      const Fit fit = fit_of(sample, whole, candidate);
      if (fit.columns < 2 || fit.agreement < 0.95 || fit.rows < 3) continue;
      best = candidate;
      best_fit = fit;
      break;
    }
  // Apostrophes stand at the beginning of a name now and then ('t Hart); as quotes they stand around many fields.
  if (best_fit.quoted == 0) {
    const CsvDialect single{best.delimiter, '\''};
    const Fit fit = fit_of(sample, whole, single);
    if (fit.quoted > rows_looked_at / 4 && fit.agreement >= best_fit.agreement && fit.columns <= best_fit.columns) {
      best = single;
      best_fit = fit;
    }
  }
  return {best, best_fit.agreement, best_fit.columns};
}

}  // namespace tocsin
