#include "base/bytes.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

// RFC 4648 section 10.
TEST(Bytes, Base64Vectors) {
  const std::pair<std::string, std::string> vectors[] = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, text] : vectors) {
    EXPECT_EQ(base64(plain), text);
    EXPECT_EQ(bytes_of_base64(text).value(), plain);
  }
}

TEST(Bytes, Base64IsStrict) {
  for (const char* bad : {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "Zg==Zg==", "Zm 9v", "Zm9v\n"}) EXPECT_FALSE(bytes_of_base64(bad)) << bad;
}

TEST(Bytes, HexBothWays) {
  EXPECT_EQ(hex(std::string_view("\x00\xff\x10", 3)), "00ff10");
  EXPECT_EQ(bytes_of_hex("00FF10").value(), std::string("\x00\xff\x10", 3));
  EXPECT_FALSE(bytes_of_hex("0"));
  EXPECT_FALSE(bytes_of_hex("0g"));
}

}  // namespace
}  // namespace tocsin
