#include "app/register_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/record.h"
#include "register/checkpoint.h"
#include "register/commitment.h"
#include "register/dossier.h"
#include "register/entry.h"
#include "register/verify.h"

namespace tocsin {
namespace {

Result<std::vector<Opening>> openings_of(const std::string& text) {
  std::vector<Opening> openings;
  if (text.empty()) return openings;  // erased
  TRY(value, json_of(text, "openings"));
  for (const json::value& one : value.as_array()) {
    Fields fields(one, "openings");
    Opening opening;
    opening.name = fields.text("name");
    TRY(bytes, bytes_of_base64(fields.text("value")));
    TRY(salt_bytes, bytes_of_base64(fields.text("salt")));
    TRY_DO(fields.done());
    TRY(salt, digest_of(salt_bytes));
    opening.value = bytes;
    opening.salt = salt;
    openings.push_back(std::move(opening));
  }
  return openings;
}

Hashes leaves_of(const std::vector<StoredEntry>& entries) {
  Hashes leaves;
  for (const StoredEntry& entry : entries) leaves.push_back(entry.leaf);
  return leaves;
}

Result<DossierEntry> dossier_entry(const StoredEntry& entry) {
  TRY(openings, openings_of(entry.openings));
  return DossierEntry{entry.index, entry.bytes, std::move(openings)};
}

Result<DossierAnswer> write_dossier(World& world, const DossierFiles& files, const std::string& out, const std::string& note) {
  DossierAnswer answer;
  answer.checkpoint = note;
  for (const auto& [name, bytes] : files) {
    TRY_DO(world.workshop.files().write(out + "/" + name, bytes));
    answer.files.push_back(name);
  }
  return answer;
}

Result<DossierLog> log_of(World& world, const MerkleTree& tree, const std::string& note) {
  TRY(key, log_key_of(world.store->info().vkey));
  TRY(checkpoint, verified_checkpoint(note, key));
  if (checkpoint.size > tree.size() || tree.root(checkpoint.size) != checkpoint.root)
    return failure(ErrorKind::corrupt, "the register does not fit its own checkpoint", "the register", "run `tocsin register verify`");
  return DossierLog{&tree, checkpoint, note, world.store->info().simulated};
}

// The keys by which facts may be signed: those of the staff, and the store's own.
Result<std::map<PersonId, PublicKey>> keys_of(World& world) {
  std::map<PersonId, PublicKey> keys{{PersonId{}, public_key_of(world.store->own_key())}};
  TRY(staff, world.store->staff());
  for (const Staff& person : staff) keys.emplace(person.id, person.key);
  return keys;
}

bool is_signed(const Fact& fact, const std::string& sealed, const std::map<PersonId, PublicKey>& keys) {
  const auto key = keys.find(fact.author);
  return key != keys.end() && ed25519_verifies(key->second, signed_bytes(fact.incident, fact.seq, fact.recorded_at, sealed), fact.signature);
}

// The first fact of one incident that is not what its register entry says, or that nobody signed.
Result<std::optional<RegisterFault>> fault_of_facts(World& world, const Incident& incident, const std::map<PersonId, PublicKey>& keys) {
  TRY(entries, world.store->entries_of(incident.head().id));
  if (entries.size() != incident.facts().size() + 1)
    return std::optional(
        RegisterFault{{}, fmt::format("incident {} has {} facts and {} entries", incident.head().id.text(), incident.facts().size(), entries.size())});
  for (const Fact& fact : incident.facts()) {
    const StoredEntry& entry = entries[fact.seq];
    if (fact.state == Knowledge::erased) continue;  // what it said is gone; its entry still proves that it was there
    const std::string sealed = sealed_bytes({fact.body, fact.state, fact.basis, fact.supersedes});
    if (!is_signed(fact, sealed, keys)) return std::optional(RegisterFault{entry.index, "the fact bears no valid signature of its author"});
    TRY(parsed, entry_of(entry.bytes));
    TRY(openings, openings_of(entry.openings));
    for (const Opening& opening : openings) {
      const auto field = std::find_if(parsed.fields.begin(), parsed.fields.end(), [&](const CommittedField& one) { return one.name == opening.name; });
      const bool committed =
          field != parsed.fields.end() && field->commitment == field_commitment(opening.salt, {entry.incident, parsed.seq, opening.name}, opening.value);
      if (!committed || (opening.name == "body" && opening.value != sealed))
        return std::optional(RegisterFault{entry.index, "the stored fact is not the one that the entry commits to"});
    }
  }
  return std::optional<RegisterFault>{};
}

Result<std::optional<RegisterFault>> fault_of_all_facts(World& world) {
  TRY(keys, keys_of(world));
  TRY(heads, world.store->incidents());
  for (const IncidentHead& head : heads) {
    TRY(incident, world.store->incident(head.id));
    TRY(fault, fault_of_facts(world, incident, keys));
    if (fault) return fault;
  }
  return std::optional<RegisterFault>{};
}

}  // namespace

Result<RegisterAnswer> verify_register(World& world, const std::optional<std::string>& outside) {
  TRY(entries, world.store->entries());
  TRY(key, log_key_of(world.store->info().vkey));
  TRY(note, world.store->last_checkpoint());
  RegisterVerifier verifier(key);
  for (const StoredEntry& entry : entries) verifier.add(entry.bytes, entry.leaf);
  const RegisterVerdict verdict = verifier.finish(note.value_or(""), outside ? std::optional<std::string_view>(*outside) : std::nullopt);
  RegisterAnswer answer{verdict.ok(), verdict.entries, verdict.root, note.value_or(""), {}, {}};
  std::optional<RegisterFault> fault = verdict.first_fault;
  if (!fault) {
    TRY(of_facts, fault_of_all_facts(world));
    fault = of_facts;
  }
  if (fault) {
    answer.ok = false;
    answer.fault_entry = fault->entry;
    answer.fault = fault->what;
  }
  return answer;
}

Result<DossierAnswer> prove_incident(World& world, const Incident& incident, const std::string& out) {
  TRY_DO(record_heads(world));  // completeness: how many entries the incident has now
  TRY(note, checkpoint_of(world));
  TRY(all, world.store->entries());
  TRY(own, world.store->entries_of(incident.head().id));
  TRY(log_entries, world.store->entries_of(IncidentId{}));
  const MerkleTree tree(leaves_of(all));
  TRY(log, log_of(world, tree, note));

  IncidentDossier dossier;
  dossier.incident = incident.head().id;
  for (const StoredEntry& entry : own) {
    TRY(one, dossier_entry(entry));
    dossier.entries.push_back(std::move(one));
  }
  if (log_entries.size() < 2) return failure(ErrorKind::corrupt, "the register's own entries are missing", "the register", "run `tocsin register verify`");
  TRY(opened, dossier_entry(log_entries.front()));
  TRY(heads, dossier_entry(log_entries.back()));
  dossier.opened = std::move(opened);
  dossier.heads = std::move(heads);
  TRY(chains, world.store->chains());
  // The heads entry speaks of the moment before itself: the log's own chain had one entry less then.
  const auto own_chain = std::find_if(chains.begin(), chains.end(), [](const ChainHead& chain) { return chain.incident.is_none(); });
  if (own_chain == chains.end()) return failure(ErrorKind::corrupt, "the register's own chain is missing", "the register", "run `tocsin register verify`");
  const std::uint64_t heads_seq = own_chain->count - 1;
  own_chain->count = heads_seq;
  own_chain->last_leaf = log_entries[log_entries.size() - 2].leaf;
  const HeadsTree heads_tree(chains, heads_seq);
  const auto proof = heads_tree.proof_of(dossier.incident);
  if (!proof) return failure(ErrorKind::corrupt, "the incident has no place in the heads tree", "the register", "run `tocsin register verify`");
  dossier.head = *proof;
  dossier.heads_count = heads_tree.count();
  return write_dossier(world, dossier_of(log, dossier), out, note);
}

Result<DossierAnswer> export_register(World& world, const std::string& out) {
  TRY(note, checkpoint_of(world));
  TRY(all, world.store->entries());
  const MerkleTree tree(leaves_of(all));
  TRY(log, log_of(world, tree, note));
  std::vector<DossierEntry> entries;
  for (const StoredEntry& entry : all) entries.push_back({entry.index, entry.bytes, {}});
  return write_dossier(world, dossier_of(log, entries), out, note);
}

}  // namespace tocsin
