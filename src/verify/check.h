// The steps of checking a dossier, and what came of them.
//
// Way:    a folder from a stranger, a key from a trusted place -> [here] -> verify/answer
// Law:    GDPR Art. 33(5): that documentation shall enable the supervisory authority to verify compliance
// Acts:   reads through the given Folder; nothing else.
// Holds:  a dossier with `proofs/` is of one incident; without it must be the whole register, every entry.
// See:    docs/formats/dossier.md

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verify/folder.h"
#include "verify/note.h"

namespace tocsin::verify {

enum class Verdict { valid, valid_with_withheld_fields, invalid };

// 1 canonical form, 2 place in the register, 3 signature, 4 witnesses, 5 growth since the kept checkpoint,
// 6 completeness of the chain, 7 released values, 8 time stamps, 9 order of times
inline constexpr int steps = 9;

struct Fault {
  int step = 0;
  std::optional<std::uint64_t> entry;  // the number in entries/NNN.txt
  std::string file;                    // empty where no file can be named
  std::string what;
};

// A sealed value that the dossier does not show.
struct Withheld {
  std::uint64_t entry = 0;
  std::string field;
  bool erased = false;  // a released erasure.done entry of the same incident says so
};

// What a person said about time, beside when it was recorded.
struct Gap {
  std::uint64_t entry = 0;
  std::string name;
  std::string claimed;
  std::string recorded;
  std::int64_t micros = 0;  // recorded - claimed
};

struct Report {
  Verdict verdict = Verdict::invalid;
  bool whole_register = false;
  bool simulated = false;
  std::string origin;
  std::string incident;              // empty for the whole register
  std::uint64_t entries = 0;         // in this dossier
  std::uint64_t register_size = 0;   // by the checkpoint
  std::string root;                  // base64
  std::string checkpoint;            // the whole note
  std::string step_results[steps];   // in words; empty: not reached
  std::uint64_t released = 0;
  std::vector<Withheld> withheld;
  std::vector<Gap> gaps;
  std::vector<std::string> unchecked_files;
  std::optional<Fault> first_fault;
};

// Error: this is no dossier at all. `kept`: a checkpoint of this register from an earlier time.
Result<Report> check(const Folder& folder, const Vkey& key, const std::optional<std::string>& kept);

}  // namespace tocsin::verify
