#include "base/aead.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Aead, OpensOnlyWithKeyContextAndEveryByte) {
  SeededRandom random(1);
  const SealKey key = new_seal_key(random);
  const std::string sealed = seal(key, "incident 1, fact 7", "260000", random);
  EXPECT_EQ(unseal(key, "incident 1, fact 7", sealed).value(), "260000");
  EXPECT_FALSE(unseal(key, "incident 1, fact 8", sealed));
  EXPECT_FALSE(unseal(new_seal_key(random), "incident 1, fact 7", sealed));
  EXPECT_FALSE(unseal(key, "incident 1, fact 7", ""));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(unseal(key, "incident 1, fact 7", changed)) << i;
  }
}

TEST(Aead, SealingTwiceGivesOtherBytes) {
  SeededRandom random(1);
  const SealKey key = new_seal_key(random);
  EXPECT_NE(seal(key, "c", "x", random), seal(key, "c", "x", random));
}

TEST(Aead, DerivedKeysDifferByPurpose) {
  SeededRandom random(1);
  const SealKey key = new_seal_key(random);
  EXPECT_EQ(derived_key(key, "a"), derived_key(key, "a"));
  EXPECT_FALSE(derived_key(key, "a") == derived_key(key, "b"));
}

}  // namespace
}  // namespace tocsin
