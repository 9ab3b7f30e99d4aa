// What was taken, and whose is it? Files in, numbers out; the persons stay in the tables.
//
// Way:    files -> caged reader -> columns -> records -> persons -> Parquet and report.json under one folder
// Law:    GDPR Art. 33(3)(a): categories and approximate numbers of persons and of records, two different numbers
// Acts:   reads through ports/file_reader, writes through ports/table_engine and the folder given.
// Holds:  records + rejects are all data rows; the report holds counts and names of columns and controllers, never
//         a value. Contact data stand in reach.parquet alone.
// See:    docs/formats/canonical.md

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/scope_columns.h"
#include "app/scope_report.h"
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
};

Result<ScopeReport> scope(const ScopeRequest& request, ScopeTools& tools);

}  // namespace tocsin::app
