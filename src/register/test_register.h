// A register for tests: several incidents, interleaved, with fields, from a seed. Invented contents.

#pragma once

#include <random>
#include <string>
#include <vector>

#include "base/check.h"
#include "register/checkpoint.h"
#include "register/dossier.h"
#include "register/sequencer.h"

namespace tocsin {

inline constexpr std::string_view test_origin = "register.example.eu/art33";

inline FillRandom seeded(std::uint64_t seed) {
  return [engine = std::mt19937_64(seed)](std::span<std::uint8_t> out) mutable {
    for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(engine());
  };
}

inline Seed test_seed(std::uint8_t fill = 7) {
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(fill);
  return Seed(bytes);
}

inline LogKey test_key(std::uint8_t fill = 7) { return {std::string(test_origin), public_key_of(test_seed(fill))}; }

inline IncidentId test_incident(int number) { return IncidentId::of_bytes("incident-number" + std::string(1, static_cast<char>('a' + number))); }

struct TestRegister {
  EntryTypes types{{"became_aware", "persons_counted", "risk_assessed"}};
  RegisterState state{std::string(test_origin), {}, {}, {}};
  std::vector<SequencedEntry> entries;
  FillRandom fill_random;
  Instant now = at("2026-11-22T10:15:30.123456Z");

  explicit TestRegister(std::uint64_t seed, bool simulated = false) : fill_random(seeded(seed)) { append(log_opened(simulated, {})); }

  void append(const EntryDraft& draft) {
    now += std::chrono::milliseconds(1500);
    auto sequenced = sequence(state, {&draft, 1}, now, types, fill_random);
    check(sequenced.has_value());
    state = std::move(sequenced->state);
    for (SequencedEntry& entry : sequenced->entries) entries.push_back(std::move(entry));
  }

  void append_fact(int incident) {
    EntryDraft draft;
    draft.incident = test_incident(incident);
    draft.type = state.heads.contains(draft.incident) ? "fact.persons_counted" : "incident.opened";
    draft.actor = ActorPseudonym::of_bytes("actor-pseudonym1");
    if (incident % 2 == 0) draft.claimed = {{"occurred", now - std::chrono::hours(30)}, {"aware", now - std::chrono::hours(3)}};
    draft.fields = {{"persons_affected", std::to_string(260000 + entries.size())}, {"basis", "second extract \xc3\xa9"}};
    append(draft);
  }

  // Entry 0, then facts of three incidents in turn.
  static TestRegister of_size(std::size_t size, std::uint64_t seed) {
    TestRegister out(seed);
    for (int i = 0; out.entries.size() < size; ++i) out.append_fact((i * i) % 3);
    return out;
  }

  Hashes leaves() const {
    Hashes out;
    for (const SequencedEntry& entry : entries) out.push_back(entry.leaf);
    return out;
  }
  Checkpoint checkpoint() const { return {std::string(test_origin), state.edge.size(), state.edge.root()}; }
  std::string note() const { return signed_checkpoint(checkpoint(), test_seed()); }

  static DossierEntry dossier_entry(const SequencedEntry& entry) { return {entry.index, entry.bytes, entry.openings}; }

  DossierFiles whole_dossier() const {
    const MerkleTree tree(leaves());
    std::vector<DossierEntry> all;
    for (const SequencedEntry& entry : entries) all.push_back(dossier_entry(entry));
    return dossier_of({&tree, checkpoint(), note(), opens_simulated()}, all);
  }

  // Appends the heads entry that a dossier needs, then makes it.
  DossierFiles incident_dossier(int incident, std::vector<std::uint64_t> seen_sizes = {}, bool with_leaves = false) {
    std::vector<ChainHead> heads;
    for (const auto& [id, head] : state.heads) heads.push_back(head);
    const HeadsTree heads_tree(heads, state.heads.at(IncidentId{}).count);
    append(heads_draft(state, {}));
    IncidentDossier out;
    out.incident = test_incident(incident);
    for (const SequencedEntry& entry : entries)
      if (entry.entry.incident == out.incident) out.entries.push_back(dossier_entry(entry));
    out.opened = dossier_entry(entries.front());
    out.heads = dossier_entry(entries.back());
    out.head = heads_tree.proof_of(out.incident).value();
    out.heads_count = heads_tree.count();
    out.seen_sizes = std::move(seen_sizes);
    out.with_leaves = with_leaves;
    const MerkleTree tree(leaves());
    return dossier_of({&tree, checkpoint(), note(), opens_simulated()}, out);
  }

  bool opens_simulated() const { return entries.front().entry.type == entry_type::log_opened_simulated; }
};

}  // namespace tocsin
