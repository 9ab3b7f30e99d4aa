#include "adapters/sqlite_store/sqlite_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "adapters/sqlite/sqlite.h"
#include "adapters/sqlite_store/folder_lock.h"
#include "adapters/sqlite_store/key_tree.h"
#include "base/check.h"
#include "base/digest.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

constexpr std::int64_t schema_version = 1;

std::int64_t micros(Instant at) { return at.time_since_epoch().count(); }
Instant instant_of_micros(std::int64_t value) { return Instant{Micros{value}}; }

std::string fact_context(const IncidentId& incident, std::uint64_t seq, const FactId& id) {
  return fmt::format("tocsin/fact/v1/{}/{}/{}", incident.text(), seq, id.text());
}
std::string opening_context(std::uint64_t index) { return fmt::format("tocsin/opening/v1/{}", index); }
std::string title_context(const IncidentId& incident) { return "tocsin/title/v1/" + incident.text(); }
std::string order_context(const OrderId& order) { return "tocsin/order/v1/" + order.text(); }
std::string chain_context(const IncidentId& incident) { return "tocsin/chain/v1/" + incident.text(); }
std::string setting_context(std::string_view name) { return fmt::format("tocsin/setting/v1/{}", name); }
std::string staff_context(const PersonId& id) { return "tocsin/staff/v1/" + id.text(); }

