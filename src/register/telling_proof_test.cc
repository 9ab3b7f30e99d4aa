#include "register/telling_proof.h"

#include <gtest/gtest.h>

#include "base/digest.h"

namespace tocsin {
namespace {

std::string id_of(std::uint64_t number) { return hex(sha256(std::to_string(number))).substr(0, 32); }
Digest told_of(std::uint64_t number) { return sha256("letter " + std::to_string(number)); }

TellingProof proof_of(std::uint64_t index, std::uint64_t size) {
  Hashes leaves;
  for (std::uint64_t i = 0; i < size; ++i) leaves.push_back(telling_leaf(id_of(i), told_of(i)));
  const MerkleTree tree(leaves);
  return {id_of(index), told_of(index), index, size, tree.inclusion_proof(index, size), tree.root()};
}

TEST(TellingProof, EveryPersonOfAWaveCanBeShownToHaveBeenTold) {
  for (const std::uint64_t size : {1u, 2u, 3u, 8u, 13u})
    for (std::uint64_t index = 0; index < size; ++index) {
      const TellingProof proof = proof_of(index, size);
      EXPECT_TRUE(proves(proof));
      const auto read = telling_proof_of(text_of(proof), "test");
      ASSERT_TRUE(read) << read.error().what;
      EXPECT_EQ(text_of(*read), text_of(proof));
      EXPECT_TRUE(proves(*read));
    }
}

// What was not handed over, to whom it was not, is not proved by anybody's path.
TEST(TellingProof, AnotherNoticeOrAnotherTextIsNotProved) {
  TellingProof other = proof_of(3, 8);
  other.notice = id_of(4);
  EXPECT_FALSE(proves(other));
  other = proof_of(3, 8);
  other.told = told_of(99);
  EXPECT_FALSE(proves(other));
  other = proof_of(3, 8);
  other.index = 4;
  EXPECT_FALSE(proves(other));
  other = proof_of(3, 8);
  other.size = 3;
  EXPECT_FALSE(proves(other));
}

TEST(TellingProof, HasOneSpelling) {
  const std::string good = text_of(proof_of(3, 8));
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const std::string& bad : {with("v1", "v2"), with("index 3", "index 03"), with("index 3", "index +3"), with("size 8", "size 8 "), with("path ", "Path "),
                                 good + "x", good.substr(0, good.size() - 1), std::string()})
    EXPECT_FALSE(telling_proof_of(bad, "test")) << bad;
}

}  // namespace
}  // namespace tocsin
