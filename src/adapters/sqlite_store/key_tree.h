// The key tree: root -> organisation -> incident -> fact, and incident -> its tables.
//
// Acts:   on DIR/keys.db (wrapped keys, its own small file) and on the root key file outside the store (0600)
// Holds:  the root key never enters the store's folder. Destroying an incident's bulk key makes its tables unreadable,
//         also in back-ups older than the key file's own (kept 30 days at most); facts and register stay as they are.
//         A fact's key is derived from its incident's key and the fact's id.
// See:    docs/formats/store.md

#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/sqlite/sqlite.h"
#include "base/aead.h"
#include "base/ed25519.h"
#include "base/ids.h"

namespace tocsin {

class KeyTree {
 public:
  // Makes root, organisation key and the store's own signing key.
  static Result<KeyTree> create(const std::string& dir, const std::string& key_dir, const OrganisationId& organisation, Random& random);
  static Result<KeyTree> open(const std::string& dir, const std::string& key_dir, const OrganisationId& organisation, Random& random);

  const SealKey& organisation_key() const { return organisation_key_; }
  const Seed& own_key() const { return own_key_; }

  // The incident's key; made and made durable on first use when `make` is set, else not_found (destroyed).
  Result<SealKey> incident_key(const IncidentId& incident, bool make);
  // The same for many, with one sync.
  Result<void> make_incident_keys(const std::vector<IncidentId>& incidents);
  // What the incident's tables are sealed with; made and made durable where `make` is set, else not_found.
  Result<SealKey> bulk_key(const IncidentId& incident, bool make);
  Result<void> destroy_bulk_key(const IncidentId& incident);
  Result<void> load_all();  // every incident's key at once, for a cold start

 private:
  KeyTree(sqlite::Database database, Random& random) : database_(std::move(database)), random_(&random) {}
  Result<void> put(const std::string& name, const SealKey& under, std::string_view key);
  Result<std::optional<std::string>> get(const std::string& name, const SealKey& under);

  sqlite::Database database_;
  Random* random_;
  SealKey organisation_key_;
  Seed own_key_;
  std::map<IncidentId, SealKey> incident_keys_;
};

SealKey fact_key(const SealKey& incident_key, const FactId& fact);

}  // namespace tocsin
