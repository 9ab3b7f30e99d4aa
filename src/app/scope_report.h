// The answer of `scope`: counts, never a value.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "words/words.h"

namespace tocsin::app {

struct ReportedColumn {
  std::string file, name;  // without a header the name is the column's number
  std::string kind;
  double share = 0;        // of the filled values in the sample that fit the kind
  std::string confidence;  // certain, likely, weak, mapped
};

struct ReportedCount {
  std::string name;  // controller or kind
  std::uint64_t records = 0, persons = 0;
};

struct ReportedFile {
  std::string name, format, encoding, delimiter;
  bool has_header = false;
  std::uint64_t rows = 0, values_repaired = 0;
};

// How many persons can be told, and how. One person counts under every channel they have.
struct ReportedReach {
  std::uint64_t members_read = 0, matched = 0, by_insured = 0;  // by_insured: dependants, through the one they are insured with
  std::uint64_t letter = 0, email = 0, phone = 0, not_reachable = 0;
  std::uint64_t dependants = 0, minors = 0, deceased = 0;
};

struct ScopeReport {
  std::uint64_t records = 0, rejects = 0, persons = 0;
  std::uint64_t insured = 0, dependants = 0, standing_unknown = 0, persons_by_number_only = 0;
  std::uint64_t values_unreadable = 0, numbers_ignored = 0;
  std::vector<ReportedFile> files;
  std::vector<ReportedColumn> columns;
  std::vector<ReportedCount> by_controller;  // an empty name: not known
  std::vector<ReportedCount> by_kind;
  std::map<std::string, std::uint64_t> rejects_by_reason;
  std::vector<std::string> ambiguous_dates;  // columns whose order of day and month nothing settles
  std::optional<ReportedReach> reach;
  double seconds = 0, peak_rss_mb = 0;
  bool plain = true;
};

json::object json_of(const ScopeReport& report);
std::string text_of(const ScopeReport& report, const std::string& out_dir, const Words& say);

}  // namespace tocsin::app
