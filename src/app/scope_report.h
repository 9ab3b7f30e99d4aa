// The answer of `scope`: counts, never a value.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
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
  std::string sha256, obtained, allowed_by;  // empty: not said
  std::uint64_t bytes_skipped = 0, parts_skipped = 0, values_skipped = 0;  // of the whole file: what is no row, no table, no column
  bool cut_off = false;
  std::vector<std::pair<std::string, std::uint64_t>> changed_columns;  // name, and the row from which on it holds something else
};

// Persons of whom exactly these groups of kinds were exposed, all together.
struct ReportedCombination {
  std::vector<std::string> groups;  // ids of law/notices/kinds.toml
  std::uint64_t persons = 0;
};

// How many persons can be told, and how. One person counts under every channel they have.
struct ReportedReach {
  std::uint64_t members_read = 0, matched = 0, by_insured = 0;  // by_insured: dependants, through the one they are insured with
  std::uint64_t letter = 0, email = 0, phone = 0, not_reachable = 0;
  std::uint64_t dependants = 0, minors = 0, guardians = 0, deceased = 0, protected_addresses = 0;
  std::uint64_t former = 0, overdue = 0, retention_years = 0;  // overdue: kept beyond the declared retention
  std::map<int, std::uint64_t> former_by_age;                  // years since the contract's end
};

// What files did that were added to an earlier result.
struct ReportedAdded {
  std::uint64_t records = 0, persons = 0, grown = 0;  // persons: newly affected; grown: more is exposed of them now
  std::vector<std::string> already_in;                // files whose content was in before
};

// What one controller got.
struct ReportedSlice {
  std::string controller;
  std::uint64_t rows = 0;
  bool sealed = false;   // false: no key, nothing was written
  bool numbers = false;  // national numbers are in it
};

struct KnownLeak {
  std::string when, name, source;
  std::vector<std::string> kinds;  // groups, ids of law/notices/kinds.toml
  std::uint64_t persons = 0;  // 0: not said
};

// Persons that earlier incidents of this store hit too, and public leaks whose data may be combined with these.
struct ReportedEarlier {
  std::uint64_t persons = 0, compared = 0, not_comparable = 0;  // incidents
  std::vector<KnownLeak> known;
};

struct ScopeReport {
  std::uint64_t records = 0, rejects = 0, persons = 0;
  std::uint64_t persons_min = 0, persons_max = 0;  // if all pairs in doubt were one person; if none were
  std::uint64_t insured = 0, dependants = 0, standing_unknown = 0, persons_by_number_only = 0;
  std::uint64_t values_unreadable = 0, numbers_ignored = 0;
  std::vector<ReportedFile> files;
  std::vector<ReportedColumn> columns;
  std::vector<ReportedCount> by_controller;  // an empty name: not known
  std::vector<ReportedCount> by_kind;
  std::vector<ReportedCount> by_country;     // ISO 3166-1 alpha-2; an empty name: no national number tells
  std::vector<ReportedCombination> combinations;  // most persons first
  std::map<std::string, std::uint64_t> rejects_by_reason;
  std::vector<std::string> ambiguous_dates;  // columns whose order of day and month nothing settles
  std::optional<ReportedReach> reach;
  std::optional<ReportedAdded> added;
  std::optional<ReportedEarlier> earlier;
  std::vector<std::string> numbers_not_joined;  // kinds that the member file was not joined by: no permission
  std::vector<ReportedSlice> slices;
  std::uint64_t unrouted = 0;  // rows that go to nobody: their controller is in doubt or unknown
  double seconds = 0, peak_rss_mb = 0;
  bool plain = false;
  std::optional<std::string> incident;  // id
};

json::object json_of(const ScopeReport& report);
std::string text_of(const ScopeReport& report, const std::string& out_dir, const Words& say);

}  // namespace tocsin::app
