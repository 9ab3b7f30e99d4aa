#include "rules/assessment/decision.h"

#include <gtest/gtest.h>

namespace tocsin::assessment {
namespace {

const Decider director{"Inga Falk", true, false}, officer{"Paul Meert", false, true}, deputy{"Ida Brandt", true, false};

TEST(MayDecide, who_may_do_what) {
  struct Row {
    const char* story;
    Risk proposed, decided;
    bool disagreement;
    const char* reason;
    std::vector<Decider> deciders;
    bool may;
  };
  const Row rows[] = {
      {"as proposed", Risk::risk, Risk::risk, false, "", {director}, true},
      {"raising is free", Risk::unlikely, Risk::high, false, "", {director}, true},
      {"lowering alone", Risk::high, Risk::risk, false, "the device came back", {director}, false},
      {"lowering without a reason", Risk::high, Risk::risk, false, "  ", {director, deputy}, false},
      {"lowering with a reason and a second person", Risk::high, Risk::risk, false, "the device came back", {director, deputy}, true},
      {"the officer may be the second person", Risk::high, Risk::risk, false, "the device came back", {director, officer}, true},
      {"the officer is never the only name", Risk::risk, Risk::risk, false, "", {officer}, false},
      {"the same person twice is one", Risk::high, Risk::risk, false, "the device came back", {director, director}, false},
      {"nobody", Risk::risk, Risk::risk, false, "", {}, false},
      {"a nameless decider", Risk::risk, Risk::risk, false, "", {{"", true, false}}, false},
      {"two opinions and no word about it", Risk::risk, Risk::risk, true, "", {director}, false},
      {"two opinions and a reason", Risk::risk, Risk::risk, true, "the score does not know the recipient", {director}, true},
  };
  for (const Row& row : rows) {
    Proposal proposal{row.proposed, {}};
    if (row.disagreement) proposal.disagreement = Disagreement{row.proposed, Risk::high};
    const auto may = may_decide(proposal, {row.decided, row.reason}, row.deciders);
    EXPECT_EQ(may.has_value(), row.may) << row.story;
    if (!may) {
      EXPECT_EQ(may.error().kind, ErrorKind::refused) << row.story;
      EXPECT_FALSE(may.error().remedy.empty()) << row.story;
    }
  }
}

TEST(Disagreement, is_only_what_lies_outside_the_range) {
  EnisaScore medium;
  medium.band = Band::medium;
  EXPECT_FALSE(disagreement_of(Risk::risk, Risk::risk, medium));
  EXPECT_FALSE(disagreement_of(Risk::unlikely, Risk::high, medium));
  const auto higher = disagreement_of(Risk::unlikely, Risk::unlikely, medium);
  ASSERT_TRUE(higher);
  EXPECT_TRUE(higher->second_is_higher());
  const auto lower = disagreement_of(Risk::high, Risk::high, medium);
  ASSERT_TRUE(lower);
  EXPECT_FALSE(lower->second_is_higher());
}

}  // namespace
}  // namespace tocsin::assessment
