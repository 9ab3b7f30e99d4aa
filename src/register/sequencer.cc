#include "register/sequencer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace tocsin {
namespace {

Digest drawn(const FillRandom& fill_random) {
  Digest bytes{};
  fill_random(bytes);
  return bytes;
}

Result<void> may_stand(const EntryDraft& draft, std::uint64_t index, const EntryTypes& types) {
  if (!types.contains(draft.type)) return failure(ErrorKind::invalid, fmt::format("'{}' is no entry type", draft.type), "register");
  if (opens_log(draft.type) != (index == 0))
    return failure(ErrorKind::refused, "a log is opened by its entry 0, and only by it", fmt::format("register entry {}", index));
  if (opens_log(draft.type) && !draft.incident.is_none()) return failure(ErrorKind::invalid, "the entry that opens a log belongs to no incident", "register");
  return {};
}

// The head of the draft's incident, made where it has none.
ChainHead& head_of(RegisterState& state, const IncidentId& incident, const FillRandom& fill_random) {
  const auto [at, is_new] = state.heads.try_emplace(incident);
  if (is_new) at->second = {incident, 0, Digest{}, drawn(fill_random)};
  return at->second;
}

std::vector<Opening> openings_of(const EntryDraft& draft, const FillRandom& fill_random) {
  std::vector<Opening> openings;
  for (const DraftField& field : draft.fields) openings.push_back({field.name, field.value, drawn(fill_random)});
  std::ranges::sort(openings, {}, &Opening::name);
  return openings;
}

RegisterEntry entry_of_draft(const EntryDraft& draft, const RegisterState& state, const ChainHead& head, const std::vector<Opening>& openings) {
  RegisterEntry entry;
  entry.origin = state.origin;
  entry.incident = draft.incident;
  entry.seq = head.count;
  entry.type = draft.type;
  entry.recorded = *state.last_recorded;
  entry.claimed = draft.claimed;
  std::ranges::sort(entry.claimed, {}, &ClaimedTime::name);
  entry.actor = draft.actor;
  entry.prev = head.last_leaf;
  for (const Opening& opening : openings)
    entry.fields.push_back({opening.name, field_commitment(opening.salt, {entry.incident, entry.seq, opening.name}, opening.value)});
  return entry;
}

Result<SequencedEntry> append(RegisterState& state, const EntryDraft& draft, const EntryTypes& types, const FillRandom& fill_random) {
  TRY_DO(may_stand(draft, state.edge.size(), types));
  ChainHead& head = head_of(state, draft.incident, fill_random);
  SequencedEntry out;
  out.index = state.edge.size();
  out.openings = openings_of(draft, fill_random);
  out.entry = entry_of_draft(draft, state, head, out.openings);
  out.entry.nonce = drawn(fill_random);
  TRY(bytes, bytes_of(out.entry));
  out.bytes = std::move(bytes);
  out.leaf = leaf_hash(out.bytes);

  head.last_leaf = out.leaf;
  ++head.count;
  state.edge.append(out.leaf);
  return out;
}

}  // namespace

Result<Sequenced> sequence(RegisterState state, std::span<const EntryDraft> drafts, Instant now, const EntryTypes& types, const FillRandom& fill_random) {
  // A clock that was put back must not make a later entry look earlier.
  state.last_recorded = std::max(now, state.last_recorded.value_or(now));
  Sequenced out;
  for (const EntryDraft& draft : drafts) {
    TRY(entry, append(state, draft, types, fill_random));
    out.entries.push_back(std::move(entry));
  }
  out.state = std::move(state);
  return out;
}

EntryDraft log_opened(bool simulated, ActorPseudonym actor) {
  EntryDraft draft;
  draft.type = simulated ? entry_type::log_opened_simulated : entry_type::log_opened;
  draft.actor = actor;
  return draft;
}

EntryDraft heads_draft(const RegisterState& state, ActorPseudonym actor) {
  std::vector<ChainHead> heads;
  for (const auto& [incident, head] : state.heads) heads.push_back(head);
  const auto own = state.heads.find(IncidentId{});
  check(own != state.heads.end());  // an open log has at least its entry 0
  const HeadsTree tree(heads, own->second.count);
  EntryDraft draft;
  draft.type = entry_type::heads;
  draft.actor = actor;
  draft.fields = {{"count", std::to_string(tree.count())}, {"root", base64(tree.root())}};
  return draft;
}

EntryDraft erasure_draft(const IncidentId& incident, ActorPseudonym actor, std::uint64_t erased_seq, std::string_view field) {
  EntryDraft draft;
  draft.type = entry_type::erasure_done;
  draft.incident = incident;
  draft.actor = actor;
  draft.fields = {{"entry", std::to_string(erased_seq)}, {"field", std::string(field)}};
  return draft;
}

}  // namespace tocsin
