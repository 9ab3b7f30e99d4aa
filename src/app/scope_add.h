// A second extract: the records of an earlier result come first, then the new files, and persons keep their numbers.
//
// Way:    DIR/records, DIR/identity, DIR/rejects, report.json -> [here] -> scope_ingest, and numbers of persons
// Holds:  a person of the earlier result keeps its number. Where two of them prove to be one, the smaller number stays and
//         the other is never used again; where one proves to be two, the one with its first record keeps it. New numbers
//         follow the highest. A file that is in already is not read again.

#pragma once

#include <string>
#include <vector>

#include "app/scope_ingest.h"
#include "app/scope_report.h"
#include "persons/census.h"
#include "ports/table_engine.h"

namespace tocsin::app {

struct EarlierResult {
  ScopeReport report;                       // files, columns and what cannot be counted again
  std::vector<std::uint32_t> person_of;     // per record: its number, from 1
  std::uint32_t highest = 0;
};

// What the report of `dir` says of the files that are in. `not_found`: there is no earlier result.
Result<ScopeReport> earlier_report(const std::string& dir);

// Takes the records and rejects of `earlier` into `ingest`, in their order.
Result<EarlierResult> take_earlier(TableEngine& earlier, ScopeReport report, Ingest& ingest);

// Of each person of `resolution`: its number.
std::vector<std::uint32_t> numbers_of_persons(const Resolution& resolution, const EarlierResult* earlier);
std::uint32_t highest_of(const std::vector<std::uint32_t>& numbers, const EarlierResult* earlier);

// Newly affected persons, and those of whom more is exposed than before.
ReportedAdded report_added(const Resolution& resolution, const Ingested& ingested, const EarlierResult& earlier);

}  // namespace tocsin::app
