#include "facts/fact.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

using Words = std::map<std::string, std::string, std::less<>>;

TEST(Fact, WordsOfACommandLineBecomeAFact) {
  const auto fact = fact_of_words("became_aware", Words{{"at", "2026-11-20T18:20:00+01:00"}, {"basis", "call from the processor"}, {"supersedes", "3"}});
  ASSERT_TRUE(fact) << fact.error().what;
  EXPECT_EQ(std::get<fact::BecameAware>(fact->body).at, at("2026-11-20T17:20:00Z"));
  EXPECT_EQ(fact->basis, "call from the processor");
  EXPECT_EQ(fact->supersedes, 3U);
}

TEST(Fact, ListsFlagsAndNumbersAreReadByTheirType) {
  const auto exposed = fact_of_words("data_exposed", Words{{"kinds", "basic, national_id"}, {"special", "no"}});
  ASSERT_TRUE(exposed) << exposed.error().what;
  EXPECT_EQ(std::get<fact::DataExposed>(exposed->body).kinds, (std::vector{word::DataKind::basic, word::DataKind::national_id}));
  EXPECT_EQ(std::get<fact::DataExposed>(exposed->body).special, false);
  EXPECT_EQ(std::get<fact::PersonsCounted>(fact_of_words("persons_counted", Words{{"best", "260000"}}).value().body).best, 260000);
}

struct Refused {
  const char* story;
  const char* kind;
  Words words;
  const char* where;
};

TEST(Fact, BadWordsAreToldWithTheirPlace) {
  const Refused stories[] = {
      {"unknown kind", "became_awake", {}, "fact add"},
      {"unknown field", "became_aware", {{"at", "2026-11-20T18:20:00Z"}, {"when", "now"}}, "became_aware: when"},
      {"unknown state", "became_aware", {{"at", "2026-11-20T18:20:00Z"}, {"state", "guessed"}}, "became_aware: state"},
      {"required field missing", "became_aware", {{"basis", "x"}}, "became_aware: at"},
      {"time without zone", "became_aware", {{"at", "2026-11-20T18:20:00"}}, "became_aware: at"},
      {"unknown word", "risk_assessed", {{"risk", "some"}, {"reason", "x"}}, "risk_assessed: risk"},
      {"one bad word of a list", "data_exposed", {{"kinds", "basic,horoscope"}}, "data_exposed: kinds"},
      {"empty list", "data_exposed", {{"kinds", " , "}}, "data_exposed: kinds"},
      {"number with separators", "persons_counted", {{"best", "260,000"}}, "persons_counted: best"},
      {"flag that is none", "nature_established", {{"nature", "confidentiality"}, {"intent", "maybe"}}, "nature_established: intent"},
  };
  for (const Refused& story : stories) {
    SCOPED_TRACE(story.story);
    const auto fact = fact_of_words(story.kind, story.words);
    ASSERT_FALSE(fact);
    EXPECT_EQ(fact.error().kind, ErrorKind::invalid);
    EXPECT_EQ(fact.error().where, story.where);
  }
}

TEST(Fact, NotKnownYetNeedsNoFields) {
  const auto fact = fact_of_words("persons_counted", Words{{"state", "unknown_yet"}});
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->state, Knowledge::unknown_yet);
}

TEST(Fact, SealedBytesAreCanonicalAndReadBack) {
  for (const fact::KindInfo& kind : fact::kinds()) {
    SCOPED_TRACE(kind.name);
    NewFact fact{body_of(kind.name, json::object{}, Knowledge::unknown_yet, "test").value(), Knowledge::unknown_yet, "basis", 7};
    const std::string sealed = sealed_bytes(fact);
    const auto back = fact_of_sealed(sealed);
    ASSERT_TRUE(back);
    EXPECT_EQ(sealed_bytes(*back), sealed);
    EXPECT_EQ(back->body, fact.body);
  }
}

TEST(Fact, EveryKindIsInThePastTenseAndExplained) {
  for (const fact::KindInfo& kind : fact::kinds()) {
    EXPECT_FALSE(kind.says.empty());
    EXPECT_FALSE(kind.source.empty()) << kind.name;
    for (const fact::FieldInfo& field : kind.fields) EXPECT_FALSE(field.says.empty()) << kind.name << "." << field.name;
  }
}

TEST(Fact, ContradictoryNumbersAndImpossibleTimesAreRefused) {
  const Instant now = at("2026-11-22T12:00:00Z");
  const auto says = [&](const char* kind, const Words& words) { return plausible(fact_of_words(kind, words).value(), now).has_value(); };
  EXPECT_TRUE(says("persons_counted", {{"min", "1"}, {"best", "2"}, {"max", "3"}}));
  EXPECT_FALSE(says("persons_counted", {{"min", "4"}, {"best", "2"}}));
  EXPECT_FALSE(says("persons_counted", {{"best", "4"}, {"max", "3"}}));
  EXPECT_FALSE(says("persons_counted", {{"min", "4"}, {"max", "3"}}));
  EXPECT_FALSE(says("persons_counted", {{"best", "-1"}}));
  EXPECT_FALSE(says("persons_counted", {}));
  EXPECT_FALSE(says("persons_counted", {{"best", "9223372036854775807"}}));
  EXPECT_TRUE(says("own_target_set", {{"obligation", "inform_persons"}, {"hours", "240"}}));
  EXPECT_FALSE(says("own_target_set", {{"obligation", "inform_persons"}, {"hours", "-1"}}));
  EXPECT_FALSE(says("own_target_set", {{"obligation", "inform_persons"}, {"hours", "9223372036854775807"}}));
  EXPECT_FALSE(says("party_involved", {{"role", "controller"}, {"name", "x"}, {"alert_hours", "99999999999"}}));
  EXPECT_FALSE(says("became_aware", {{"at", "2026-11-23T12:00:00Z"}}));
  EXPECT_FALSE(says("breach_happened", {{"begin", "2026-11-02T12:00:00Z"}, {"end", "2026-11-01T12:00:00Z"}, {"precision", "exact"}}));
  EXPECT_FALSE(says("protection_assessed", {{"protection", "encryption"}, {"coverage_percent", "101"}}));
}

TEST(Fact, WhatNobodyCouldReadIsNotRecorded) {
  const Instant now = at("2026-11-22T12:00:00Z");
  const auto where = [&](const Words& words) {
    const auto done = plausible(fact_of_words("lesson_learnt", words).value(), now);
    return done ? "recorded" : done.error().where;
  };
  EXPECT_EQ(where({{"text", "Zoë's back-up:\ntwo lines"}}), "recorded");
  EXPECT_EQ(where({{"text", "\xff"}}), "lesson_learnt: text");  // a store that took it could not be read again
  EXPECT_EQ(where({{"text", "\x1b[2J"}}), "lesson_learnt: text");
  EXPECT_EQ(where({{"text", "a"}, {"basis", "\xff"}}), "lesson_learnt: basis");
}

}  // namespace
}  // namespace tocsin
