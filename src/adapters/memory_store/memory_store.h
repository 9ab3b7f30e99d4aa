// A store in memory that loses what was not synced: the model that real stores are compared with.
//
// Holds:  the same contract as every Store. `crash` forgets all that was not made durable; an acknowledged
//         append was. Nothing is sealed: it never leaves the process.

#pragma once

#include <map>
#include <memory>

#include "ports/store.h"

namespace tocsin {

class MemoryStore final : public Store {
 public:
  MemoryStore(StoreInfo info, Seed own_key) : info_(std::move(info)), own_key_(std::move(own_key)) {}

  void crash() { now_ = durable_; }
  void fail_syncs(bool fail) { fail_syncs_ = fail; }  // the disk is full

  const StoreInfo& info() const override { return info_; }
  const Seed& own_key() const override { return own_key_; }
  Result<std::vector<Staff>> staff() override { return now_.staff; }
  Result<void> add_staff(const Staff& staff) override;
  Result<std::vector<IncidentHead>> incidents() override;
  Result<Incident> incident(const IncidentId& id) override;
  std::vector<Result<void>> append_group(std::span<const Append> group) override;
  Result<void> for_each_incident(const std::function<void(const Incident&)>& look) override;
  Result<std::vector<IncidentId>> wheel_due(Instant now) override;
  Result<RegisterHead> register_head() override { return now_.head; }
  Result<std::vector<StoredEntry>> entries() override;
  Result<std::vector<StoredEntry>> entries_of(const IncidentId& id) override;
  Result<std::vector<ChainHead>> chains(std::optional<IncidentId> incident) override;
  Result<void> save_checkpoint(std::uint64_t size, const std::string& note) override;
  Result<std::optional<std::string>> last_checkpoint() override;
  Result<void> erase(const IncidentId& id, std::uint64_t seq) override;
  Result<std::vector<Order>> orders(std::optional<IncidentId> incident) override;
  Result<std::vector<Order>> claim_orders(std::size_t most, Instant now) override;
  Result<void> finish_order(const OrderId& id, OrderState state, const std::string& result, Instant now) override;
  Result<SealKey> bulk_key(const IncidentId& id, bool make) override;
  Result<void> destroy_bulk_key(const IncidentId& id) override;
  Result<std::optional<std::string>> setting(std::string_view name) override;
  Result<void> set_setting(std::string_view name, std::string_view value) override;

 private:
  struct Case {
    IncidentHead head;
    std::vector<Fact> facts;
    std::optional<Instant> wheel_at;
  };
  struct Content {
    std::vector<Staff> staff;
    std::map<IncidentId, Case> cases;
    RegisterHead head;
    std::vector<StoredEntry> entries;
    std::map<IncidentId, ChainHead> chains;
    std::map<std::uint64_t, std::string> checkpoints;
    std::map<OrderId, Order> orders;
    std::map<std::string, std::string, std::less<>> settings;
    std::map<IncidentId, SealKey> bulk_keys;
  };
  static Result<void> apply(Content& content, const Append& append);
  Result<void> sync();

  StoreInfo info_;
  Seed own_key_;
  Content now_, durable_;
  bool fail_syncs_ = false;
  std::uint64_t keys_made_ = 0;
};

}  // namespace tocsin
