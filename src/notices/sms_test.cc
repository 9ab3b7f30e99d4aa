#include "notices/sms.h"

#include <gtest/gtest.h>

#include "notices/sample_notice.h"

namespace tocsin {
namespace {

std::string times(std::string_view sign, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += sign;
  return out;
}

TEST(Sms, IsCountedAsTheNetworksDo) {
  struct Case {
    const char* story;
    std::string text;
    bool seven_bit;
    std::size_t units, segments;
  };
  const Case cases[] = {
      {"nothing", "", true, 0, 0},
      {"exactly one", times("a", 160), true, 160, 1},
      {"one sign more makes two parts of 153", times("a", 161), true, 161, 2},
      {"two full parts", times("a", 306), true, 306, 2},
      {"three full parts", times("a", 459), true, 459, 3},
      {"four", times("a", 460), true, 460, 4},
      {"umlauts and é are in the alphabet", times("äöüßéè", 20), true, 120, 1},
      {"the euro costs two", times("€", 80), true, 160, 1},
      {"an escape is not cut in two: 152 + 2 do not fit in 153", times("a", 152) + "€" + times("a", 10), true, 164, 2},
      {"cutting costs a septet: 153 signs of two need three parts", times("€", 153), true, 306, 3},
      {"ë turns the whole into UCS-2", "ë" + times("a", 69), false, 70, 1},
      {"71 units are two parts of 67", "ë" + times("a", 70), false, 71, 2},
      {"a small ç is not in the alphabet, a capital is", "ç", false, 1, 1},
      {"Ç", "Ç", true, 1, 1},
      {"an emoji is two units and stays whole", times("a", 66) + "😀" + times("ë", 10), false, 78, 2},
  };
  for (const Case& one : cases) {
    const SmsSize size = sms_size_of(one.text);
    EXPECT_EQ(size.seven_bit, one.seven_bit) << one.story;
    EXPECT_EQ(size.units, one.units) << one.story;
    EXPECT_EQ(size.segments, one.segments) << one.story;
  }
}

TEST(Sms, OursSaysTheFactAndWhereToLookInEveryLanguage) {
  for (const std::string& language : sample::languages()) {
    for (const SmsAfter after : {SmsAfter::letter, SmsAfter::mail, SmsAfter::nothing}) {
      const std::string text = sms_of(sample::campaign(), after, sample::texts(language));
      EXPECT_TRUE(faults_of_sms(text, sample::row(), sample::texts(language)).empty()) << language << ": " << text;
      EXPECT_LE(sms_size_of(text).segments, most_sms_segments) << language << ": " << text;
      EXPECT_EQ(text.find("(("), std::string::npos);
      EXPECT_TRUE(sms_size_of(text).seven_bit || language == "lb") << language << " costs twice as much: " << text;  // Luxembourgish needs its ë
    }
  }
}

TEST(Sms, SaysWhatIsTooMuch) {
  struct Case {
    const char *text, *fault;
  };
  const Case cases[] = {
      {"Votre numéro de sécurité sociale: votre numéro de sécurité sociale a été volé", "kind_told"},
      {"Bonjour Mme Anne Exemple", "name_told"},
      {"Voir www.mutuelle.example", "link"},
      {"Voir https://x", "link"},
      {"Appelez le 0800 123 456", "number"},
  };
  for (const Case& one : cases) {
    const auto faults = faults_of_sms(one.text, sample::row(), sample::texts("fr"));
    ASSERT_FALSE(faults.empty()) << one.text;
    EXPECT_EQ(name_of(faults.front()), one.fault) << one.text;
  }
  EXPECT_EQ(faults_of_sms(times("a", 460), sample::row(), sample::texts("fr")), std::vector{SmsFault::too_long});
}

}  // namespace
}  // namespace tocsin
