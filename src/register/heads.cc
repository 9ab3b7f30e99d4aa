#include "register/heads.h"

#include <algorithm>

#include "base/digest.h"
#include "register/lines.h"

namespace tocsin {
namespace {

std::vector<HeadLeaf> sorted_leaves(std::span<const ChainHead> heads, std::uint64_t heads_seq) {
  std::vector<HeadLeaf> leaves;
  for (const ChainHead& head : heads) leaves.push_back(leaf_of(head, heads_seq));
  std::ranges::sort(leaves, {}, &HeadLeaf::incident);
  return leaves;
}

Hashes hashes_of(std::span<const HeadLeaf> leaves) {
  Hashes hashes;
  for (const HeadLeaf& leaf : leaves) hashes.push_back(leaf_hash(bytes_of(leaf)));
  return hashes;
}

}  // namespace

std::string bytes_of(const HeadLeaf& leaf) {
  return "tocsin-head/v1\nincident " + leaf.incident.text() + "\ncount " + std::to_string(leaf.count) + "\nlast " + base64(leaf.last_leaf) + "\nnonce " +
         base64(leaf.nonce) + "\n";
}

Result<HeadLeaf> head_leaf_of(std::string_view bytes) {
  const auto bad = [] { return failure(ErrorKind::invalid, "the head is not in canonical form"); };
  Lines lines(bytes);
  if (lines.next() != "tocsin-head/v1") return bad();
  const auto incident = IncidentId::of(lines.value("incident").value_or(""));
  const auto count = decimal_of(lines.value("count").value_or(""));
  const auto last = digest_of_base64(lines.value("last").value_or(""));
  const auto nonce = digest_of_base64(lines.value("nonce").value_or(""));
  if (!incident || !count || !last || !nonce) return bad();
  HeadLeaf leaf{*incident, *count, *last, *nonce};
  if (bytes_of(leaf) != bytes) return bad();
  return leaf;
}

HeadLeaf leaf_of(const ChainHead& head, std::uint64_t heads_seq) {
  std::string place("tocsin/head-nonce/v1");
  place += '\0';
  append_u64_be(place, heads_seq);
  return {head.incident, head.count, head.last_leaf, hmac_sha256(view_of(head.secret), place)};
}

HeadsTree::HeadsTree(std::span<const ChainHead> heads, std::uint64_t heads_seq) : leaves_(sorted_leaves(heads, heads_seq)), tree_(hashes_of(leaves_)) {}

std::optional<HeadsTree::Proof> HeadsTree::proof_of(const IncidentId& incident) const {
  const auto found = std::ranges::lower_bound(leaves_, incident, {}, &HeadLeaf::incident);
  if (found == leaves_.end() || found->incident != incident) return std::nullopt;
  const auto index = static_cast<std::uint64_t>(found - leaves_.begin());
  return Proof{*found, index, tree_.inclusion_proof(index, tree_.size())};
}

}  // namespace tocsin
