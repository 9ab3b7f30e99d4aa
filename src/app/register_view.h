// Verifying the register, and handing it out: the whole of it, or one incident without the others.
//
// Law:    GDPR Art. 33(5): the documentation enables the authority to verify compliance
// See:    docs/formats/register.md, docs/formats/dossier.md; `tocsin-verify` checks a dossier without us

#pragma once

#include <optional>
#include <string>

#include "app/world.h"

namespace tocsin {

struct RegisterAnswer {
  bool ok = false;
  std::uint64_t entries = 0;
  Digest root{};
  std::string checkpoint;                   // the whole signed note
  std::optional<std::uint64_t> fault_entry;
  std::string fault;                        // empty when ok
};

// Every entry against the newest checkpoint, and against one kept outside where given. Then what the store itself
// says: each fact bears its author's signature and is the one that its entry commits to.
Result<RegisterAnswer> verify_register(World& world, const std::optional<std::string>& outside_checkpoint);

struct DossierAnswer {
  std::vector<std::string> files;  // written, relative to `out`
  std::string checkpoint;
};

// One incident: its entries with their openings, and nothing about the others.
Result<DossierAnswer> prove_incident(World& world, const Incident& incident, const std::string& out);
// The whole register without openings.
Result<DossierAnswer> export_register(World& world, const std::string& out);

}  // namespace tocsin
