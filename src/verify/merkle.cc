#include "verify/merkle.h"

#include <bit>
#include <string>

#include "base/digest.h"

namespace tocsin::verify {
namespace {

Digest hash_of_node(const Digest& left, const Digest& right) {
  std::string bytes(1, '\x01');
  return sha256(bytes.append(view_of(left)).append(view_of(right)));
}

}  // namespace

Digest hash_of_leaf(std::string_view bytes) {
  std::string prefixed(1, '\0');
  prefixed += bytes;
  return sha256(prefixed);
}

// Level by level; a node without a partner moves up as it is.
Digest root_over(std::span<const Digest> leaves) {
  if (leaves.empty()) return sha256("");
  Hashes level(leaves.begin(), leaves.end());
  while (level.size() > 1) {
    std::size_t out = 0;
    for (std::size_t i = 0; i < level.size(); i += 2) level[out++] = i + 1 < level.size() ? hash_of_node(level[i], level[i + 1]) : level[i];
    level.resize(out);
  }
  return level.front();
}

std::optional<Digest> root_from_inclusion(Digest leaf, std::uint64_t index, std::uint64_t size, std::span<const Digest> proof) {
  if (index >= size) return std::nullopt;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Digest r = leaf;
  for (const Digest& p : proof) {
    if (sn == 0) return std::nullopt;
    if ((fn & 1) == 1 || fn == sn) {
      r = hash_of_node(p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = hash_of_node(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 ? std::optional(r) : std::nullopt;
}

bool is_consistent(std::uint64_t old_size, const Digest& old_root, std::uint64_t new_size, const Digest& new_root, std::span<const Digest> proof) {
  if (old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  if (old_size == 0) return proof.empty() && old_root == sha256("");
  if (proof.empty() && !std::has_single_bit(old_size)) return false;

  Hashes path(proof.begin(), proof.end());
  if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
  std::uint64_t fn = old_size - 1;
  std::uint64_t sn = new_size - 1;
  while ((fn & 1) == 1) {
    fn >>= 1;
    sn >>= 1;
  }
  Digest fr = path.front();
  Digest sr = path.front();
  for (const Digest& c : std::span(path).subspan(1)) {
    if (sn == 0) return false;
    if ((fn & 1) == 1 || fn == sn) {
      fr = hash_of_node(c, fr);
      sr = hash_of_node(c, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = hash_of_node(sr, c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == old_root && sr == new_root;
}

}  // namespace tocsin::verify
