// The Merkle tree over all entries, as RFC 6962 section 2.1 draws it.
//
// Way:    register/entry (bytes) -> [here] -> register/checkpoint (root), register/dossier (proofs)
// Pure.
// Holds:  0x00 before a leaf and 0x01 before a node keep one from posing as the other; an odd last node is not doubled.
//
// Three views of one tree: RightEdge to append in O(log n) without the leaves, MerkleTree to make proofs, and the
// two `proves_` functions that need nothing but the proof.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace tocsin {

using Hashes = std::vector<Digest>;

Digest leaf_hash(std::string_view entry_bytes);
Digest node_hash(const Digest& left, const Digest& right);
Digest empty_root();
Digest root_of(std::span<const Digest> leaves);

// The roots of the complete subtrees that make up a tree of `size` leaves, largest first: one for each bit of size.
class RightEdge {
 public:
  RightEdge() = default;
  static Result<RightEdge> of(std::uint64_t size, Hashes nodes);

  void append(const Digest& leaf);
  Digest root() const;
  std::uint64_t size() const { return size_; }
  const Hashes& nodes() const { return nodes_; }
  bool operator==(const RightEdge&) const = default;

 private:
  std::uint64_t size_ = 0;
  Hashes nodes_;
};

// All leaves and all complete subtrees: 64 bytes a leaf.
class MerkleTree {
 public:
  explicit MerkleTree(Hashes leaves);

  std::uint64_t size() const { return levels_.front().size(); }
  Digest root(std::uint64_t size) const;                                             // REQUIRES: size <= this->size()
  Digest root() const { return root(size()); }
  Hashes inclusion_proof(std::uint64_t index, std::uint64_t size) const;             // REQUIRES: index < size <= this->size()
  Hashes consistency_proof(std::uint64_t old_size, std::uint64_t new_size) const;    // REQUIRES: old_size <= new_size <= this->size()
  const Hashes& leaves() const { return levels_.front(); }

 private:
  Digest range(std::uint64_t begin, std::uint64_t end) const;
  void path(Hashes& out, std::uint64_t index, std::uint64_t begin, std::uint64_t end) const;
  void subproof(Hashes& out, std::uint64_t old_size, std::uint64_t begin, std::uint64_t end, bool known) const;
  std::vector<Hashes> levels_;  // levels_[k][i]: root of the leaves [i * 2^k, (i + 1) * 2^k)
};

bool proves_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, std::span<const Digest> proof, const Digest& root);
bool proves_consistency(std::uint64_t old_size, const Digest& old_root, std::uint64_t new_size, const Digest& new_root, std::span<const Digest> proof);

}  // namespace tocsin
