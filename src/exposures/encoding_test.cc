#include "exposures/encoding.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace tocsin {
namespace {

TEST(Encoding, Guess) {
  EXPECT_EQ(encoding_of("plain").encoding, Encoding::utf8);
  EXPECT_EQ(encoding_of("Zo\xC3\xAB").encoding, Encoding::utf8);
  EXPECT_EQ(encoding_of("Zo\xEB Weber").encoding, Encoding::cp1252);
  EXPECT_EQ(encoding_of("cut off: Zo\xC3").encoding, Encoding::utf8);
  EXPECT_EQ(encoding_of("\xFF\xFE").bom_bytes, 2U);
  EXPECT_EQ(encoding_of("").encoding, Encoding::utf8);
}

TEST(Encoding, EveryByteOfWindows1252IsText) {
  for (int byte = 0; byte < 256; ++byte) {
    std::string text;
    append_cp1252(text, std::string(1, static_cast<char>(byte)));
    EXPECT_TRUE(is_utf8(text)) << byte;
    EXPECT_EQ(count_code_points(text), 1U) << byte;
  }
}

TEST(Encoding, LoneSurrogatesBecomeTheReplacementCharacter) {
  std::string text;
  Utf16Decoder decoder(true);
  decoder.add(text, std::string_view("\xD8\x3D\xDE\x00\xD8\x00\x00\x41\xDC\x00\xD8", 11));
  decoder.finish(text);
  EXPECT_EQ(text,
            "\xF0\x9F\x98\x80\xEF\xBF\xBD"
            "A\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace tocsin
