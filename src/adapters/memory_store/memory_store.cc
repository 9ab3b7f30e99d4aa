#include "adapters/memory_store/memory_store.h"

#include <algorithm>

namespace tocsin {

Result<void> MemoryStore::sync() {
  if (fail_syncs_) {
    now_ = durable_;
    return failure(ErrorKind::unavailable, "the disk is full", "memory");
  }
  durable_ = now_;
  return {};
}

Result<void> MemoryStore::add_staff(const Staff& person) {
  for (const Staff& other : now_.staff)
    if (other.name == person.name) return failure(ErrorKind::conflict, "there is already a person of that name");
  now_.staff.push_back(person);
  return sync();
}

Result<std::vector<IncidentHead>> MemoryStore::incidents() {
  std::vector<IncidentHead> heads;
  for (const auto& [id, one] : now_.cases) heads.push_back(one.head);
  std::sort(heads.begin(), heads.end(), [](const auto& a, const auto& b) { return std::tie(a.opened_at, a.id) < std::tie(b.opened_at, b.id); });
  return heads;
}

Result<Incident> MemoryStore::incident(const IncidentId& id) {
  const auto found = now_.cases.find(id);
  if (found == now_.cases.end()) return failure(ErrorKind::not_found, "there is no such incident in this store", id.text());
  return incident_of(found->second.head, found->second.facts);
}

Result<void> MemoryStore::apply(Content& content, const Append& append) {
  if (append.open) {
    if (content.cases.contains(append.incident)) return failure(ErrorKind::conflict, "the incident is already open");
    content.cases[append.incident] = {*append.open, {}, append.open->opened_at};
  }
  if (!append.incident.is_none()) {
    const auto found = content.cases.find(append.incident);
    if (found == content.cases.end()) return failure(ErrorKind::not_found, "there is no such incident in this store");
    Case& one = found->second;
    if (one.facts.size() != append.after_seq) return failure(ErrorKind::conflict, "somebody recorded a fact in the meantime");
    one.facts.insert(one.facts.end(), append.facts.begin(), append.facts.end());
    if (append.wheel_at)
      one.wheel_at = *append.wheel_at;
    else if (!append.facts.empty())
      one.wheel_at = Instant{};
  }
  if (!append.entries.empty()) {
    if (content.entries.size() != append.after_entries) return failure(ErrorKind::conflict, "the register moved in the meantime");
    content.entries.insert(content.entries.end(), append.entries.begin(), append.entries.end());
    content.head.size = content.entries.size();
    content.head.edge = append.edge;
    content.head.last_recorded = append.recorded;
    for (const ChainHead& chain : append.chains) content.chains[chain.incident] = chain;
    if (!append.checkpoint.empty()) content.checkpoints.emplace(content.head.size, append.checkpoint);
  }
  for (const Order& order : append.orders) content.orders.emplace(order.id, order);
  return {};
}

std::vector<Result<void>> MemoryStore::append_group(std::span<const Append> group) {
  std::vector<Result<void>> results;
  for (const Append& append : group) {
    Content tried = now_;
    results.push_back(apply(tried, append));
    if (results.back()) now_ = std::move(tried);
  }
  if (const auto synced = sync(); !synced) results.assign(group.size(), std::unexpected(synced.error()));
  return results;
}

Result<void> MemoryStore::for_each_incident(const std::function<void(const Incident&)>& look) {
  for (const auto& [id, one] : now_.cases) look(incident_of(one.head, one.facts));
  return {};
}

Result<std::vector<IncidentId>> MemoryStore::wheel_due(Instant now) {
  std::vector<std::pair<Instant, IncidentId>> due;
  for (const auto& [id, one] : now_.cases)
    if (one.wheel_at && *one.wheel_at <= now) due.emplace_back(*one.wheel_at, id);
  std::sort(due.begin(), due.end());
  std::vector<IncidentId> ids;
  for (const auto& [at, id] : due) ids.push_back(id);
  return ids;
}

Result<std::vector<StoredEntry>> MemoryStore::entries() {
  std::vector<StoredEntry> all = now_.entries;
  for (StoredEntry& entry : all) entry.openings.clear();
  return all;
}

Result<std::vector<StoredEntry>> MemoryStore::entries_of(const IncidentId& id) {
  std::vector<StoredEntry> found;
  std::copy_if(now_.entries.begin(), now_.entries.end(), std::back_inserter(found), [&](const StoredEntry& entry) { return entry.incident == id; });
  return found;
}

Result<std::vector<ChainHead>> MemoryStore::chains(std::optional<IncidentId> incident) {
  std::vector<ChainHead> found;
  for (const auto& [id, chain] : now_.chains)
    if (!incident || id == *incident) found.push_back(chain);
  return found;
}

Result<void> MemoryStore::save_checkpoint(std::uint64_t size, const std::string& note) {
  now_.checkpoints.emplace(size, note);
  return sync();
}

Result<std::optional<std::string>> MemoryStore::last_checkpoint() {
  return now_.checkpoints.empty() ? std::nullopt : std::optional(now_.checkpoints.rbegin()->second);
}

Result<void> MemoryStore::erase(const IncidentId& id, std::uint64_t seq) {
  const auto found = now_.cases.find(id);
  if (found == now_.cases.end() || seq < 1 || seq > found->second.facts.size()) return failure(ErrorKind::not_found, "there is no such fact");
  Fact& fact = found->second.facts[seq - 1];
  fact.body = fact::Body{};
  fact.state = Knowledge::erased;
  fact.basis.clear();
  fact.supersedes.reset();
  std::uint64_t place = 0;
  for (StoredEntry& entry : now_.entries)
    if (entry.incident == id && place++ == seq) entry.openings.clear();
  return sync();
}

Result<std::vector<Order>> MemoryStore::orders(std::optional<IncidentId> incident) {
  std::vector<Order> found;
  for (const auto& [id, order] : now_.orders)
    if (!incident || order.incident == *incident) found.push_back(order);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return std::tie(a.created_at, a.id) < std::tie(b.created_at, b.id); });
  return found;
}

