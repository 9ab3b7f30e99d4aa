// The member file: read like a leak, joined with its persons, written as table `reach`.
//
// Way:    --members FILE -> caged reader -> columns -> [here] -> persons/reach -> table `reach`, counts
// Holds:  contact data stand in this table alone. Nobody who is deceased is counted as reachable.

#pragma once

#include "app/scope_columns.h"
#include "app/scope_ingest.h"
#include "app/scope_report.h"
#include "persons/reach.h"

namespace tocsin::app {

struct ReachTask {
  const SampledFile& file;
  const ChosenColumns& columns;
  const NormalForm& normal_form;
  const KeyedHash& hash;
  std::int32_t today;
};

// Fills table `reach` and counts. `numbers`: of each person.
Result<ReportedReach> find_reach(const ReachTask& task, FileReader& reader, const Ingested& ingested, const Resolution& resolution, const Census& census,
                                 const std::vector<std::uint32_t>& numbers, TableEngine& tables);

}  // namespace tocsin::app
