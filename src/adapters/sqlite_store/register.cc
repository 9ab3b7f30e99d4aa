// The register: its head, entries, chains and checkpoints.
#include <fmt/format.h>

#include "adapters/sqlite_store/tables.h"
#include "base/check.h"
#include "base/digest.h"

namespace tocsin {
namespace {

std::string opening_context(std::uint64_t index) { return fmt::format("tocsin/opening/v1/{}", index); }
std::string chain_context(const IncidentId& incident) { return "tocsin/chain/v1/" + incident.text(); }

}  // namespace

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

}  // namespace tocsin
