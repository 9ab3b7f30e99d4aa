// What is owed now, by whom, to whom, until when: for one incident or for all.
//
// Way:    the store's facts + law -> [here] -> cli/due_command, api, app/tick
// Holds:  reads only. With `as_of` it answers as of that instant: with what was known then, at that time of day.

#pragma once

#include <string>
#include <vector>

#include "app/world.h"
#include "obligations/obligations.h"

namespace tocsin {

struct DueCase {
  IncidentHead head;
  Obligations obligations;
  Zone zone = Zone::utc();               // of its authority
  std::optional<Instant> exposed_since;  // the processor's awareness: information, no deadline
  std::vector<std::string> left_out;     // packs in force that do not fit the organisation
};

// The pure part. `now` is the instant asked for.
DueCase due_case(const Incident& incident, const Law& law, const OrganisationProfile& organisation, Instant now);

// Every incident, or the one named. Closed ones are listed only when named.
Result<std::vector<DueCase>> due(World& world, const Law& law, const OrganisationProfile& organisation, const std::optional<std::string>& incident);

}  // namespace tocsin
