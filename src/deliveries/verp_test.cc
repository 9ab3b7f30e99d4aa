#include "deliveries/verp.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Verp, ComesBackAsItWent) {
  for (const std::uint64_t number : {1ULL, 31ULL, 32ULL, 33'000'000ULL, 0xffff'ffff'ffffULL})
    for (const std::uint32_t attempt : {1U, 12U}) {
      const std::string address = bounce_address("key", {number, attempt}, "bounce.insurer.example");
      EXPECT_LE(address.find('@'), 64u);
      EXPECT_EQ(sent_of_bounce_address("key", address), (Sent{number, attempt})) << address;
      std::string shouted = address;
      for (char& c : shouted) c = static_cast<char>(std::toupper(c));
      EXPECT_EQ(sent_of_bounce_address("key", shouted), (Sent{number, attempt})) << "some mail systems change the case";
      EXPECT_FALSE(sent_of_bounce_address("another key", address));
    }
}

TEST(Verp, NobodyMakesOneUp) {
  const std::string address = bounce_address("key", {4711, 1}, "bounce.insurer.example");
  for (std::size_t i = 2; i < address.find('@'); ++i)
    for (const char c : {'a', '7', '.', '+', '1'}) {
      std::string forged = address;
      if (forged[i] == c) continue;
      forged[i] = c;
      EXPECT_FALSE(sent_of_bounce_address("key", forged)) << forged;
    }
  for (const char* other : {"", "@", "n+", "n+.1.aaaaaaaa@x", "n+a.1.@x", "dpo@insurer.example", "n+aa.1.aaaaaaaa.b@x", "n+a.4294967296.aaaaaaaa@x"})
    EXPECT_FALSE(sent_of_bounce_address("key", other)) << other;
}

TEST(MessageId, IsTheSameOnEveryAttempt) {
  const std::string id = notice_message_id("key", "380b3b1eefe19abf7e914bdb46a74efd", 1, "insurer.example");
  EXPECT_EQ(id, notice_message_id("key", "380b3b1eefe19abf7e914bdb46a74efd", 1, "insurer.example"));
  EXPECT_NE(id, notice_message_id("key", "380b3b1eefe19abf7e914bdb46a74efd", 2, "insurer.example"));
  EXPECT_TRUE(id.starts_with("t."));
  EXPECT_EQ(id.find("380b"), std::string::npos);
}

}  // namespace
}  // namespace tocsin
