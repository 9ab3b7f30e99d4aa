#include "words/words.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Messages, AnIdIsThePathOfTables) {
  const Messages texts = messages_of("top = \"t\"\n[due]\nnone = \"Nothing.\"\n[due.\"a b\"]\nx = \"y\"\n", "t").value();
  EXPECT_EQ(texts.at("top").other, "t");
  EXPECT_EQ(texts.at("due.none").other, "Nothing.");
  EXPECT_EQ(texts.at("due.a b.x").other, "y");
  EXPECT_EQ(messages_of("a = { one = \"x\", other = \"y\" }", "t").value().at("a").one, "x");
  EXPECT_EQ(messages_of("a = { mail = \"x\", other = \"y\" }", "t").value().at("a.other").other, "y");
}

TEST(Messages, WhatIsNoTextIsFound) {
  for (const char* toml : {"a = 1", "a = \"\"", "a = [\"x\"]", "a = { one = \"x\", other = 1 }"}) EXPECT_FALSE(messages_of(toml, "t")) << toml;
}

TEST(Messages, OnlyNamesAreHoles) { EXPECT_EQ(placeholders_of("{b} and {a_1}, {b}; {\"kind\": 1} {} {open"), (std::vector<std::string>{"a_1", "b"})); }

TEST(Words, ValuesAreFilledByName) {
  const Words say = Words::in("en").value();
  EXPECT_EQ(say("time.day", {{"day", "23"}, {"weekday", "Mon"}, {"year", "2026"}, {"month", "Nov"}}), "Mon 23 Nov 2026");
  EXPECT_EQ(say("nobody.wrote.this"), "nobody.wrote.this");
  EXPECT_EQ(say("time.day", {{"day", "{year}"}}), "{weekday} {year} {month} {year}") << "a value is never read as a text";
}

TEST(Words, ANumberChoosesItsForm) {
  const Words english = Words::in("en").value(), french = Words::in("fr").value(), german = Words::in("de").value();
  EXPECT_EQ(english("tick.duties", {{"count", 0}}), "0 duties");
  EXPECT_EQ(english("tick.duties", {{"count", 1}}), "1 duty");
  EXPECT_EQ(english("tick.duties", {{"count", 2000}}), "2,000 duties");
  EXPECT_EQ(french("tick.duties", {{"count", 0}}), "0 obligation");
  EXPECT_EQ(german("tick.duties", {{"count", 2000}}), "2.000 Pflichten");
  EXPECT_EQ(german.decimal(1.25, 1), "1,2");
}

TEST(Words, AnUnknownLanguageNamesThoseThereAre) {
  const auto words = Words::in("xx");
  ASSERT_FALSE(words);
  EXPECT_EQ(words.error().kind, ErrorKind::not_found);
  EXPECT_EQ(words.error().remedy, "languages: de en fr");
}

TEST(Words, AWordOfTheVocabularyIsSaidOrShown) {
  const Words say = Words::in("fr", "facts").value();
  EXPECT_EQ(said_word(say, "nature", "confidentiality"), "confidentialité");
  EXPECT_EQ(said_word(say, "nature", "a_new_word"), "a new word");
}

}  // namespace
}  // namespace tocsin
