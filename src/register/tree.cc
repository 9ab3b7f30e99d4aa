#include "register/tree.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <string>

#include "base/check.h"
#include "base/digest.h"

namespace tocsin {
namespace {

// RFC 6962 2.1: the largest power of two smaller than n. REQUIRES: n >= 2.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

// Takes the proof from its end, where the top of the tree is.
std::optional<Digest> take_last(std::span<const Digest>& proof) {
  if (proof.empty()) return std::nullopt;
  const Digest last = proof.back();
  proof = proof.first(proof.size() - 1);
  return last;
}

std::optional<Digest> root_by_path(const Digest& leaf, std::uint64_t index, std::uint64_t size, std::span<const Digest>& proof) {
  if (size == 1) return leaf;
  const std::uint64_t k = split(size);
  const auto sibling = take_last(proof);
  if (!sibling) return std::nullopt;
  if (index < k) {
    const auto left = root_by_path(leaf, index, k, proof);
    return left ? std::optional(node_hash(*left, *sibling)) : std::nullopt;
  }
  const auto right = root_by_path(leaf, index - k, size - k, proof);
  return right ? std::optional(node_hash(*sibling, *right)) : std::nullopt;
}

struct OldAndNew {
  Digest old_root;
  Digest new_root;
};

// Both roots as far as the proof tells them. `old_root` is given where the old tree is this very subtree.
std::optional<OldAndNew> roots_by_subproof(std::uint64_t old_size, std::uint64_t size, const std::optional<Digest>& old_root, std::span<const Digest>& proof) {
  if (old_size == size) {
    const auto root = old_root ? old_root : take_last(proof);
    return root ? std::optional(OldAndNew{*root, *root}) : std::nullopt;
  }
  const std::uint64_t k = split(size);
  const auto sibling = take_last(proof);
  if (!sibling) return std::nullopt;
  if (old_size <= k) {
    const auto left = roots_by_subproof(old_size, k, old_root, proof);
    return left ? std::optional(OldAndNew{left->old_root, node_hash(left->new_root, *sibling)}) : std::nullopt;
  }
  const auto right = roots_by_subproof(old_size - k, size - k, std::nullopt, proof);
  return right ? std::optional(OldAndNew{node_hash(*sibling, right->old_root), node_hash(*sibling, right->new_root)}) : std::nullopt;
}

}  // namespace

Digest leaf_hash(std::string_view entry_bytes) {
  std::string bytes(1, '\0');
  return sha256(bytes.append(entry_bytes));
}

Digest node_hash(const Digest& left, const Digest& right) {
  char bytes[65];
  bytes[0] = 1;
  std::ranges::copy(view_of(left), bytes + 1);
  std::ranges::copy(view_of(right), bytes + 33);
  return sha256({bytes, sizeof bytes});
}

Digest empty_root() { return sha256(""); }

Digest root_of(std::span<const Digest> leaves) {
  RightEdge edge;
  for (const Digest& leaf : leaves) edge.append(leaf);
  return edge.root();
}

Result<RightEdge> RightEdge::of(std::uint64_t size, Hashes nodes) {
  if (nodes.size() != static_cast<std::size_t>(std::popcount(size))) return failure(ErrorKind::corrupt, "the right edge does not fit the size of the tree");
  RightEdge edge;
  edge.size_ = size;
  edge.nodes_ = std::move(nodes);
  return edge;
}

void RightEdge::append(const Digest& leaf) {
  Digest node = leaf;
  for (std::uint64_t rest = size_; rest & 1; rest >>= 1) {  // a carry joins two subtrees of equal size
    node = node_hash(nodes_.back(), node);
    nodes_.pop_back();
  }
  nodes_.push_back(node);
  ++size_;
}

Digest RightEdge::root() const {
  if (nodes_.empty()) return empty_root();
  Digest root = nodes_.back();
  for (std::size_t i = nodes_.size() - 1; i-- > 0;) root = node_hash(nodes_[i], root);
  return root;
}

MerkleTree::MerkleTree(Hashes leaves) {
  levels_.push_back(std::move(leaves));
  while (levels_.back().size() > 1) {
    const Hashes& below = levels_.back();
    Hashes level(below.size() / 2);
    for (std::size_t i = 0; i < level.size(); ++i) level[i] = node_hash(below[2 * i], below[2 * i + 1]);
    levels_.push_back(std::move(level));
  }
}

Digest MerkleTree::range(std::uint64_t begin, std::uint64_t end) const {
  const std::uint64_t n = end - begin;
  if (std::has_single_bit(n)) return levels_[static_cast<std::size_t>(std::countr_zero(n))][begin / n];
  const std::uint64_t k = split(n);
  return node_hash(range(begin, begin + k), range(begin + k, end));
}

Digest MerkleTree::root(std::uint64_t size) const {
  check(size <= this->size());
  return size == 0 ? empty_root() : range(0, size);
}

void MerkleTree::path(Hashes& out, std::uint64_t index, std::uint64_t begin, std::uint64_t end) const {
  if (end - begin == 1) return;
  const std::uint64_t middle = begin + split(end - begin);
  if (index < middle) {
    path(out, index, begin, middle);
    out.push_back(range(middle, end));
  } else {
    path(out, index, middle, end);
    out.push_back(range(begin, middle));
  }
}

Hashes MerkleTree::inclusion_proof(std::uint64_t index, std::uint64_t size) const {
  check(index < size && size <= this->size());
  Hashes out;
  path(out, index, 0, size);
  return out;
}

// RFC 6962 2.1.2; `known`: the old tree is this subtree, whose root the verifier holds already.
void MerkleTree::subproof(Hashes& out, std::uint64_t old_size, std::uint64_t begin, std::uint64_t end, bool known) const {
  if (old_size == end - begin) {
    if (!known) out.push_back(range(begin, end));
    return;
  }
  const std::uint64_t k = split(end - begin);
  if (old_size <= k) {
    subproof(out, old_size, begin, begin + k, known);
    out.push_back(range(begin + k, end));
  } else {
    subproof(out, old_size - k, begin + k, end, false);
    out.push_back(range(begin, begin + k));
  }
}

Hashes MerkleTree::consistency_proof(std::uint64_t old_size, std::uint64_t new_size) const {
  check(old_size <= new_size && new_size <= size());
  Hashes out;
  if (old_size > 0 && old_size < new_size) subproof(out, old_size, 0, new_size, true);
  return out;
}

bool proves_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, std::span<const Digest> proof, const Digest& root) {
  if (index >= size) return false;
  return root_by_path(leaf, index, size, proof) == root && proof.empty();
}

bool proves_consistency(std::uint64_t old_size, const Digest& old_root, std::uint64_t new_size, const Digest& new_root, std::span<const Digest> proof) {
  if (old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  const auto roots = roots_by_subproof(old_size, new_size, old_root, proof);
  return roots && proof.empty() && roots->old_root == old_root && roots->new_root == new_root;
}

}  // namespace tocsin
