// Incidents and their facts, appended in one transaction with what belongs to them.
#include <fmt/format.h>

#include "adapters/sqlite_store/tables.h"
#include "adapters/sqlite_store/transaction.h"
#include "base/check.h"

namespace tocsin {
namespace {

std::string fact_context(const IncidentId& incident, std::uint64_t seq, const FactId& id) {
  return fmt::format("tocsin/fact/v1/{}/{}/{}", incident.text(), seq, id.text());
}
std::string title_context(const IncidentId& incident) { return "tocsin/title/v1/" + incident.text(); }

constexpr std::string_view head_columns = "id, role, authority, root, opened_at, sealed";
constexpr std::string_view fact_columns = "seq, id, recorded_at, author, sealed, signature";

}  // namespace

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

Result<std::vector<Fact>> SqliteStore::facts_of(sqlite::Statement& rows, const IncidentId& incident, const SealKey& key) {
  rows.reset();
  rows.bind(1, incident.text());
  std::vector<Fact> facts;
  for (;;) {
    TRY(row, rows.step());
    if (!row) return facts;
    TRY(fact, fact_of(rows, incident, key));
    facts.push_back(std::move(fact));
  }
}

Result<Incident> SqliteStore::incident(const IncidentId& id) {
  TRY(select, database_.prepare(fmt::format("SELECT {} FROM incident WHERE id = ?1", head_columns)));
  select.bind(1, id.text());
  TRY(found, select.step());
  if (!found) return failure(ErrorKind::not_found, "there is no such incident in this store", id.text(), "`tocsin incident list` shows the incidents");
  TRY(head, head_of(select));
  TRY(key, keys_.incident_key(id, false));
  TRY(rows, database_.prepare(fmt::format("SELECT {} FROM fact WHERE incident = ?1 ORDER BY seq", fact_columns)));
  TRY(facts, facts_of(rows, id, key));
  return incident_of(std::move(head), std::move(facts));
}

Result<void> SqliteStore::for_each_incident(const std::function<void(const Incident&)>& look) {
  TRY_DO(keys_.load_all());
  TRY(heads, incidents());
  TRY(rows, database_.prepare(fmt::format("SELECT {} FROM fact WHERE incident = ?1 ORDER BY seq", fact_columns)));
  for (IncidentHead& head : heads) {
    const IncidentId id = head.id;
    TRY(key, keys_.incident_key(id, false));
    TRY(facts, facts_of(rows, id, key));
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

}  // namespace tocsin
