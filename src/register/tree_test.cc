#include "register/tree.h"

#include <gtest/gtest.h>

#include "base/digest.h"

namespace tocsin {
namespace {

// The leaves of the Certificate Transparency reference tests.
const std::vector<std::string> ct_inputs = {"",
                                            std::string("\0", 1),
                                            "\x10",
                                            "\x20\x21",
                                            "\x30\x31",
                                            "\x40\x41\x42\x43",
                                            "\x50\x51\x52\x53\x54\x55\x56\x57",
                                            "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
constexpr std::string_view ct_roots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

Hashes leaves_of(std::size_t count) {
  Hashes out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(leaf_hash("entry " + std::to_string(i)));
  return out;
}

TEST(Tree, KnownRoots) {
  Hashes leaves;
  EXPECT_EQ(hex(empty_root()), ct_roots[0]);
  for (std::size_t n = 1; n <= ct_inputs.size(); ++n) {
    leaves.push_back(leaf_hash(ct_inputs[n - 1]));
    EXPECT_EQ(hex(root_of(leaves)), ct_roots[n]);
    EXPECT_EQ(hex(MerkleTree(leaves).root()), ct_roots[n]);
  }
}

TEST(Tree, RightEdgeContinuesWhereItWasStored) {
  const Hashes leaves = leaves_of(70);
  const MerkleTree tree(leaves);
  RightEdge edge;
  for (std::size_t n = 0; n < leaves.size(); ++n) {
    EXPECT_EQ(edge.root(), tree.root(n));
    edge = RightEdge::of(edge.size(), edge.nodes()).value();
    edge.append(leaves[n]);
  }
  EXPECT_FALSE(RightEdge::of(edge.size() + 1, edge.nodes()).has_value());
}

// The proof, its hashes one by one altered, its length altered: only the first is accepted.
template <class Accepts>
void expect_only_the_true_one(const Hashes& proof, const Accepts& accepts) {
  EXPECT_TRUE(accepts(proof));
  for (std::size_t i = 0; i < proof.size(); ++i) {
    Hashes altered = proof;
    altered[i][i % 32] ^= 1;
    EXPECT_FALSE(accepts(altered));
    altered = proof;
    altered.erase(altered.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(accepts(altered));
  }
  Hashes longer = proof;
  longer.push_back(leaf_hash("one too many"));
  EXPECT_FALSE(accepts(longer));
}

TEST(Tree, EveryInclusionProof) {
  const MerkleTree tree(leaves_of(70));
  for (std::uint64_t n = 1; n <= tree.size(); ++n)
    for (std::uint64_t i = 0; i < n; ++i) {
      const Digest root = tree.root(n);
      const Digest& leaf = tree.leaves()[i];
      const Hashes proof = tree.inclusion_proof(i, n);
      expect_only_the_true_one(proof, [&](const Hashes& p) { return proves_inclusion(leaf, i, n, p, root); });
      EXPECT_FALSE(proves_inclusion(leaf_hash("another"), i, n, proof, root));
      EXPECT_FALSE(proves_inclusion(leaf, n, n, proof, root));
      EXPECT_EQ(proves_inclusion(leaf, (i + 1) % n, n, proof, root), n == 1) << i << " of " << n;
    }
}

TEST(Tree, EveryConsistencyProof) {
  const MerkleTree tree(leaves_of(70));
  for (std::uint64_t n = 0; n <= tree.size(); ++n)
    for (std::uint64_t m = 0; m <= n; ++m) {
      const Hashes proof = tree.consistency_proof(m, n);
      expect_only_the_true_one(proof, [&](const Hashes& p) { return proves_consistency(m, tree.root(m), n, tree.root(n), p); });
      EXPECT_FALSE(proves_consistency(m, leaf_hash("another"), n, tree.root(n), proof));
      EXPECT_FALSE(proves_consistency(n + 1, tree.root(m), n, tree.root(n), proof));
      EXPECT_EQ(proves_consistency(m, tree.root(m), n, leaf_hash("another"), proof), m == 0 && n > 0) << "only the empty tree is a part of any";
    }
}

}  // namespace
}  // namespace tocsin
