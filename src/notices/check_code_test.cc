#include "notices/check_code.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace tocsin {
namespace {

const CheckKey key("a key for tests only, 32 bytes!!");
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

TEST(CheckCode, IsTheSameForTheSameNotice) {
  const std::string code = check_code_of(key, "380b3b1eefe19abf7e914bdb46a74efd");
  EXPECT_EQ(code, "9JJJ-379Z-N0B") << "docs/formats/check-code.md";
  EXPECT_EQ(code, check_code_of(key, "380b3b1eefe19abf7e914bdb46a74efd"));
  EXPECT_NE(code, check_code_of(CheckKey("another key"), "380b3b1eefe19abf7e914bdb46a74efd"));
  std::set<std::string> all;
  for (int i = 0; i < 5000; ++i) all.insert(check_code_of(key, std::to_string(i)));
  EXPECT_EQ(all.size(), 5000u);
}

TEST(CheckCode, IsReadAsPeopleTypeIt) {
  const std::string code = check_code_of(key, "n-1");
  const std::string read = read_check_code(code).value();
  EXPECT_EQ(read.size(), 11u);
  std::string small = code;
  for (char& c : small) c = c == '-' ? ' ' : static_cast<char>(std::tolower(c));
  for (char& c : small) c = c == '0' ? 'o' : c == '1' ? 'l' : c;
  EXPECT_EQ(read_check_code(small), read);
  for (const char* wrong : {"", "7K3M", "7K3M-9QTX-2FB-1", "7K3M-9QTX-2U1", "7K3M/9QTX/2FB"}) EXPECT_FALSE(read_check_code(wrong)) << wrong;
}

// Whoever errs by one sign, or exchanges two, is told so and not counted as somebody who guesses.
TEST(CheckCode, EverySingleSlipIsSeen) {
  std::mt19937 random(20261122);
  for (int run = 0; run < 300; ++run) {
    const std::string code = read_check_code(check_code_of(key, std::to_string(random()))).value();
    for (std::size_t i = 0; i < code.size(); ++i) {
      std::string slipped = code;
      while (slipped[i] == code[i]) slipped[i] = alphabet[random() % 32];
      EXPECT_FALSE(read_check_code(slipped)) << code << " " << slipped;
      if (i + 1 == code.size() || code[i] == code[i + 1]) continue;
      slipped = code;
      std::swap(slipped[i], slipped[i + 1]);
      EXPECT_FALSE(read_check_code(slipped)) << code << " " << slipped;
    }
  }
}

TEST(CheckCode, OnlyItsMacIsKept) {
  const std::string code = read_check_code(check_code_of(key, "n-1")).value();
  EXPECT_EQ(check_code_mac(key, code), check_code_mac(key, code));
  EXPECT_NE(check_code_mac(key, code), check_code_mac(CheckKey("another key"), code)) << "without the key the 2^50 codes cannot be tried";
}

TEST(CheckCode, AnswersShowNoExposure) {
  const CodedNotice notice{std::chrono::year(2026) / 12 / 1, ToldBy::letter, "Vos données personnelles ont été volées", initials_of("Mme Anne Exemple")};
  EXPECT_EQ(notice.initials, "A. E.");
  EXPECT_EQ(initials_of("Éloïse Łęcka"), "É. Ł.");
  EXPECT_EQ(initials_of(""), "");
  const std::string code = check_code_of(key, "n-1");
  const CodeReply genuine = reply_to_code(code, true, std::vector{notice});
  EXPECT_EQ(genuine.answer, CodeAnswer::genuine);
  EXPECT_EQ(genuine.shown, notice);
  EXPECT_EQ(reply_to_code(code, true, std::vector{notice, notice}).shown->initials, "") << "two notices share a code: nobody's initials are shown";
  const CodeReply unknown = reply_to_code(code, true, {});
  EXPECT_EQ(unknown.answer, CodeAnswer::unknown);
  EXPECT_TRUE(unknown.counts_as_wrong);
  const CodeReply mistyped = reply_to_code("7K3M-9QTX", true, std::vector{notice});
  EXPECT_EQ(mistyped.answer, CodeAnswer::mistyped);
  EXPECT_FALSE(mistyped.counts_as_wrong || mistyped.shown);
}

TEST(CheckCode, WhoeverGuessesWaits) {
  const Instant now = at("2026-12-01T12:00:00Z");
  const auto ago = [&](int minutes) { return now - std::chrono::minutes(minutes); };
  const std::vector<Instant> four = {ago(1), ago(2), ago(3), ago(4)}, five = {ago(1), ago(2), ago(3), ago(4), ago(59)},
                             old = {ago(1), ago(2), ago(3), ago(4), ago(61)};
  EXPECT_TRUE(may_look_up(four, four, {}, now));
  EXPECT_FALSE(may_look_up(five, five, {}, now));
  EXPECT_TRUE(may_look_up(old, old, {}, now)) << "an hour later";
  EXPECT_FALSE(may_look_up({}, std::vector<Instant>(2000, ago(1)), {}, now)) << "many sources, one guesser";
  EXPECT_TRUE(reply_to_code(check_code_of(key, "n-1"), false, {}).alarm);
}

}  // namespace
}  // namespace tocsin
