// The register: 100,000 entries appended, verified, proven; every byte of 1,000 entries flipped and found.

#include <random>

#include "base/check.h"
#include "bench.h"
#include "register/dossier.h"
#include "register/sequencer.h"
#include "register/verify.h"
#include "verify/check.h"

namespace tocsin {
namespace {

constexpr std::string_view origin = "register.example.eu/art33";

Seed bench_seed() {
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(7);
  return Seed(bytes);
}

LogKey bench_key() { return {std::string(origin), public_key_of(bench_seed())}; }

FillRandom seeded(std::uint64_t seed) {
  return [engine = std::mt19937_64(seed)](std::span<std::uint8_t> out) mutable {
    for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(engine());
  };
}

IncidentId incident(std::size_t number) {
  std::string bytes("incident");
  append_u64_be(bytes, number);
  return IncidentId::of_bytes(bytes);
}

struct Register {
  RegisterState state{std::string(origin), {}, {}, {}};
  std::vector<SequencedEntry> entries;
  std::string note() const { return signed_checkpoint({std::string(origin), state.edge.size(), state.edge.root()}, bench_seed()); }
};

// Two fields an entry, twenty entries an incident.
std::vector<EntryDraft> drafts_for(std::size_t size) {
  std::vector<EntryDraft> drafts = {log_opened(true, {})};
  for (std::size_t i = 1; i < size; ++i) {
    EntryDraft draft;
    draft.type = "fact.persons_counted";
    draft.incident = incident(i % (size / 20 + 1));
    draft.fields = {{"persons_affected", std::to_string(i)}, {"basis", "second extract"}};
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

Register register_of(const std::vector<EntryDraft>& drafts) {
  Register out;
  auto sequenced = sequence(std::move(out.state), drafts, at("2026-11-22T10:15:30.123456Z"), EntryTypes({"persons_counted"}), seeded(1));
  check(sequenced.has_value());
  out.state = std::move(sequenced->state);
  out.entries = std::move(sequenced->entries);
  return out;
}

RegisterVerdict verdict(const Register& log, const std::string& note) {
  RegisterVerifier verifier(bench_key());
  for (const SequencedEntry& entry : log.entries) verifier.add(entry.bytes, entry.leaf);
  return verifier.finish(note, note);
}

std::map<std::string, std::string> whole_dossier(const Register& log) {
  Hashes leaves;
  std::vector<DossierEntry> entries;
  for (const SequencedEntry& entry : log.entries) {
    leaves.push_back(entry.leaf);
    entries.push_back({entry.index, entry.bytes, {}});
  }
  const MerkleTree tree(std::move(leaves));
  return dossier_of({&tree, {std::string(origin), log.state.edge.size(), log.state.edge.root()}, log.note(), true}, entries);
}

// Every byte of every entry, one at a time, as an intruder would leave it; each must be found and named.
void flip_every_byte(const Register& log, std::int64_t& flips) {
  RegisterVerifier before(bench_key());
  for (std::size_t i = 0; i < log.entries.size(); ++i) {
    const SequencedEntry& entry = log.entries[i];
    for (std::size_t at = 0; at < entry.bytes.size(); ++at, ++flips) {
      std::string altered = entry.bytes;
      altered[at] = static_cast<char>(altered[at] ^ 1);
      RegisterVerifier verifier = before;
      verifier.add(altered, entry.leaf);
      check(verifier.first_fault() && verifier.first_fault()->entry == i);
    }
    before.add(entry.bytes, entry.leaf);
  }
}

}  // namespace
}  // namespace tocsin

int main(int argc, char** argv) {
  using namespace tocsin;
  constexpr std::int64_t size = 100'000;
  Bench bench("register");

  const std::vector<EntryDraft> drafts = drafts_for(size);
  Register log;
  bench.run("append", size, [&] { log = register_of(drafts); });
  std::string note;
  bench.run("sign a checkpoint", 1, [&] { note = log.note(); });
  bench.run("verify", size, [&] { check(verdict(log, note).ok()); });

  const auto folder = verify::folder_of(whole_dossier(log));
  const verify::Vkey key = verify::vkey_of(vkey_of(bench_key())).value();
  auto& independent =
      bench.run("verify by tocsin-verify, in memory", size, [&] { check(verify::check(*folder, key, note)->verdict != verify::Verdict::invalid); });
  independent.ratio_to["verify"] = independent.seconds / bench.runs()[2].seconds;

  Hashes leaves;
  for (const SequencedEntry& entry : log.entries) leaves.push_back(entry.leaf);
  const MerkleTree tree(leaves);
  bench.run("inclusion proofs made and checked", size, [&] {
    const Digest root = tree.root();
    for (std::uint64_t i = 0; i < tree.size(); ++i) check(proves_inclusion(tree.leaves()[i], i, tree.size(), tree.inclusion_proof(i, tree.size()), root));
  });

  const Register small = register_of(drafts_for(1000));
  std::int64_t flips = 0;
  auto& flipping = bench.run("every byte of 1,000 entries flipped, each found", 1000, [&] { flip_every_byte(small, flips); });
  flipping.pairs = flips;  // altered registers compared with what was signed
  return bench.finish(argc, argv);
}
