#include "base/text.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Text, Utf8IsStrict) {
  EXPECT_TRUE(is_utf8("Zoë Müller 漢字 😀"));
  for (const char* bad : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "abc\xc3", "\xe2\x82"}) EXPECT_FALSE(is_utf8(bad));
}

TEST(Text, MaskingShowsTheEndsOfLongValuesOnly) {
  EXPECT_EQ(masked("185029912345656"), "18***********56");
  EXPECT_EQ(masked("Zoë"), "***");
  EXPECT_EQ(masked("Éléonore"), "Él****re");
}

TEST(Text, Thousands) {
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(260000), "260,000");
  EXPECT_EQ(with_thousands(-1234567, " "), "-1 234 567");
}

}  // namespace
}  // namespace tocsin
