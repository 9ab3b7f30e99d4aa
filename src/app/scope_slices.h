// Each controller's own rows, sealed to its key before anyone could route them.
//
// Way:    files + columns + what says whose a row is -> [here] -> DIR/slices/<controller>.csv.pgp
// Law:    GDPR Art. 33(2), 5(1)(f): a processor tells each controller of its own persons; Art. 87: national numbers
// Holds:  a row goes to a controller only if everything that speaks of it agrees: its columns, its file, and all rows that
//         bear the same contract and name. What is in doubt goes to nobody. Plain rows are in memory only. A national
//         number is left out unless that controller's permission is on record.
// See:    docs/formats/slices.md

#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/scope_columns.h"
#include "app/scope_report.h"
#include "ports/file_reader.h"

namespace tocsin::app {

// A row of `--controllers FILE`: code,controller. The code may be `file:NAME`: all rows of that file.
using ControllerCodes = std::map<std::string, std::string>;
Result<ControllerCodes> controller_codes(std::string_view csv, const std::string& where);

bool is_national_number(std::string_view kind);

// A name from a stranger's file as the name of a file: letters, digits, "-" and "_", the rest as %XX.
std::string file_name_of(const std::string& controller);

struct SliceRules {
  ControllerCodes codes;                                    // empty: what the rows say is the controller's name
  std::set<std::pair<std::string, std::string>> permitted;  // controller, kind of national number
  std::uint64_t bytes_max = 1ULL << 30;                     // of plain rows in memory
};

struct SliceInput {
  const SampledFile& file;
  const ChosenColumns& columns;
};

// Nothing: this controller has no key, and its rows are written for nobody.
using SealSlice = std::function<Result<bool>(const std::string& controller, const std::string& csv)>;

struct Slices {
  std::vector<ReportedSlice> slices;
  std::uint64_t unrouted = 0;
};

Result<Slices> cut_slices(const std::vector<SliceInput>& inputs, const SliceRules& rules, FileReader& reader, const SealSlice& seal);

}  // namespace tocsin::app
