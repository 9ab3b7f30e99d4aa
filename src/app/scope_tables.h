// Where a result's tables lie, and with what they are sealed.
//
// Way:    DIR of `scope` -> [here] -> ports/table_engine
// Law:    GDPR Art. 32(1)(a): the tables hold the stolen data again
// Holds:  a folder holds sealed tables or plain ones, never both. The key comes from the store's key tree and is gone
//         after `scope destroy`.

#pragma once

#include <string>

#include "app/world.h"
#include "ports/table_engine.h"

namespace tocsin {

// For reading what lies in `dir`; `needed`: a table that must be there. `not_found`: no tables, or no key any more.
Result<TablePlace> place_of_tables(World& world, const IncidentId& incident, const std::string& dir, const std::string& needed);

// For writing: sealed with the incident's bulk key, which is made on first use. Refused where tables of the other form
// lie in `dir`.
Result<TablePlace> place_for_sealed_tables(World& world, const IncidentId& incident, const std::string& dir);
Result<TablePlace> place_for_plain_tables(World& world, const std::string& dir);

}  // namespace tocsin
