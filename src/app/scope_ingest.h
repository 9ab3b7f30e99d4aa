// One pass over the files: rows become records or rejects, records become keys, and both go into tables.
//
// Way:    checked rows -> canonical -> identity table (in memory) and table `records` (in the engine)
// Holds:  record number n is rows[n] of the identity table and exposures[n]; it stands in the engine's table too.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/scope_columns.h"
#include "app/scope_progress.h"
#include "app/scope_report.h"
#include "persons/census.h"
#include "persons/match_keys.h"
#include "ports/file_reader.h"
#include "ports/table_engine.h"

namespace tocsin::app {

// Controllers by number; 0 is "not known".
class Controllers {
 public:
  // Nothing: more names than controllers can be; the column holds something else.
  std::optional<std::uint32_t> index_of(const std::string& name);
  const std::string& name_of(std::uint32_t index) const { return names_[index]; }
  std::size_t count() const { return names_.size(); }

 private:
  std::vector<std::string> names_{""};
  std::map<std::string, std::uint32_t> index_{{"", 0}};
};

struct Ingested {
  IdentityTable identity;
  std::vector<ExposureRow> exposures;
  Controllers controllers;
  std::map<std::string, std::uint64_t> rejects_by_reason;
  std::uint64_t rejects = 0, values_unreadable = 0;
};

// The names of the kinds in a set, in the order of the table of kinds.
std::vector<std::string_view> kinds_in(std::uint64_t set);

// A record as an earlier result kept it.
struct EarlierRecord {
  std::string file;
  std::uint64_t row = 0, kinds = 0;
  CanonicalRecord record;
};

// Numbers of a record as one text and back: for the table that a later extract is joined by.
std::string text_of_numbers(const CanonicalNumbers& numbers);
bool numbers_from(std::string_view text, CanonicalNumbers& numbers);  // false: a kind that nobody knows

class Ingest {
 public:
  static Result<std::unique_ptr<Ingest>> into(TableEngine& tables, const KeyedHash& hash, std::uint64_t records_max);

  Result<void> add(const SampledFile& file, const ChosenColumns& columns, const NormalForm& normal_form, std::int32_t today, FileReader& reader,
                   const ReadBudgets& budgets, ReportedFile& report, Progress& progress);
  Result<void> keep_earlier(const EarlierRecord& earlier) { return keep(earlier.file, earlier.row, earlier.kinds, earlier.record); }
  Result<void> reject_earlier(const std::string& file, std::uint64_t row, const std::string& reason) { return reject(file, row, reason); }
  Result<Ingested> finish();

 private:
  friend class IngestVisitor;
  Ingest(const KeyedHash& hash, std::uint64_t records_max) : hash_(hash), records_max_(records_max) {}
  Result<void> keep(const std::string& file, std::uint64_t row, std::uint64_t kinds, const CanonicalRecord& record);
  Result<void> reject(const std::string& file, std::uint64_t row, std::string_view reason);

  KeyedHash hash_;
  std::uint64_t records_max_;
  std::unique_ptr<TableWriter> records_, identity_, rejects_;
  Ingested done_;
};

}  // namespace tocsin::app
