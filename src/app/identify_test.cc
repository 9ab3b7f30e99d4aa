#include "app/identify.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/digest.h"

namespace tocsin {
namespace {

TEST(Identify, all_ways_to_write_a_number_have_one_fingerprint_under_one_key) {
  const auto hash = [](std::string_view value, const std::string& key) { return *identify(value, *identify_options("nl", key)).kinds.at(0).normal_form_hash; };
  EXPECT_EQ(hash("111222333", "00ff"), hex(hmac_sha256(std::string_view("\0\xff", 2), "111222333")));
  EXPECT_EQ(hash("111222333", "00ff"), hash("1112.22.333", "00FF"));
  EXPECT_NE(hash("111222333", "00ff"), hash("111222333", "00fe"));
}

TEST(Identify, without_a_key_there_is_no_fingerprint) {
  const auto answer = identify("jane@example.org", {});
  ASSERT_EQ(answer.kinds.size(), 1U);
  EXPECT_FALSE(answer.kinds[0].normal_form_hash);
  EXPECT_EQ(answer.value_masked.find("ane"), std::string::npos);
}

TEST(Identify, a_wrong_option_is_named) {
  for (const char* key : {"", "0", "0g", "zz"}) EXPECT_EQ(identify_options({}, key).error().where, "--key-hex") << key;
  for (const char* country : {"", "XX", "NLD", "1"}) EXPECT_EQ(identify_options(country, {}).error().where, "--country") << country;
  EXPECT_EQ(identify_options("lu", {})->country, "LU");
}

}  // namespace
}  // namespace tocsin
