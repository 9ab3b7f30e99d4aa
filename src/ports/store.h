// What the core needs of a place that keeps facts: append, read, and an outbox, all in one transaction.
//
// Way:    app/ -> [here] -> adapters/sqlite_store (or the model in memory of the contract tests)
// Holds:  an acknowledged append survives a crash and a power cut. Facts, register entries, their checkpoint and
//         outbox orders of one append are there together or not at all. Bodies, titles, openings and orders are sealed at rest.
//         Facts are never changed; an outbox order exists once, by its deterministic id.
// Errors: conflict (the log moved: read again), corrupt (stop), unavailable (disk full, folder unreadable, locked)

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/aead.h"
#include "base/bytes.h"
#include "base/ed25519.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/result.h"
#include "facts/fact.h"
#include "facts/incident.h"
#include "register/heads.h"

namespace tocsin {

struct StoreInfo {
  OrganisationId organisation;
  std::string name;     // of the organisation
  std::string country;  // ISO 3166-1 alpha-2
  std::string origin;   // of the register: host/art33
  bool simulated = false;
  std::string vkey;     // of the register, as verifiers want it
};

// Who works with this store. The pseudonym in the register is `id`; only the store knows the name.
enum class StaffRole { decider, dpo, handler, approver, sender, call_agent, auditor, authority_officer, admin };
std::string_view name_of(StaffRole role);
std::optional<StaffRole> staff_role_of(std::string_view name);

struct Staff {
  PersonId id;
  std::string name;
  StaffRole role = StaffRole::handler;
  PublicKey key{};
  Instant added_at;
};

// One register entry as the log keeps it, and what opens its commitments.
struct StoredEntry {
  std::uint64_t index = 0;
  IncidentId incident;
  std::string bytes;     // canonical text, no personal data
  Digest leaf{};
  std::string openings;  // JSON of names, values, salts; sealed at rest; empty once erased
};

// Where the register stands: enough to append without reading it all.
struct RegisterHead {
  std::uint64_t size = 0;
  std::string edge;                      // nodes of the right edge, 32 bytes each (register/tree.h)
  std::optional<Instant> last_recorded;  // none while the register is empty
};

// Something the house will tell the world. Only the mailer reads these and touches the network.
enum class OrderState { ready, claimed, handed, failed, in_doubt };
std::string_view name_of(OrderState state);

struct Order {
  OrderId id;             // deterministic: the same intention always has the same id
  IncidentId incident;
  std::string kind;       // "authority_mail", "reminder", ...
  std::string body;       // sealed at rest
  Instant created_at;
  OrderState state = OrderState::ready;
  int attempts = 0;
  std::string result;     // code of the last attempt; never personal data
};

// The unit of writing.
struct Append {
  std::optional<IncidentHead> open;   // set: the incident is new and after_seq is 0
  IncidentId incident;
  std::uint64_t after_seq = 0;        // the log as it was read; conflict if it moved
  std::vector<Fact> facts;
  std::uint64_t after_entries = 0;    // the register as it was read; conflict if it moved
  std::vector<StoredEntry> entries;
  std::string edge;                   // the register's right edge after them
  std::vector<ChainHead> chains;      // the newest state of each incident's chain, after them
  std::optional<Instant> recorded;    // of the last entry
  std::string checkpoint;             // the signed note over the register after them; empty: none yet
  std::vector<Order> orders;          // an order whose id exists already is left as it is
  std::optional<std::optional<Instant>> wheel_at;  // set: when the wheel must look at this incident again (none = only after a new fact)
};

class Store {
 public:
  virtual ~Store() = default;

  virtual const StoreInfo& info() const = 0;
  virtual const Seed& own_key() const = 0;  // signs checkpoints and what the wheel records
  virtual Result<std::vector<Staff>> staff() = 0;
  virtual Result<void> add_staff(const Staff& staff) = 0;  // conflict: that name is taken

  virtual Result<std::vector<IncidentHead>> incidents() = 0;
  virtual Result<Incident> incident(const IncidentId& id) = 0;  // not_found

  // Group commit: each append stands or falls alone, all that stand are durable together after one sync.
  virtual std::vector<Result<void>> append_group(std::span<const Append> group) = 0;
  Result<void> append(const Append& append) { return append_group({&append, 1}).front(); }

  // Every incident, in no promised order, a few at a time; for the wheel after a cold start.
  virtual Result<void> for_each_incident(const std::function<void(const Incident&)>& look) = 0;

  // Incidents that the wheel must look at by `now`: new facts, or an instant that came.
  virtual Result<std::vector<IncidentId>> wheel_due(Instant now) = 0;

  virtual Result<RegisterHead> register_head() = 0;
  virtual Result<std::vector<StoredEntry>> entries() = 0;                        // all, without openings
  virtual Result<std::vector<StoredEntry>> entries_of(const IncidentId& id) = 0;  // with openings
  virtual Result<std::vector<ChainHead>> chains(std::optional<IncidentId> incident = {}) = 0;
  virtual Result<void> save_checkpoint(std::uint64_t size, const std::string& note) = 0;
  virtual Result<std::optional<std::string>> last_checkpoint() = 0;

  // Erases what a fact said (E1): sealed body and openings go, place and proof stay.
  virtual Result<void> erase(const IncidentId& id, std::uint64_t seq) = 0;

  virtual Result<std::vector<Order>> orders(std::optional<IncidentId> incident = {}) = 0;
  virtual Result<std::vector<Order>> claim_orders(std::size_t most, Instant now) = 0;  // ready -> claimed
  virtual Result<void> finish_order(const OrderId& id, OrderState state, const std::string& result, Instant now) = 0;

  // What an incident's tables are sealed with: made on first use where `make` is set. `not_found`: never made, or
  // destroyed. Destroying it leaves facts and register as they are; what it sealed is gone for good.
  virtual Result<SealKey> bulk_key(const IncidentId& id, bool make) = 0;
  virtual Result<void> destroy_bulk_key(const IncidentId& id) = 0;

  // Small settings of this store (organisation profile, simulated now). Sealed at rest.
  virtual Result<std::optional<std::string>> setting(std::string_view name) = 0;
  virtual Result<void> set_setting(std::string_view name, std::string_view value) = 0;
};

}  // namespace tocsin
