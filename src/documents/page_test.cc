#include "documents/page.h"

#include <gtest/gtest.h>

#include <set>

namespace tocsin {
namespace {

TEST(Page, TwoStarsBeginAndEndBold) {
  EXPECT_EQ(with_bold("call **today**."), (RichText{{"call ", false}, {"today", true}, {".", false}}));
  EXPECT_EQ(with_bold("**all**"), (RichText{{"all", true}}));
  EXPECT_EQ(with_bold("a * b"), (RichText{{"a * b", false}}));
  EXPECT_EQ(with_bold(""), RichText{});
  EXPECT_EQ(plain_text(with_bold("call **today**.")), "call today.");
}

// What a value looks like is never markup.
TEST(Page, PlainTextKeepsItsStars) { EXPECT_EQ(plain_text(plain("**x**")), "**x**"); }

TEST(Page, EveryChangeOfALetterChangesItsDigest) {
  const Letter base{.id = "n-1", .language = "fr", .address = {"Anne Exemple", "75001 PARIS"}, .subject = "s", .body = {Paragraph{plain("ab")}}};
  std::vector<Letter> letters(9, base);
  letters[1].id = "n-2";
  letters[2].language = "de";
  letters[3].address = {"Anne", "Exemple75001 PARIS"};
  letters[4].reference = {{"Date", plain("x")}};
  letters[5].subject = "t";
  letters[6].body = {Paragraph{bold("ab")}};
  letters[7].body = {Paragraph{{{"a", false}, {"b", false}}}};
  letters[8].body = {Heading{1, "ab"}};
  std::set<Digest> digests;
  for (const Letter& letter : letters) digests.insert(content_digest(letter));
  EXPECT_EQ(digests.size(), letters.size());
  EXPECT_EQ(content_digest(base), content_digest(letters[0]));
}

}  // namespace
}  // namespace tocsin
