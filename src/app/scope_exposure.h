// What was exposed of how many persons together, and where they live as far as their numbers tell.
//
// Way:    persons/census -> [here] -> scope_report
// Pure.   Counts only. Kinds of columns are put together into the groups that a notice speaks of.

#pragma once

#include "app/scope_ingest.h"
#include "app/scope_report.h"
#include "persons/census.h"

namespace tocsin::app {

void report_exposure(const Census& census, const Ingested& ingested, const Resolution& resolution, ScopeReport& report);

// Publicly known earlier leaks in the countries of these persons (law/known-leaks.toml).
Result<std::vector<KnownLeak>> known_leaks(const std::vector<ReportedCount>& countries);

}  // namespace tocsin::app
