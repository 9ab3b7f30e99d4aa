#include "base/ed25519.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/bytes.h"

namespace tocsin {
namespace {

Seed seed_of(std::string_view hex_text) {
  std::array<std::uint8_t, 32> seed{};
  const std::string bytes = bytes_of_hex(hex_text).value();
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(seed.data()));
  return Seed(seed);
}

// RFC 8032 section 7.1, test 2.
TEST(Ed25519, KnownAnswer) {
  const Seed seed = seed_of("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  const PublicKey key = public_key_of(seed);
  EXPECT_EQ(hex(std::string_view(reinterpret_cast<const char*>(key.data()), 32)), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const std::string signature = ed25519_sign(seed, "\x72");
  EXPECT_EQ(hex(signature), "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(ed25519_verifies(key, "\x72", signature));
  EXPECT_FALSE(ed25519_verifies(key, "\x73", signature));
  EXPECT_FALSE(ed25519_verifies(key, "\x72", signature.substr(1)));
}

}  // namespace
}  // namespace tocsin
