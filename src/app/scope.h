// What was taken, and whose is it? Files in, numbers out; the persons stay in the tables.
//
// Way:    files -> caged reader -> columns -> records -> persons -> sealed tables and report.json under one folder
// Law:    GDPR Art. 33(3)(a): categories and approximate numbers of persons and of records, two different numbers
// Acts:   reads through ports/file_reader, writes through ports/table_engine and the folder given.
// Holds:  records + rejects are all data rows; the report holds counts and names of columns and controllers, never
//         a value. Contact data stand in the table `reach` alone. Everything but the report is sealed, unless `plain`.
// See:    docs/formats/canonical.md, docs/formats/sealed-container.md

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/scope_columns.h"
#include "app/scope_page.h"
#include "app/scope_progress.h"
#include "app/scope_report.h"
#include "app/scope_slices.h"
#include "ports/file_reader.h"
#include "ports/table_engine.h"
#include "records/canonical.h"
#include "records/keyed_hash.h"
#include "words/words.h"

namespace tocsin::app {

struct ScopeRequest {
  std::vector<std::string> files;
  std::string out_dir;
  std::optional<std::string> members;            // the controller's own file of its customers
  std::optional<std::string> controller_column;  // a header, or a number without one
  std::vector<ColumnMapping> map;
  std::uint64_t memory_bytes = 4ULL << 30;
  std::int32_t today = 0;                        // yyyymmdd
  KeyedHash::Key key{};
  std::optional<SliceRules> slices;              // cut each controller's rows
  std::optional<std::set<std::string>> numbers_to_join;  // national numbers that may join the member file; none: any
  bool add = false;                              // to the result that lies in out_dir
  std::optional<std::string> incident;           // its id, for the report
  std::vector<std::string> sums;                 // SHA-256 of each file, where known
  std::string obtained, allowed_by;              // how the files came here; empty: not said
  ScopePageFrame page;
  bool plain = false;                            // how `ScopeTools::tables` writes
};

struct Usage {
  double seconds = 0;
  double peak_rss_mb = 0;
};

struct ScopeTools {
  FileReader& reader;
  TableEngine& tables;  // writes below request.out_dir
  ColumnFinder find_columns;
  NormalForm normal_form;
  std::function<void(const std::string&)> progress;
  const Words& say;  // of progress
  std::function<Usage()> usage;
  ProgressMade progress_made = {};
  SealSlice seal_slice = {};
  TableEngine* earlier = nullptr;  // with `add`: opens what lies in out_dir
};

Result<ScopeReport> scope(const ScopeRequest& request, ScopeTools& tools);

}  // namespace tocsin::app