Result<std::vector<Order>> MemoryStore::claim_orders(std::size_t most, Instant) {
  TRY(all, orders({}));
  std::vector<Order> claimed;
  for (const Order& order : all) {
    if (order.state != OrderState::ready || claimed.size() == most) continue;
    Order& stored = now_.orders[order.id];
    stored.state = OrderState::claimed;
    ++stored.attempts;
    claimed.push_back(stored);
  }
  TRY_DO(sync());
  return claimed;
}

Result<void> MemoryStore::finish_order(const OrderId& id, OrderState state, const std::string& result, Instant) {
  const auto found = now_.orders.find(id);
  if (found != now_.orders.end()) {
    found->second.state = state;
    found->second.result = result;
  }
  return sync();
}

Result<std::optional<std::string>> MemoryStore::setting(std::string_view name) {
  const auto found = now_.settings.find(name);
  return found == now_.settings.end() ? std::nullopt : std::optional(found->second);
}

Result<void> MemoryStore::set_setting(std::string_view name, std::string_view value) {
  now_.settings[std::string(name)] = value;
  return sync();
}

Result<SealKey> MemoryStore::bulk_key(const IncidentId& id, bool make) {
  if (!now_.cases.contains(id)) return failure(ErrorKind::not_found, "there is no such incident in this store", id.text());
  const auto known = now_.bulk_keys.find(id);
  if (known != now_.bulk_keys.end()) return known->second;
  if (!make) return failure(ErrorKind::not_found, "the key of this incident's tables is not here: none were sealed, or it was destroyed", id.text());
  const SealKey key = derived_key(SealKey{}, "key " + std::to_string(++keys_made_));
  now_.bulk_keys.emplace(id, key);
  TRY_DO(sync());
  return key;
}

Result<void> MemoryStore::destroy_bulk_key(const IncidentId& id) {
  now_.bulk_keys.erase(id);
  return sync();
}

}  // namespace tocsin
