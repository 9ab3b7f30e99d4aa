// Gives entries their order: drafts and the newest state in, entries with their openings and the next state out.
//
// Way:    app (facts, filings, erasures) -> [here] -> ports/Store, in one transaction with the facts themselves
// Pure:   randomness is handed in; the same state, drafts, now and random bytes give the same entries.
// Holds:  `recorded` never goes back, whatever the clock does. All drafts become entries or none. The new state counts
//         only once it is committed: sign a checkpoint after the commit, never before.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/instant.h"
#include "register/commitment.h"
#include "register/entry.h"
#include "register/entry_type.h"
#include "register/heads.h"
#include "register/tree.h"

namespace tocsin {

// What must be known of the log to append to it. `heads` needs to hold only the log's own incident (all zero) and
// those the drafts name, except for a draft of type `heads`, which speaks of all. An incident missing there is new.
struct RegisterState {
  std::string origin;
  RightEdge edge;
  std::optional<Instant> last_recorded;
  std::map<IncidentId, ChainHead> heads;
  bool operator==(const RegisterState&) const = default;
};

struct DraftField {
  std::string name;
  std::string value;  // any bytes; an attachment too
};

struct EntryDraft {
  std::string type;
  IncidentId incident;  // all zero: about the log itself
  ActorPseudonym actor;
  std::vector<ClaimedTime> claimed;  // in any order
  std::vector<DraftField> fields;    // in any order
};

struct SequencedEntry {
  std::uint64_t index = 0;  // place in the log
  RegisterEntry entry;
  std::string bytes;
  Digest leaf{};
  std::vector<Opening> openings;  // to be kept apart from the entry, erasable one by one
};

struct Sequenced {
  std::vector<SequencedEntry> entries;
  RegisterState state;
};

using FillRandom = std::function<void(std::span<std::uint8_t>)>;

// Refuses: a type outside `types`, log.opened anywhere but at the beginning, doubled field names, an entry over 65,535 bytes.
Result<Sequenced> sequence(RegisterState state, std::span<const EntryDraft> drafts, Instant now, const EntryTypes& types, const FillRandom& fill_random);

// Entry 0 of every log.
EntryDraft log_opened(bool simulated, ActorPseudonym actor);

// "At this moment these incidents had so many entries." REQUIRES: state.heads holds every incident.
// Ask for it alone and last: it speaks of the state as it is before this draft.
EntryDraft heads_draft(const RegisterState& state, ActorPseudonym actor);

// "The value of this field of that entry was destroyed." E1 of the erasure rules.
EntryDraft erasure_draft(const IncidentId& incident, ActorPseudonym actor, std::uint64_t erased_seq, std::string_view field);

}  // namespace tocsin
