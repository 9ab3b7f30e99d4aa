#include "app/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "register/checkpoint.h"
#include "register/sequencer.h"

namespace tocsin {
namespace {

EntryTypes entry_types() {
  std::vector<std::string> kinds;
  for (const fact::KindInfo& kind : fact::kinds()) kinds.emplace_back(kind.name);
  return EntryTypes(kinds);
}

// In the register a person is a pseudonym; only the store can say whose it is.
ActorPseudonym pseudonym_of(const PersonId& person) { return ActorPseudonym::of_bytes(person.bytes()); }

Result<RightEdge> edge_of(const RegisterHead& head) {
  Hashes nodes;
  for (std::size_t i = 0; i + 32 <= head.edge.size(); i += 32) {
    TRY(node, digest_of(std::string_view(head.edge).substr(i, 32)));
    nodes.push_back(node);
  }
  return RightEdge::of(head.size, std::move(nodes));
}

std::string bytes_of_edge(const RightEdge& edge) {
  std::string bytes;
  for (const Digest& node : edge.nodes()) bytes += view_of(node);
  return bytes;
}

// Openings as they are kept beside an entry.
std::string openings_text(const std::vector<Opening>& openings) {
  json::array list;
  for (const Opening& opening : openings) list.push_back({{"name", opening.name}, {"value", base64(opening.value)}, {"salt", base64(opening.salt)}});
  return print_line(list);
}

// Reads what is needed to append entries about `incidents`; all chains for a `heads` entry.
Result<RegisterState> register_state(Store& store, const std::vector<IncidentId>& incidents, bool all) {
  RegisterState state;
  TRY(head, store.register_head());
  TRY(edge, edge_of(head));
  state.origin = store.info().origin;
  state.edge = edge;
  state.last_recorded = head.last_recorded;
  if (all) {
    TRY(chains, store.chains());
    for (ChainHead& chain : chains) state.heads.emplace(chain.incident, chain);
    return state;
  }
  for (const IncidentId& incident : incidents) {
    TRY(chains, store.chains(incident));
    for (ChainHead& chain : chains) state.heads.emplace(chain.incident, chain);
  }
  return state;
}

std::string signed_note(const Store& store, const RightEdge& edge) {
  return signed_checkpoint({store.info().origin, edge.size(), edge.root()}, store.own_key());
}

// Puts the sequenced entries and the checkpoint over them into the append that the store will commit.
void put_entries(Append& append, const Store& store, const Sequenced& sequenced, const std::vector<IncidentId>& touched) {
  for (const SequencedEntry& entry : sequenced.entries) {
    append.entries.push_back({entry.index, entry.entry.incident, entry.bytes, entry.leaf, openings_text(entry.openings)});
    append.recorded = entry.entry.recorded;
  }
  append.edge = bytes_of_edge(sequenced.state.edge);
  for (const IncidentId& id : touched) append.chains.push_back(sequenced.state.heads.at(id));
  append.checkpoint = signed_note(store, sequenced.state.edge);
}

Result<Sequenced> sequenced(World& world, const RegisterState& state, std::span<const EntryDraft> drafts) {
  return sequence(state, drafts, world.now, entry_types(), [&](std::span<std::uint8_t> bytes) { world.workshop.random().fill(bytes); });
}

Result<void> append_about_the_log(World& world, const RegisterState& state, const EntryDraft& draft) {
  TRY(done, sequenced(world, state, {&draft, 1}));
  Append append;
  append.after_entries = state.edge.size();
  put_entries(append, *world.store, done, {IncidentId{}});
  return world.store->append(append);
}

EntryDraft draft_of(const Fact& fact, const std::string& sealed) {
  EntryDraft draft;
  draft.type = fact_type(kind_of(fact.body));
  draft.incident = fact.incident;
  draft.actor = pseudonym_of(fact.author);
  if (const auto claimed = claimed_at(fact.body)) draft.claimed.push_back({std::string(fact::kind_info(kind_of(fact.body))->claims), *claimed});
  draft.fields = {{"body", sealed}, {"signature", fact.signature}};
  return draft;
}

// The facts as they will stand: checked one after another, each on top of those before it, and signed.
Result<std::vector<Fact>> signed_facts(World& world, const Actor& actor, const Incident& incident, const std::vector<NewFact>& wanted, Instant recorded_at) {
  std::vector<Fact> facts;
  Incident sum = incident;
  for (const NewFact& one : wanted) {
    TRY_DO(plausible(one, recorded_at));
    TRY_DO(acceptable(sum, one, actor.id));
    Fact fact;
    fact.id = FactId::of_bytes(world.workshop.random().bytes(16));
    fact.incident = incident.head().id;
    fact.seq = incident.last_seq() + facts.size() + 1;
    fact.recorded_at = recorded_at;
    fact.author = actor.id;
    fact.body = one.body;
    fact.state = one.state;
    fact.basis = one.basis;
    fact.supersedes = one.supersedes;
    fact.signature = ed25519_sign(actor.key, signed_bytes(fact.incident, fact.seq, fact.recorded_at, sealed_bytes(one)));
    if (wanted.size() > 1) sum = grown(std::move(sum), fact);
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace

Result<std::string> checkpoint_of(World& world) {
  Store& store = *world.store;
  TRY(head, store.register_head());
  TRY(edge, edge_of(head));
  TRY(last, store.last_checkpoint());
  if (last) {
    TRY(key, log_key_of(store.info().vkey));
    const auto checkpoint = verified_checkpoint(*last, key);
    if (!checkpoint) return std::unexpected(checkpoint.error());
    if (checkpoint->size == head.size) {
      if (checkpoint->root != edge.root())
        return failure(ErrorKind::corrupt, "the register's root is not the one that was signed for this size", "the register",
                       "stop, and run `tocsin register verify`");
      return *last;
    }
    if (checkpoint->size > head.size)
      return failure(ErrorKind::corrupt, "the register is shorter than its own checkpoint: an older copy was restored", "the register",
                     "stop; entries are missing since that back-up");
  }
  const std::string note = signed_note(store, edge);
  TRY_DO(store.save_checkpoint(head.size, note));
  return note;
}

Result<void> open_log(World& world) {
  RegisterState state;
  state.origin = world.store->info().origin;
  return append_about_the_log(world, state, log_opened(world.store->info().simulated, {}));
}

Result<void> record_heads(World& world) {
  TRY(state, register_state(*world.store, {}, true));
  return append_about_the_log(world, state, heads_draft(state, {}));
}

Result<IncidentHead> open_incident(World& world, const Actor& actor, const NewIncident& wanted) {
  TRY_DO(named(wanted.title, "--title"));
  IncidentHead head;
  head.id = IncidentId::of_bytes(world.workshop.random().bytes(16));
  head.organisation = world.store->info().organisation;
  head.role = wanted.role;
  head.authority = wanted.authority;
  head.title = wanted.title;
  head.root = wanted.root;
  head.opened_at = world.now;

  EntryDraft draft;
  draft.type = std::string(entry_type::incident_opened);
  draft.incident = head.id;
  draft.actor = pseudonym_of(actor.id);
  const std::string body = canonical(json::object{{"authority", head.authority}, {"role", name_of(head.role)}, {"title", head.title}});
  draft.fields = {{"body", body}, {"signature", ed25519_sign(actor.key, signed_bytes(head.id, 0, head.opened_at, body))}};
  TRY(state, register_state(*world.store, {head.id}, false));
  TRY(done, sequenced(world, state, {&draft, 1}));
  Append append;
  append.open = head;
  append.incident = head.id;
  append.after_entries = state.edge.size();
  put_entries(append, *world.store, done, {head.id});
  TRY_DO(world.store->append(append));
  return head;
}

Result<std::vector<Fact>> record(World& world, const Actor& actor, const Incident& incident, const Recording& recording) {
  const IncidentId id = incident.head().id;
  Append append;
  append.incident = id;
  append.after_seq = incident.last_seq();
  append.orders = recording.orders;
  append.wheel_at = recording.wheel_at;
  TRY(state, register_state(*world.store, {id}, false));
  // Ours and monotone, whatever the machine's clock does.
  const Instant recorded_at = std::max(world.now, state.last_recorded.value_or(world.now));
  TRY(facts, signed_facts(world, actor, incident, recording.facts, recorded_at));
  append.facts = facts;
  std::vector<EntryDraft> drafts;
  for (const Fact& fact : facts) drafts.push_back(draft_of(fact, sealed_bytes({fact.body, fact.state, fact.basis, fact.supersedes})));
  if (!drafts.empty()) {
    TRY(done, sequenced(world, state, drafts));
    append.after_entries = state.edge.size();
    put_entries(append, *world.store, done, {id});
  }
  TRY_DO(world.store->append(append));
  return facts;
}

}  // namespace tocsin
