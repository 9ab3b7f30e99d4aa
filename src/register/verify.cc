#include "register/verify.h"

#include <fmt/format.h>

#include "register/entry.h"
#include "register/entry_type.h"

namespace tocsin {

std::optional<RegisterFault> RegisterVerifier::fault_in(std::string_view entry_bytes, const Digest& leaf, const std::optional<Digest>& stored_leaf) {
  const std::uint64_t index = leaves_.size();
  const auto fault = [&](std::string what, std::uint64_t at) { return RegisterFault{at, std::move(what)}; };
  const auto parsed = entry_of(entry_bytes);
  if (!parsed) return fault("canonical form: " + parsed.error().what, index);
  const RegisterEntry& entry = *parsed;
  if (stored_leaf && *stored_leaf != leaf) return fault("leaf: the entry does not have the hash that was stored with it", index);
  if (entry.origin != key_.name) return fault("origin: the entry belongs to another log", index);
  if (opens_log(entry.type) != (index == 0))
    return fault(index == 0 ? "opening: the log does not begin with log.opened" : "opening: the log is opened twice", index);
  if (index == 0) {
    if (!entry.incident.is_none()) return fault("opening: entry 0 belongs to an incident", index);
    verdict_.origin = entry.origin;
    verdict_.simulated = entry.type == entry_type::log_opened_simulated;
  }

  Tail& tail = tails_[entry.incident.text()];
  if (entry.seq != tail.count) return fault(fmt::format("seq: {} stands where {} is due in its incident", entry.seq, tail.count), index);
  if (entry.prev != tail.leaf) {
    // Either of the two may be the altered one; the earlier is named, as everything after it stands on it.
    if (tail.count == 0) return fault("prev: the first entry of an incident points to an entry before it", index);
    return fault(fmt::format("prev: entry {} points to another content of this entry", index), tail.index);
  }
  if (last_recorded_ && entry.recorded < *last_recorded_) return fault("recorded: the time is earlier than in the entry before", index);
  tail = {tail.count + 1, leaf, index};
  last_recorded_ = entry.recorded;
  return std::nullopt;
}

void RegisterVerifier::add(std::string_view entry_bytes, const std::optional<Digest>& stored_leaf) {
  const Digest leaf = leaf_hash(entry_bytes);
  if (!verdict_.first_fault) verdict_.first_fault = fault_in(entry_bytes, leaf, stored_leaf);
  leaves_.push_back(leaf);
}

std::optional<RegisterFault> RegisterVerifier::newest_fault(const MerkleTree& tree, std::string_view newest) const {
  const auto checkpoint = verified_checkpoint(newest, key_);
  if (!checkpoint) return RegisterFault{std::nullopt, "signature: " + checkpoint.error().what};
  if (checkpoint->size > tree.size())
    return RegisterFault{tree.size(), fmt::format("size: the checkpoint counts {} entries, this one is missing", checkpoint->size)};
  if (tree.root(checkpoint->size) != checkpoint->root) return RegisterFault{std::nullopt, "root: the entries do not give the root that was signed"};
  if (checkpoint->size < tree.size()) return RegisterFault{checkpoint->size, "size: the entry is covered by no checkpoint"};
  return std::nullopt;
}

std::optional<RegisterFault> RegisterVerifier::outside_fault(const MerkleTree& tree, std::string_view outside) const {
  const auto checkpoint = verified_checkpoint(outside, key_);
  if (!checkpoint) return RegisterFault{std::nullopt, "outside checkpoint: " + checkpoint.error().what};
  if (checkpoint->size > tree.size())
    return RegisterFault{tree.size(), fmt::format("outside checkpoint: it counts {} entries, this one is missing", checkpoint->size)};
  if (tree.root(checkpoint->size) != checkpoint->root)
    return RegisterFault{std::nullopt,
                         fmt::format("outside checkpoint: among the first {} entries at least one is not as it was signed then", checkpoint->size)};
  return std::nullopt;
}

RegisterVerdict RegisterVerifier::finish(std::string_view newest, std::optional<std::string_view> outside) {
  const MerkleTree tree(std::move(leaves_));
  verdict_.entries = tree.size();
  verdict_.root = tree.root();
  if (!verdict_.first_fault && tree.size() == 0) verdict_.first_fault = RegisterFault{0, "opening: the log has no entries"};
  if (!verdict_.first_fault) verdict_.first_fault = newest_fault(tree, newest);
  if (!verdict_.first_fault && outside) verdict_.first_fault = outside_fault(tree, *outside);
  return std::move(verdict_);
}

}  // namespace tocsin
