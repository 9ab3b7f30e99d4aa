#include "records/keyed_hash.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(KeyedHash, TheVectorOfThePaper) {
  KeyedHash::Key key;
  std::string text;
  for (std::uint8_t i = 0; i < 16; ++i) key[i] = i;
  for (char i = 0; i < 15; ++i) text += i;
  EXPECT_EQ(KeyedHash(key).raw(text), 0xa129ca6149be45e5U);
}

TEST(KeyedHash, DependsOnTheKey) {
  KeyedHash::Key key{};
  const std::int64_t first = KeyedHash(key).of("185029912345656");
  key[15] = 1;
  EXPECT_NE(KeyedHash(key).of("185029912345656"), first);
}

}  // namespace
}  // namespace tocsin
