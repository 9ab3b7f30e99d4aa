// The one way by which anything is recorded: facts, their register entries and outbox orders in one transaction.
//
// Way:    every use case -> [here] -> ports/store
// Law:    GDPR Art. 33(5): documented at once, verifiably
// Holds:  each fact is checked against what stands, signed by its author, committed in the register with its body and
//         signature, and covered by a signed checkpoint before the caller hears of it. One entry per fact: the fact
//         with seq n is the incident's register entry n (entry 0 is its opening).
// Errors: conflict (the log moved), refused (a rule says no), invalid (bad fact)

#pragma once

#include <string>
#include <vector>

#include "app/world.h"

namespace tocsin {

struct NewIncident {
  std::string title;
  Role role = Role::controller;
  std::string authority;  // profile id
  IncidentId root;        // none where there is none
};

struct Recording {
  std::vector<NewFact> facts;
  std::vector<Order> orders = {};
  std::optional<std::optional<Instant>> wheel_at = {};  // the wheel only
};

// Entry 0 of the register; once, when the store is made.
Result<void> open_log(World& world);

Result<IncidentHead> open_incident(World& world, const Actor& actor, const NewIncident& incident);

// On top of `incident` as it was read (its last_seq). Returns the facts as they were recorded.
Result<std::vector<Fact>> record(World& world, const Actor& actor, const Incident& incident, const Recording& recording);

// The newest signed checkpoint, made now if the register grew since the last one.
Result<std::string> checkpoint_of(World& world);

// An entry about all incidents' counts (completeness), as dossiers need it.
Result<void> record_heads(World& world);

}  // namespace tocsin
