// The member file: read like a leak, joined with its persons, written as reach.parquet.
//
// Way:    --members FILE -> caged reader -> columns -> [here] -> persons/reach -> reach.parquet, counts
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

// Fills table `reach` and counts.
Result<ReportedReach> find_reach(const ReachTask& task, FileReader& reader, const Ingested& ingested, const Resolution& resolution, const Census& census,
                                 TableEngine& tables);

inline constexpr const char* reach_query = "SELECT * FROM reach ORDER BY person_id";

}  // namespace tocsin::app
