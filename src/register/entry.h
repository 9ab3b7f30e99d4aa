// One entry of the register: who recorded what kind of thing when, with commitments in place of the values.
//
// Way:    register/sequencer -> [here] -> register/tree (as a leaf), register/dossier
// Law:    GDPR Art. 33(5): document any breach so that the authority can verify; Art. 5(1)(c): no person in clear
// Pure.
// Holds:  an entry has one byte form only: parse, print again, equal. At most 65,535 bytes.
// See:    docs/formats/register.md

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/instant.h"

namespace tocsin {

inline constexpr std::size_t entry_bytes_max = 65535;  // tile bundles count with 16 bits

// What a person says about time ("aware since"), beside our own `recorded`.
struct ClaimedTime {
  std::string name;
  Instant at;
  bool operator==(const ClaimedTime&) const = default;
};

struct CommittedField {
  std::string name;
  Digest commitment{};
  bool operator==(const CommittedField&) const = default;
};

struct RegisterEntry {
  std::string origin;         // which log; also the name of its key
  IncidentId incident;        // all zero: the log itself
  std::uint64_t seq = 0;      // 0, 1, 2 ... within the incident
  std::string type;           // a word of register/entry_type.h
  Instant recorded;           // ours; never smaller than in the entry before
  std::vector<ClaimedTime> claimed;     // sorted by name
  ActorPseudonym actor;
  Digest prev{};              // leaf hash of the incident's entry before; zero for seq 0
  Digest nonce{};             // random: a neighbour's hash in a proof says nothing about the neighbour
  std::vector<CommittedField> fields;   // sorted by name
  bool operator==(const RegisterEntry&) const = default;
};

// Refuses what would not read back as the same entry: unsorted or doubled names, a bad word, too many bytes.
Result<std::string> bytes_of(const RegisterEntry& entry);
Result<RegisterEntry> entry_of(std::string_view bytes);

}  // namespace tocsin
