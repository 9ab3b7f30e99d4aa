// A fact: something that happened, told by somebody, kept for ever.
//
// Way:    a person, a message, the bulk way -> [here] -> facts/incident
// Law:    GDPR Art. 33(5): the controller documents any breach, its facts, effects and remedial action
// Pure:   the same words always give the same fact and the same canonical bytes
// Holds:  a fact is never edited. Correcting is another fact with `supersedes`; the old one stays visible.
// See:    facts/vocabulary.toml (kinds), docs/formats/facts.md (bytes)

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/json.h"
#include "base/result.h"
#include "facts/vocabulary.h"

namespace tocsin {

// How well something is known. "Not known yet" is a legal answer in every form.
enum class Knowledge { known, estimated, unknown_yet, not_applicable, withheld, erased };
std::string_view name_of(Knowledge state);
std::optional<Knowledge> knowledge_of(std::string_view name);

// What a person hands in; sequence, time and signature come from the store.
struct NewFact {
  fact::Body body;
  Knowledge state = Knowledge::known;
  std::string basis;                        // how it is known; may be empty
  std::optional<std::uint64_t> supersedes;  // seq of the fact that this one corrects
};

struct Fact {
  FactId id;
  IncidentId incident;
  std::uint64_t seq = 0;  // 1, 2, 3 ... within the incident; 0 is the opening itself
  Instant recorded_at;    // ours, and monotone
  PersonId author;        // none = the store itself (the wheel)
  fact::Body body;
  Knowledge state = Knowledge::known;
  std::string basis;
  std::optional<std::uint64_t> supersedes;
  std::string signature;  // Ed25519 over signed_bytes(); 64 bytes

  bool tells() const { return state == Knowledge::known || state == Knowledge::estimated; }
};

std::string_view kind_of(const fact::Body& body);

// The time a person asserts ("aware at"), where the kind has one and it is given.
std::optional<Instant> claimed_at(const fact::Body& body);

// A body as JSON and back. `state` decides whether required fields must be there.
json::object json_of(const fact::Body& body);
Result<fact::Body> body_of(std::string_view kind, const json::value& body, Knowledge state, std::string where);

// `fact add` on a command line: became_aware at=2026-11-20T18:20:00+01:00 basis="call from the processor".
// Besides the kind's own fields: state, basis, supersedes. Lists are comma-separated.
Result<NewFact> fact_of_words(std::string_view kind, const std::map<std::string, std::string, std::less<>>& words);

// The same from a JSON object {"kind":..., fields...}, as a line of a facts file.
Result<NewFact> fact_of_json(const json::value& value, std::string where);

// What is wrong in itself: numbers that contradict each other, times that end before they begin, a fact
// about the future. `now` is when it is recorded.
Result<void> plausible(const NewFact& fact, Instant now);

// What is sealed in the store: canonical JSON of {basis, body, kind, state, supersedes}.
std::string sealed_bytes(const NewFact& fact);
Result<NewFact> fact_of_sealed(std::string_view bytes);

// What a person signs: "tocsin-fact/v1", incident, seq, recorded and the sealed bytes, one per line.
std::string signed_bytes(const IncidentId& incident, std::uint64_t seq, Instant recorded_at, std::string_view sealed);

}  // namespace tocsin
