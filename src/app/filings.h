// The notices of one incident so far: what was built, what of it reached the authority, and what it said.
//
// Way:    facts (filing_prepared, authority_notified), outbox, the store -> [here] -> app/notify, app/receipt
// Law:    GDPR Art. 33(4): a follow-up says what is new since the last notice
// Holds:  the answers of each notice are kept sealed in the store under its number; what is read back is the notice
//         that the fact's SHA-256 names, or `corrupt`.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/world.h"
#include "deliveries/authority_delivery.h"

namespace tocsin {

// What is kept beside the fact.
struct KeptFiling {
  json::object form;         // documents/forms/filled_form.h
  std::string language;      // of composed sentences in it
  bool preliminary = false;  // by one person alone
  std::string order;         // id of its order in the outbox; empty where nothing travels by itself
  bool erased = false;       // it told a fact whose content was erased since: `form` is empty
};

// One `filing_prepared`, in the order of the facts. Points into the incident.
struct PreparedFiling {
  const Fact* fact = nullptr;
  const fact::FilingPrepared* prepared = nullptr;
  int number = 0;    // 1, 2, 3 ... of the incident
  int revision = 0;  // 1, 2, 3 ... of its stage
};
std::vector<PreparedFiling> prepared_filings(const Incident& incident);

enum class FilingState { prepared, on_its_way, filed, failed };
Result<FilingState> state_of(World& world, const Incident& incident, const PreparedFiling& filing);

// The newest that the authority has, or will have without anybody's doing.
Result<std::optional<PreparedFiling>> last_told(World& world, const Incident& incident);

Result<void> keep_filing(World& world, const IncidentId& incident, int number, const KeptFiling& filing);
Result<KeptFiling> kept_filing(World& world, const IncidentId& incident, const PreparedFiling& filing);

// Before a fact's content is erased: every notice built while it was there loses its kept answers and its files, and so
// does every draft. Receipts stay, and the fact with the notice's SHA-256. May be done again.
Result<void> forget_answers(World& world, const Incident& incident, std::uint64_t seq);

// STORE/filings/<incident>/001-initial; without a number draft-initial.
std::string filing_folder(const World& world, const IncidentId& incident, std::optional<int> number, word::Stage stage);

word::Channel word_of(FilingChannel channel);
std::string sha256_of_form(const json::object& form);

}  // namespace tocsin
