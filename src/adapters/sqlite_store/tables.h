// The store over its tables. What it stores lies in one file each: staff, incidents, register, outbox.
//
// Way:    sqlite_store (make, open) -> [here]
// Holds:  tables as in schema.sql; what is sealed names the row it belongs to.
// See:    docs/formats/store.md

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/sqlite/sqlite.h"
#include "adapters/sqlite_store/folder_lock.h"
#include "adapters/sqlite_store/key_tree.h"
#include "ports/store.h"

namespace tocsin {

inline std::int64_t micros(Instant at) { return at.time_since_epoch().count(); }
inline Instant instant_of_micros(std::int64_t value) { return Instant{Micros{value}}; }

class SqliteStore final : public Store {
 public:
  SqliteStore(FolderLock lock, sqlite::Database database, KeyTree keys, StoreInfo info, Random& random)
      : lock_(std::move(lock)), database_(std::move(database)), keys_(std::move(keys)), info_(std::move(info)), random_(&random) {}

  const StoreInfo& info() const override { return info_; }
  const Seed& own_key() const override { return keys_.own_key(); }

  Result<std::vector<Staff>> staff() override;
  Result<void> add_staff(const Staff& staff) override;
  Result<std::vector<IncidentHead>> incidents() override;
  Result<Incident> incident(const IncidentId& id) override;
  std::vector<Result<void>> append_group(std::span<const Append> group) override;
  Result<void> for_each_incident(const std::function<void(const Incident&)>& look) override;
  Result<std::vector<IncidentId>> wheel_due(Instant now) override;
  Result<RegisterHead> register_head() override;
  Result<std::vector<StoredEntry>> entries() override;
  Result<std::vector<StoredEntry>> entries_of(const IncidentId& id) override;
  Result<std::vector<ChainHead>> chains(std::optional<IncidentId> incident) override;
  Result<void> save_checkpoint(std::uint64_t size, const std::string& note) override;
  Result<std::optional<std::string>> last_checkpoint() override;
  Result<void> erase(const IncidentId& id, std::uint64_t seq) override;
  Result<std::vector<Order>> orders(std::optional<IncidentId> incident) override;
  Result<std::vector<Order>> claim_orders(std::size_t most, Instant now) override;
  Result<void> finish_order(const OrderId& id, OrderState state, const std::string& result, Instant now) override;
  Result<SealKey> bulk_key(const IncidentId& id, bool make) override { return keys_.bulk_key(id, make); }
  Result<void> destroy_bulk_key(const IncidentId& id) override { return keys_.destroy_bulk_key(id); }
  Result<std::optional<std::string>> setting(std::string_view name) override;
  Result<void> set_setting(std::string_view name, std::string_view value) override;

 private:
  Result<void> append_one(const Append& append);
  Result<void> open_incident(const IncidentHead& head, const SealKey& key);
  Result<void> expect_last_seq(const IncidentId& id, std::uint64_t seq);
  Result<void> write_facts(const Append& append, const SealKey& key);
  Result<void> write_entries(const Append& append, const SealKey& key);
  Result<void> write_orders(const Append& append, const SealKey& key);
  Result<IncidentHead> head_of(const sqlite::Statement& row);
  Result<Fact> fact_of(const sqlite::Statement& row, const IncidentId& incident, const SealKey& key);
  Result<std::vector<Fact>> facts_of(sqlite::Statement& rows, const IncidentId& incident, const SealKey& key);
  Result<std::vector<Order>> orders_where(std::string_view condition, std::optional<IncidentId> incident, std::size_t most);
  // Entry 0 and other entries without an incident are sealed under the organisation's key.
  Result<SealKey> key_for(const IncidentId& incident, bool make) {
    return incident.is_none() ? Result<SealKey>(keys_.organisation_key()) : keys_.incident_key(incident, make);
  }

  FolderLock lock_;
  sqlite::Database database_;
  KeyTree keys_;
  StoreInfo info_;
  Random* random_;
};

}  // namespace tocsin
