#include "base/text.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Text, Utf8IsStrict) {
  EXPECT_TRUE(is_utf8("Zoë Müller 漢字 😀"));
  for (const char* bad : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "abc\xc3", "\xe2\x82"}) EXPECT_FALSE(is_utf8(bad));
}

TEST(Text, PlainTextMovesNoCursor) {
  for (const char* good : {"", "Zoë Müller 漢字 😀", "a\tb", "first line\nsecond", "first line\r\nsecond", "\xc2\xa0"})
    EXPECT_TRUE(is_plain_text(good)) << good;
  for (const char* bad : {"\x1b[2J", "\a", "over\rwritten", "end\r", "\x7f", "\xc2\x9b", "\xff"}) EXPECT_FALSE(is_plain_text(bad));
  EXPECT_FALSE(is_plain_text(std::string_view("a\0b", 3)));
  EXPECT_TRUE(is_plain_line("Stolen back-up"));
  for (const char* bad : {"two\nlines", "a\tb", "\x1b"}) EXPECT_FALSE(is_plain_line(bad));
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