// Begins a transaction or a savepoint; rolls back unless told to keep.
class Transaction {
 public:
  static Result<Transaction> begin(sqlite::Database& database, std::string name) {
    TRY_DO(database.execute(name.empty() ? "BEGIN IMMEDIATE" : "SAVEPOINT " + name));
    return Transaction(database, std::move(name));
  }
  Transaction(Transaction&& other) noexcept : database_(other.database_), name_(std::move(other.name_)) { other.database_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction() {
    if (database_ == nullptr) return;
    const auto undone = database_->execute(name_.empty() ? "ROLLBACK" : fmt::format("ROLLBACK TO {0}; RELEASE {0}", name_));
    (void)undone;  // nothing more can be done here; SQLite rolls back when the connection closes
  }
  Result<void> keep() {
    TRY_DO(database_->execute(name_.empty() ? "COMMIT" : "RELEASE " + name_));
    database_ = nullptr;
    return {};
  }

 private:
  Transaction(sqlite::Database& database, std::string name) : database_(&database), name_(std::move(name)) {}
  sqlite::Database* database_;
  std::string name_;
};

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

Result<std::vector<Staff>> SqliteStore::staff() {
  TRY(select, database_.prepare("SELECT id, role, public_key, added_at, sealed FROM staff ORDER BY added_at, id"));
  std::vector<Staff> all;
  for (;;) {
    TRY(row, select.step());
    if (!row) return all;
    Staff person;
    TRY(id, PersonId::of(select.text(0)));
    person.id = id;
    person.role = staff_role_of(select.text(1)).value_or(StaffRole::handler);
    const std::string key = select.text(2);
    if (key.size() != person.key.size()) return failure(ErrorKind::corrupt, "a person's public key is damaged", "the store");
    std::copy(key.begin(), key.end(), reinterpret_cast<char*>(person.key.data()));
    person.added_at = instant_of_micros(select.number(3));
    TRY(name, unseal(keys_.organisation_key(), staff_context(id), select.view(4)));
    person.name = name;
    all.push_back(std::move(person));
  }
}

Result<void> SqliteStore::add_staff(const Staff& person) {
  TRY(known, staff());
  for (const Staff& other : known)
    if (other.name == person.name)
      return failure(ErrorKind::conflict, "there is already a person of that name", "person add", "choose a name that tells the two apart");
  TRY(insert, database_.prepare("INSERT INTO staff(id, organisation, role, public_key, added_at, sealed) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind(1, person.id.text()).bind(2, info_.organisation.text()).bind(3, name_of(person.role));
  insert.bind_blob(4, {reinterpret_cast<const char*>(person.key.data()), person.key.size()}).bind(5, micros(person.added_at));
  insert.bind_blob(6, seal(keys_.organisation_key(), staff_context(person.id), person.name, *random_));
  return insert.run();
}

constexpr std::string_view head_columns = "id, role, authority, root, opened_at, sealed";

Result<IncidentHead> SqliteStore::head_of(const sqlite::Statement& row) {
  IncidentHead head;
  TRY(id, IncidentId::of(row.text(0)));
  TRY(root, IncidentId::of(row.text(3)));
  const auto role = role_of(row.text(1));
  if (!role) return failure(ErrorKind::corrupt, "an incident has a role that nobody knows", "the store");
  head.id = id;
  head.organisation = info_.organisation;
  head.role = *role;
  head.authority = row.text(2);
  head.root = root;
  head.opened_at = instant_of_micros(row.number(4));
  TRY(key, keys_.incident_key(id, false));
  TRY(title, unseal(key, title_context(id), row.view(5)));
  head.title = title;
  return head;
}

Result<std::vector<IncidentHead>> SqliteStore::incidents() {
  TRY(select, database_.prepare(fmt::format("SELECT {} FROM incident ORDER BY opened_at, id", head_columns)));
  std::vector<IncidentHead> heads;
  for (;;) {
    TRY(row, select.step());
    if (!row) return heads;
    TRY(head, head_of(select));
    heads.push_back(std::move(head));
  }
}

Result<Fact> SqliteStore::fact_of(const sqlite::Statement& row, const IncidentId& incident, const SealKey& key) {
  Fact fact;
  fact.incident = incident;
  fact.seq = static_cast<std::uint64_t>(row.number(0));
  TRY(id, FactId::of(row.view(1)));
  TRY(author, PersonId::of(row.view(3)));
  fact.id = id;
  fact.author = author;
  fact.recorded_at = instant_of_micros(row.number(2));
  fact.signature = row.text(5);
  if (row.is_null(4)) {  // erased: the place stays
    fact.state = Knowledge::erased;
    return fact;
  }
  TRY(plain, unseal(fact_key(key, id), fact_context(incident, fact.seq, id), row.view(4)));
  TRY(content, fact_of_sealed(plain));
  fact.body = std::move(content.body);
  fact.state = content.state;
  fact.basis = std::move(content.basis);
  fact.supersedes = content.supersedes;
  return fact;
}

constexpr std::string_view fact_columns = "seq, id, recorded_at, author, sealed, signature";

Result<Incident> SqliteStore::incident(const IncidentId& id) {
  TRY(select, database_.prepare(fmt::format("SELECT {} FROM incident WHERE id = ?1", head_columns)));
  select.bind(1, id.text());
  TRY(found, select.step());
  if (!found) return failure(ErrorKind::not_found, "there is no such incident in this store", id.text(), "`tocsin incident list` shows the incidents");
  TRY(head, head_of(select));
  TRY(key, keys_.incident_key(id, false));
  TRY(rows, database_.prepare(fmt::format("SELECT {} FROM fact WHERE incident = ?1 ORDER BY seq", fact_columns)));
  rows.bind(1, id.text());
  std::vector<Fact> facts;
  for (;;) {
    TRY(row, rows.step());
    if (!row) return incident_of(std::move(head), std::move(facts));
    TRY(fact, fact_of(rows, id, key));
    facts.push_back(std::move(fact));
  }
}

Result<void> SqliteStore::for_each_incident(const std::function<void(const Incident&)>& look) {
  TRY_DO(keys_.load_all());
  TRY(heads, incidents());
  TRY(rows, database_.prepare(fmt::format("SELECT {} FROM fact WHERE incident = ?1 ORDER BY seq", fact_columns)));
  for (IncidentHead& head : heads) {
    const IncidentId id = head.id;
    TRY(key, keys_.incident_key(id, false));
    rows.reset();
    rows.bind(1, id.text());
    std::vector<Fact> facts;
    for (;;) {
      TRY(row, rows.step());
      if (!row) break;
      TRY(fact, fact_of(rows, id, key));
      facts.push_back(std::move(fact));
    }
    look(incident_of(std::move(head), std::move(facts)));
  }
  return {};
}

std::vector<Result<void>> SqliteStore::append_group(std::span<const Append> group) {
  const auto all_fail = [&](const Error& error) { return std::vector<Result<void>>(group.size(), std::unexpected(error)); };
  // Keys first and durable: a fact whose key is lost would be lost.
  std::vector<IncidentId> opened;
  for (const Append& append : group)
    if (append.open) opened.push_back(append.incident);
  if (const auto made = keys_.make_incident_keys(opened); !made) return all_fail(made.error());

  auto transaction = Transaction::begin(database_, "");
  if (!transaction) return all_fail(transaction.error());
  std::vector<Result<void>> results;
  for (const Append& append : group) results.push_back(append_one(append));
  if (const auto kept = transaction->keep(); !kept) return all_fail(kept.error());
  return results;
}

Result<void> SqliteStore::append_one(const Append& append) {
  TRY(savepoint, Transaction::begin(database_, "one"));
  TRY(key, key_for(append.incident, false));
  if (append.open) TRY_DO(open_incident(*append.open, key));
  if (!append.incident.is_none()) TRY_DO(expect_last_seq(append.incident, append.after_seq));
  TRY_DO(write_facts(append, key));
  TRY_DO(write_entries(append, key));
  TRY_DO(write_orders(append, key));
  return savepoint.keep();
}

Result<void> SqliteStore::open_incident(const IncidentHead& head, const SealKey& key) {
  TRY(known, database_.prepare("SELECT 1 FROM incident WHERE id = ?1"));
  known.bind(1, head.id.text());
  TRY(found, known.step());
  if (found) return failure(ErrorKind::conflict, "the incident is already open", head.id.text());
  TRY(insert,
      database_.prepare(
          "INSERT INTO incident(id, organisation, role, authority, root, opened_at, last_seq, wheel_at, sealed) VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, ?6, ?7)"));
  insert.bind(1, head.id.text())
      .bind(2, info_.organisation.text())
      .bind(3, name_of(head.role))
      .bind(4, head.authority)
      .bind(5, head.root.text())
      .bind(6, micros(head.opened_at));
  insert.bind_blob(7, seal(key, title_context(head.id), head.title, *random_));
  return insert.run();
}

Result<void> SqliteStore::expect_last_seq(const IncidentId& id, std::uint64_t seq) {
  TRY(select, database_.prepare("SELECT last_seq FROM incident WHERE id = ?1"));
  select.bind(1, id.text());
  TRY(found, select.step());
  if (!found) return failure(ErrorKind::not_found, "there is no such incident in this store", id.text(), "`tocsin incident list` shows the incidents");
  if (select.number(0) != static_cast<std::int64_t>(seq))
    return failure(ErrorKind::conflict, "somebody recorded a fact in the meantime", id.text(), "read the incident again, then decide again");
  return {};
}

Result<void> SqliteStore::write_facts(const Append& append, const SealKey& key) {
  if (append.incident.is_none()) {
    check(append.facts.empty());
    return {};
  }
  TRY(insert,
      database_.prepare("INSERT INTO fact(organisation, incident, seq, id, recorded_at, author, sealed, signature) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
  std::uint64_t seq = append.after_seq;
  for (const Fact& fact : append.facts) {
    check(fact.seq == ++seq && fact.incident == append.incident);
    const std::string plain = sealed_bytes({fact.body, fact.state, fact.basis, fact.supersedes});
    insert.bind(1, info_.organisation.text()).bind(2, fact.incident.text()).bind(3, static_cast<std::int64_t>(fact.seq)).bind(4, fact.id.text());
    insert.bind(5, micros(fact.recorded_at)).bind(6, fact.author.text());
    insert.bind_blob(7, seal(fact_key(key, fact.id), fact_context(fact.incident, fact.seq, fact.id), plain, *random_)).bind_blob(8, fact.signature);
    TRY_DO(insert.run());
  }
  // A new fact is always a reason for the wheel to look, unless the wheel itself says when.
  TRY(update, database_.prepare("UPDATE incident SET last_seq = ?2, wheel_at = CASE WHEN ?3 THEN ?4 WHEN ?5 THEN 0 ELSE wheel_at END WHERE id = ?1"));
  update.bind(1, append.incident.text()).bind(2, static_cast<std::int64_t>(seq)).bind(3, append.wheel_at ? 1 : 0);
  if (append.wheel_at && *append.wheel_at)
    update.bind(4, micros(**append.wheel_at));
  else
    update.bind_null(4);
  update.bind(5, append.facts.empty() ? 0 : 1);
  return update.run();
}

Result<void> SqliteStore::write_entries(const Append& append, const SealKey& key) {
  if (append.entries.empty()) return {};
  TRY(head, register_head());
  if (head.size != append.after_entries) return failure(ErrorKind::conflict, "the register moved in the meantime", "the register", "try again");
  TRY(insert, database_.prepare("INSERT INTO entry(idx, organisation, incident, bytes, leaf, openings) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  std::uint64_t index = head.size;
  for (const StoredEntry& entry : append.entries) {
    check(entry.index == index);
    insert.bind(1, static_cast<std::int64_t>(index))
        .bind(2, info_.organisation.text())
        .bind(3, entry.incident.text())
        .bind(4, entry.bytes)
        .bind_blob(5, view_of(entry.leaf));
    insert.bind_blob(6, seal(key, opening_context(index), entry.openings, *random_));
    TRY_DO(insert.run());
    ++index;
  }
  check(append.recorded.has_value());
  TRY(update, database_.prepare("UPDATE register SET size = ?1, edge = ?2, last_recorded = ?3"));
  update.bind(1, static_cast<std::int64_t>(index)).bind_blob(2, append.edge).bind(3, micros(*append.recorded));
  TRY_DO(update.run());
  TRY(chain, database_.prepare("INSERT INTO chain(incident, count, last_leaf, sealed) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(incident) DO UPDATE SET count = "
                               "excluded.count, last_leaf = excluded.last_leaf"));
  for (const ChainHead& head : append.chains) {
    chain.bind(1, head.incident.text()).bind(2, static_cast<std::int64_t>(head.count)).bind_blob(3, view_of(head.last_leaf));
    chain.bind_blob(4, seal(keys_.organisation_key(), chain_context(head.incident), view_of(head.secret), *random_));
    TRY_DO(chain.run());
  }
  if (append.checkpoint.empty()) return {};
  return save_checkpoint(index, append.checkpoint);
}

Result<void> SqliteStore::write_orders(const Append& append, const SealKey& key) {
  if (append.orders.empty()) return {};
  TRY(insert, database_.prepare("INSERT INTO outbox(id, organisation, incident, kind, created_at, state, attempts, result, sealed) VALUES(?1, ?2, ?3, ?4, ?5, "
                                "0, 0, '', ?6) ON CONFLICT(id) DO NOTHING"));
  for (const Order& order : append.orders) {
    insert.bind(1, order.id.text()).bind(2, info_.organisation.text()).bind(3, order.incident.text()).bind(4, order.kind).bind(5, micros(order.created_at));
    insert.bind_blob(6, seal(key, order_context(order.id), order.body, *random_));
    TRY_DO(insert.run());
  }
  return {};
}

Result<std::vector<IncidentId>> SqliteStore::wheel_due(Instant now) {
  TRY(select, database_.prepare("SELECT id FROM incident WHERE wheel_at <= ?1 ORDER BY wheel_at, id"));
  select.bind(1, micros(now));
  std::vector<IncidentId> due;
  for (;;) {
    TRY(row, select.step());
    if (!row) return due;
    TRY(id, IncidentId::of(select.view(0)));
    due.push_back(id);
  }
}

Result<RegisterHead> SqliteStore::register_head() {
  TRY(select, database_.prepare("SELECT size, edge, last_recorded FROM register"));
  TRY(found, select.step());
  if (!found) return failure(ErrorKind::corrupt, "the register's head is missing", "the store");
  RegisterHead head{static_cast<std::uint64_t>(select.number(0)), select.text(1), {}};
  if (!select.is_null(2)) head.last_recorded = instant_of_micros(select.number(2));
  return head;
}

Result<std::vector<StoredEntry>> SqliteStore::entries() {
  TRY(select, database_.prepare("SELECT idx, incident, bytes, leaf FROM entry ORDER BY idx"));
  std::vector<StoredEntry> all;
  for (;;) {
    TRY(row, select.step());
    if (!row) return all;
    TRY(incident, IncidentId::of(select.view(1)));
    TRY(leaf, digest_of(select.view(3)));
    all.push_back({static_cast<std::uint64_t>(select.number(0)), incident, select.text(2), leaf, {}});
  }
}

Result<std::vector<StoredEntry>> SqliteStore::entries_of(const IncidentId& id) {
  TRY(select, database_.prepare("SELECT idx, bytes, leaf, openings FROM entry WHERE incident = ?1 ORDER BY idx"));
  select.bind(1, id.text());
  const auto key = key_for(id, false);  // destroyed: the entries stay, their openings do not
  std::vector<StoredEntry> all;
  for (;;) {
    TRY(row, select.step());
    if (!row) return all;
    TRY(leaf, digest_of(select.view(2)));
    StoredEntry entry{static_cast<std::uint64_t>(select.number(0)), id, select.text(1), leaf, {}};
    if (key && !select.is_null(3)) {
      TRY(openings, unseal(*key, opening_context(entry.index), select.view(3)));
      entry.openings = openings;
    }
    all.push_back(std::move(entry));
  }
}

Result<std::vector<ChainHead>> SqliteStore::chains(std::optional<IncidentId> incident) {
  TRY(select, database_.prepare("SELECT incident, count, last_leaf, sealed FROM chain WHERE ?1 IS NULL OR incident = ?1"));
  if (incident)
    select.bind(1, incident->text());
  else
    select.bind_null(1);
  std::vector<ChainHead> all;
  for (;;) {
    TRY(row, select.step());
    if (!row) return all;
    TRY(id, IncidentId::of(select.view(0)));
    TRY(leaf, digest_of(select.view(2)));
    TRY(plain, unseal(keys_.organisation_key(), chain_context(id), select.view(3)));
    TRY(secret, digest_of(plain));
    all.push_back({id, static_cast<std::uint64_t>(select.number(1)), leaf, secret});
  }
}

Result<void> SqliteStore::save_checkpoint(std::uint64_t size, const std::string& note) {
  // Never two roots for one size: a second note for the same size is ignored, the first stays.
  TRY(insert, database_.prepare("INSERT INTO checkpoint(size, note) VALUES(?1, ?2) ON CONFLICT(size) DO NOTHING"));
  insert.bind(1, static_cast<std::int64_t>(size)).bind(2, note);
  return insert.run();
}

Result<std::optional<std::string>> SqliteStore::last_checkpoint() {
  TRY(select, database_.prepare("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"));
  TRY(found, select.step());
  return found ? std::optional(select.text(0)) : std::nullopt;
}

Result<void> SqliteStore::erase(const IncidentId& id, std::uint64_t seq) {
  TRY(transaction, Transaction::begin(database_, ""));
  TRY(fact, database_.prepare("UPDATE fact SET sealed = NULL WHERE incident = ?1 AND seq = ?2"));
  fact.bind(1, id.text()).bind(2, static_cast<std::int64_t>(seq));
  TRY_DO(fact.run());
  if (database_.changes() == 0)
    return failure(ErrorKind::not_found, fmt::format("there is no fact {}", seq), id.text(), "`tocsin fact list` shows the seq of each fact");
  // Entries of an incident are its opening (seq 0) and then one per fact, so the fact's entry is the seq-th after the first.
  TRY(entry, database_.prepare("UPDATE entry SET openings = NULL WHERE idx = (SELECT idx FROM entry WHERE incident = ?1 ORDER BY idx LIMIT 1 OFFSET ?2)"));
  entry.bind(1, id.text()).bind(2, static_cast<std::int64_t>(seq));
  TRY_DO(entry.run());
  TRY_DO(transaction.keep());
  return database_.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<std::vector<Order>> SqliteStore::orders_where(std::string_view condition, std::optional<IncidentId> incident, std::size_t most) {
  TRY(select, database_.prepare(fmt::format(
                  "SELECT id, incident, kind, created_at, state, attempts, result, sealed FROM outbox WHERE {} ORDER BY created_at, id LIMIT ?2", condition)));
  if (incident)
    select.bind(1, incident->text());
  else
    select.bind_null(1);
  select.bind(2, static_cast<std::int64_t>(most));
  std::vector<Order> found;
  for (;;) {
    TRY(row, select.step());
    if (!row) return found;
    Order order;
    TRY(id, OrderId::of(select.view(0)));
    TRY(owner, IncidentId::of(select.view(1)));
    TRY(key, key_for(owner, false));
    TRY(body, unseal(key, order_context(id), select.view(7)));
    order.id = id;
    order.incident = owner;
    order.kind = select.text(2);
    order.created_at = instant_of_micros(select.number(3));
    order.state = static_cast<OrderState>(select.number(4));
    order.attempts = static_cast<int>(select.number(5));
    order.result = select.text(6);
    order.body = body;
    found.push_back(std::move(order));
  }
}

Result<std::vector<Order>> SqliteStore::orders(std::optional<IncidentId> incident) { return orders_where("(?1 IS NULL OR incident = ?1)", incident, 1U << 20); }

Result<std::vector<Order>> SqliteStore::claim_orders(std::size_t most, Instant now) {
  TRY(transaction, Transaction::begin(database_, ""));
  TRY(ready, orders_where("state = 0 AND ?1 IS NULL", {}, most));
  TRY(update, database_.prepare("UPDATE outbox SET state = 1, attempts = attempts + 1 WHERE id = ?1"));
  TRY(event, database_.prepare("INSERT INTO outbox_event(id, at, state, result) VALUES(?1, ?2, 1, '')"));
  for (Order& order : ready) {
    update.bind(1, order.id.text());
    TRY_DO(update.run());
    event.bind(1, order.id.text()).bind(2, micros(now));
    TRY_DO(event.run());
    order.state = OrderState::claimed;
    ++order.attempts;
  }
  TRY_DO(transaction.keep());
  return ready;
}

Result<void> SqliteStore::finish_order(const OrderId& id, OrderState state, const std::string& result, Instant now) {
  TRY(transaction, Transaction::begin(database_, ""));
  TRY(update, database_.prepare("UPDATE outbox SET state = ?2, result = ?3 WHERE id = ?1"));
  update.bind(1, id.text()).bind(2, static_cast<std::int64_t>(state)).bind(3, result);
  TRY_DO(update.run());
  TRY(event, database_.prepare("INSERT INTO outbox_event(id, at, state, result) VALUES(?1, ?2, ?3, ?4)"));
  event.bind(1, id.text()).bind(2, micros(now)).bind(3, static_cast<std::int64_t>(state)).bind(4, result);
  TRY_DO(event.run());
  return transaction.keep();
}

Result<std::optional<std::string>> SqliteStore::setting(std::string_view name) {
  TRY(select, database_.prepare("SELECT sealed FROM setting WHERE name = ?1"));
  select.bind(1, name);
  TRY(found, select.step());
  if (!found) return std::optional<std::string>{};
  TRY(value, unseal(keys_.organisation_key(), setting_context(name), select.view(0)));
  return std::optional(value);
}

Result<void> SqliteStore::set_setting(std::string_view name, std::string_view value) {
  TRY(insert, database_.prepare("INSERT INTO setting(name, sealed) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET sealed = excluded.sealed"));
  insert.bind(1, name).bind_blob(2, seal(keys_.organisation_key(), setting_context(name), value, *random_));
  return insert.run();
}

Result<std::string> meta(sqlite::Database& database, std::string_view name) {
  TRY(select, database.prepare("SELECT value FROM meta WHERE name = ?1"));
  select.bind(1, name);
  TRY(found, select.step());
  if (!found) return failure(ErrorKind::corrupt, fmt::format("the store does not say its {}", name), "the store");
  return select.text(0);
}

Result<void> set_meta(sqlite::Database& database, std::string_view name, std::string_view value) {
  TRY(insert, database.prepare("INSERT INTO meta(name, value) VALUES(?1, ?2)"));
  insert.bind(1, name).bind(2, value);
  return insert.run();
}

// A renamed file stays renamed only once its folder is on disk.
bool is_synced(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = ::fsync(fd) == 0;
  ::close(fd);
  return synced;
}

// C2SP signed-note: the verifier key of the log.
std::string vkey_of(const std::string& origin, const PublicKey& key) {
  const std::string public_bytes(reinterpret_cast<const char*>(key.data()), key.size());
  const Digest id = sha256_of_parts({origin, "\n", std::string_view("\x01", 1), public_bytes});
  return fmt::format("{}+{}+{}", origin, hex(view_of(id).substr(0, 4)), base64("\x01" + public_bytes));
}

}  // namespace

Result<std::unique_ptr<Store>> create_sqlite_store(const StorePlace& place, const NewStore& wanted, Random& random) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto is_there = [&] { return fs::exists(place.dir + "/store.db", error); };
  const auto taken = [&] { return failure(ErrorKind::conflict, "there is already a store in this folder", place.dir, "give another folder with --store"); };
  if (is_there()) return taken();
  fs::create_directories(place.dir, error);
  if (error) return failure(ErrorKind::unavailable, "the store's folder cannot be made", place.dir, "give a folder that you may write with --store");
  ::chmod(place.dir.c_str(), 0700);
  TRY(lock, FolderLock::take(place.dir));
  if (is_there()) return taken();  // by somebody who was faster
  TRY(keys, KeyTree::create(place.dir, place.key_dir, wanted.info.organisation, random));
  // Made under another name first: a half-made store is never mistaken for one.
  const std::string half = place.dir + "/store.db.new";
  for (const char* part : {"", "-wal", "-shm", "-journal"}) fs::remove(half + part, error);
  StoreInfo info = wanted.info;
  {
    TRY(database, sqlite::Database::open(half, true));
    TRY(transaction, Transaction::begin(database, ""));
    TRY_DO(database.execute(std::string(*resource("src/adapters/sqlite_store/schema.sql"))));
    info.vkey = vkey_of(info.origin, public_key_of(keys.own_key()));
    for (const auto& [name, value] : {std::pair<std::string_view, std::string>{"schema", std::to_string(schema_version)},
                                      {"organisation", info.organisation.text()},
                                      {"name", info.name},
                                      {"country", info.country},
                                      {"origin", info.origin},
                                      {"simulated", info.simulated ? "yes" : "no"},
                                      {"vkey", info.vkey}})
      TRY_DO(set_meta(database, name, value));
    TRY_DO(transaction.keep());
    TRY_DO(database.execute("PRAGMA journal_mode=DELETE"));  // one file, complete, before the rename
  }
  fs::rename(half, place.dir + "/store.db", error);
  if (error || !is_synced(place.dir)) return failure(ErrorKind::unavailable, "the store's file cannot be put in place", place.dir);
  TRY(database, sqlite::Database::open(place.dir + "/store.db", false));
  return std::make_unique<SqliteStore>(std::move(lock), std::move(database), std::move(keys), std::move(info), random);
}

Result<std::unique_ptr<Store>> open_sqlite_store(const StorePlace& place, Random& random) {
  std::error_code error;
  if (!std::filesystem::exists(place.dir + "/store.db", error))
    return failure(ErrorKind::not_found, "there is no store in this folder", place.dir, "make one with `tocsin init`, or name its folder with --store");
  TRY(lock, FolderLock::take(place.dir));
  TRY(database, sqlite::Database::open(place.dir + "/store.db", false));
  TRY(schema, meta(database, "schema"));
  if (schema != std::to_string(schema_version))
    return failure(ErrorKind::invalid, fmt::format("this store has version {}, this Tocsin knows version {}", schema, schema_version), place.dir,
                   "use the newer Tocsin; the store was not changed");
  StoreInfo info;
  TRY(organisation_text, meta(database, "organisation"));
  TRY(organisation, OrganisationId::of(organisation_text));
  TRY(name, meta(database, "name"));
  TRY(country, meta(database, "country"));
  TRY(origin, meta(database, "origin"));
  TRY(simulated, meta(database, "simulated"));
  TRY(vkey, meta(database, "vkey"));
  info = {organisation, name, country, origin, simulated == "yes", vkey};
  TRY(keys, KeyTree::open(place.dir, place.key_dir, organisation, random));
  return std::make_unique<SqliteStore>(std::move(lock), std::move(database), std::move(keys), std::move(info), random);
}

}  // namespace tocsin
