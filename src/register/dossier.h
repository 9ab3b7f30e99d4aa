// What somebody outside needs to check one incident, or the whole register, without us: a folder of small files.
//
// Way:    store (entries, openings, leaves), newest checkpoint -> [here] -> written by app, read by tocsin-verify
// Law:    GDPR Art. 33(5), Art. 31: the documentation shall enable the authority to verify compliance
// Pure:   file names and bytes; writing them is the caller's.
// Holds:  an incident's dossier tells nothing of other incidents but how many entries the log has. Only openings that
//         are handed in are released; everything else stays "withheld or erased".
// See:    docs/formats/dossier.md

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "register/checkpoint.h"
#include "register/commitment.h"
#include "register/heads.h"
#include "register/tree.h"

namespace tocsin {

using DossierFiles = std::map<std::string, std::string>;  // relative name -> bytes

struct DossierEntry {
  std::uint64_t index = 0;        // place in the log
  std::string bytes;
  std::vector<Opening> openings;  // those to be released
};

// The log as it was when the checkpoint was signed.
struct DossierLog {
  const MerkleTree* tree = nullptr;  // at least as large as the checkpoint says; REQUIRES: outlives the call
  Checkpoint checkpoint;
  std::string note;                  // the checkpoint as signed
  bool simulated = false;            // by entry 0
};

struct IncidentDossier {
  IncidentId incident;
  std::vector<DossierEntry> entries;  // all of the incident, in order
  DossierEntry opened;                // entry 0 of the log
  DossierEntry heads;                 // the newest `heads` entry, newer than all of `entries`, with its openings
  HeadsTree::Proof head;              // of this incident in that entry's tree
  std::uint64_t heads_count = 0;      // leaves of that tree
  // Sizes of checkpoints that somebody outside may hold; a proof that the log only grew since is made for each.
  std::vector<std::uint64_t> seen_sizes;
  // With all leaf hashes in the dossier (44 bytes an entry) growth is provable from any earlier checkpoint.
  bool with_leaves = true;
};

// REQUIRES: all indices lie below log.checkpoint.size.
DossierFiles dossier_of(const DossierLog& log, const IncidentDossier& incident);
DossierFiles dossier_of(const DossierLog& log, const std::vector<DossierEntry>& all_entries);

// "007": how the entry with this number is named among `count`.
std::string dossier_number(std::uint64_t number, std::uint64_t count);

// The C2SP tlog-proof of one entry.
std::string tlog_proof(const DossierLog& log, std::uint64_t index);

// What every proof begins with.
std::string what_a_dossier_shows();

}  // namespace tocsin
