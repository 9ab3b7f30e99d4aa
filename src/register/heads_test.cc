#include "register/heads.h"

#include <gtest/gtest.h>

#include "register/test_register.h"

namespace tocsin {
namespace {

std::vector<ChainHead> heads_of(const TestRegister& log) {
  std::vector<ChainHead> out;
  for (const auto& [incident, head] : log.state.heads) out.push_back(head);
  return out;
}

TEST(Heads, EveryIncidentIsProvenWithItsCount) {
  const TestRegister log = TestRegister::of_size(30, 3);
  const auto heads = heads_of(log);
  const HeadsTree tree(heads, 1);
  for (const ChainHead& head : heads) {
    const auto proof = tree.proof_of(head.incident).value();
    EXPECT_EQ(proof.leaf.count, head.count);
    EXPECT_EQ(head_leaf_of(bytes_of(proof.leaf)).value(), proof.leaf);
    EXPECT_TRUE(proves_inclusion(leaf_hash(bytes_of(proof.leaf)), proof.index, tree.count(), proof.hashes, tree.root()));
  }
  EXPECT_FALSE(tree.proof_of(test_incident(20)).has_value());
}

TEST(Heads, OrderOfInputDoesNotMatter) {
  auto heads = heads_of(TestRegister::of_size(30, 3));
  const Digest root = HeadsTree(heads, 1).root();
  std::reverse(heads.begin(), heads.end());
  EXPECT_EQ(HeadsTree(heads, 1).root(), root);
}

TEST(Heads, ALeafDoesNotShowThatNothingHappened) {
  const ChainHead head{test_incident(1), 4, leaf_hash("x"), leaf_hash("secret")};
  EXPECT_NE(leaf_of(head, 1).nonce, leaf_of(head, 2).nonce);
}

TEST(Heads, ALeafHasOneByteForm) {
  const std::string good = bytes_of(leaf_of({test_incident(1), 4, leaf_hash("x"), leaf_hash("secret")}, 1));
  EXPECT_TRUE(head_leaf_of(good).has_value());
  EXPECT_FALSE(head_leaf_of(good + "\n").has_value());
  EXPECT_FALSE(head_leaf_of(good.substr(0, good.size() - 1)).has_value());
  EXPECT_FALSE(head_leaf_of("").has_value());
}

}  // namespace
}  // namespace tocsin
