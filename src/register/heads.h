// The heads tree: at this moment these incidents had so many entries, and no more. Gives completeness.
//
// Way:    register state -> [here] -> fields `count` and `root` of an entry of type `heads` -> register/dossier
// Pure.
// Holds:  leaves are sorted by incident, so no incident has two. A leaf's nonce is drawn anew for every heads entry
//         (from a secret of the incident), so a neighbour's hash does not even show whether something happened there.
// See:    docs/formats/register.md

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "register/tree.h"

namespace tocsin {

// The newest state of one incident; kept by the store, one row an incident.
struct ChainHead {
  IncidentId incident;
  std::uint64_t count = 0;   // entries so far
  Digest last_leaf{};
  Digest secret{};           // 32 random bytes, drawn with the first entry; never leaves the store
  bool operator==(const ChainHead&) const = default;
};

// One leaf of the heads tree, as it is printed and hashed.
struct HeadLeaf {
  IncidentId incident;
  std::uint64_t count = 0;
  Digest last_leaf{};
  Digest nonce{};
  bool operator==(const HeadLeaf&) const = default;
};

std::string bytes_of(const HeadLeaf& leaf);
Result<HeadLeaf> head_leaf_of(std::string_view bytes);

// The leaf of `head` in the heads entry that has place `heads_seq` in the log's own chain.
HeadLeaf leaf_of(const ChainHead& head, std::uint64_t heads_seq);

// The tree of one heads entry.
class HeadsTree {
 public:
  HeadsTree(std::span<const ChainHead> heads, std::uint64_t heads_seq);  // in any order
  std::uint64_t count() const { return tree_.size(); }
  Digest root() const { return tree_.root(); }

  struct Proof {
    HeadLeaf leaf;
    std::uint64_t index = 0;
    Hashes hashes;
  };
  std::optional<Proof> proof_of(const IncidentId& incident) const;

 private:
  std::vector<HeadLeaf> leaves_;
  MerkleTree tree_;
};

}  // namespace tocsin
