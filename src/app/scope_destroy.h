// Destroying the tables of exposed persons: their key goes, and with it what they held.
//
// Way:    incident -> [here] -> fact `tables_destroyed`, then the bulk key is gone
// Law:    GDPR Art. 5(1)(e), 17; a legal hold (Art. 17(3)(e)) says no
// Holds:  facts and register stay. The fact stands before the key goes: a crash in between is finished by the next run.

#pragma once

#include "app/record.h"

namespace tocsin {

struct StandingHold {
  std::uint64_t seq = 0;
  fact::LegalHoldSet hold;
};
std::vector<StandingHold> standing_holds(const Incident& incident);

// `refused`: not a decider, or a hold stands; `not_found`: there is no key.
Result<void> destroy_tables(World& world, const Actor& who, const Incident& incident, const std::string& reason);

// Every look at a person is on record before anything is shown. `invalid`: no reason.
Result<void> look_at_person(World& world, const Actor& who, const Incident& incident, std::int64_t person, const std::string& reason);

}  // namespace tocsin
