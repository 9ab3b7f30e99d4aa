#include "verify/merkle.h"

#include <gtest/gtest.h>

#include "register/tree.h"

namespace tocsin::verify {
namespace {

TEST(IndependentMerkle, KnownRoot) {
  const std::string inputs[] = {"", std::string("\0", 1), "\x10"};
  Hashes leaves;
  for (const std::string& input : inputs) leaves.push_back(hash_of_leaf(input));
  EXPECT_EQ(hex(root_over({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(root_over(leaves)), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
}

// Two ways of writing the same mathematics, on every proof and on every proof with one hash altered, lost or added.
TEST(IndependentMerkle, AgreesWithTheRegisterOnTrueAndFalseProofs) {
  Hashes leaves;
  for (int i = 0; i < 40; ++i) leaves.push_back(hash_of_leaf(std::to_string(i)));
  const MerkleTree tree(leaves);
  const auto variants = [&](const Hashes& proof) {
    std::vector<Hashes> out = {proof, proof};
    out.back().push_back(leaves[0]);
    for (std::size_t i = 0; i < proof.size(); ++i) {
      out.push_back(proof);
      out.back()[i][0] ^= 1;
      out.push_back(proof);
      out.back().erase(out.back().begin() + static_cast<std::ptrdiff_t>(i));
    }
    return out;
  };
  for (std::uint64_t n = 1; n <= tree.size(); ++n) {
    EXPECT_EQ(root_over(std::span(leaves).first(n)), tree.root(n));
    for (std::uint64_t m = 0; m < n; ++m) {
      for (const Hashes& proof : variants(tree.inclusion_proof(m, n)))
        EXPECT_EQ(root_from_inclusion(leaves[m], m, n, proof) == tree.root(n), proves_inclusion(leaves[m], m, n, proof, tree.root(n)));
      for (const Hashes& proof : variants(tree.consistency_proof(m, n)))
        EXPECT_EQ(is_consistent(m, tree.root(m), n, tree.root(n), proof), proves_consistency(m, tree.root(m), n, tree.root(n), proof)) << m << " to " << n;
    }
  }
}

}  // namespace
}  // namespace tocsin::verify
