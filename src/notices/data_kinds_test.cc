#include "notices/data_kinds.h"

#include <gtest/gtest.h>

#include "resources/resources.h"

namespace tocsin {
namespace {

DataKinds kinds() { return data_kinds_of(*resource("law/notices/kinds.toml"), "law/notices/kinds.toml").value(); }

using Words = std::vector<std::string>;

TEST(DataKinds, ColumnsBecomeKindsEachOnce) {
  EXPECT_EQ(kinds_of_columns(kinds(), {"given_name", "birth_date", "family_name", "fr_nir"}), (Words{"name", "birth_date", "social_security_number"}));
  EXPECT_EQ(kinds_of_columns(kinds(), {}), Words{});
}

// To stay silent about a column because we have no word for it would be to say less than was exposed.
TEST(DataKinds, AColumnNobodyKnowsIsTold) { EXPECT_EQ(kinds_of_columns(kinds(), {"family_name", "shoe_size"}), (Words{"name", "other"})); }

TEST(DataKinds, TheMostUrgentStepComesFirst) {
  EXPECT_EQ(steps_of(kinds(), {"name", "password_hash", "bank_account"}, Harm::read).front(), "change_password");
  EXPECT_EQ(steps_of(kinds(), {"bank_account"}, Harm::read), (Words{"watch_account", "beware_callers", "keep_letter"}));
}

TEST(DataKinds, MoreKindsNeverMeanFewerConsequencesOrSteps) {
  const DataKinds all = kinds();
  for (const DataKind& one : all.kinds) {
    for (const DataKind& other : all.kinds) {
      const Words both = {one.id, other.id};
      for (const Harm harm : all_harms) {
        EXPECT_GE(consequences_of(all, both, harm).size(), consequences_of(all, {one.id}, harm).size());
        EXPECT_GE(steps_of(all, both, harm).size(), steps_of(all, {other.id}, harm).size());
      }
    }
  }
}

// A stolen account number invites swindlers; one that is gone delays a payment; a changed one sends it elsewhere.
TEST(DataKinds, WhatIsGoneHarmsOtherwiseThanWhatWasRead) {
  EXPECT_EQ(consequences_of(kinds(), {"bank_account"}, Harm::read), (Words{"debit_fraud", "phishing"}));
  EXPECT_EQ(consequences_of(kinds(), {"bank_account"}, Harm::gone), (Words{"payment_delayed", "service_gone"}));
  EXPECT_EQ(consequences_of(kinds(), {"bank_account"}, Harm::altered), (Words{"payment_wrong", "decision_wrong"}));
}

// Somebody is always told what it can mean and what to do, whatever was hit and however.
TEST(DataKinds, NoHarmIsWithoutConsequenceAndStep) {
  const DataKinds all = kinds();
  for (const DataKind& kind : all.kinds)
    for (const Harm harm : all_harms) {
      if (kind.id == "sex" && harm == Harm::read) continue;  // never exposed alone: it tells nothing without a name
      EXPECT_FALSE(consequences_of(all, {kind.id}, harm).empty()) << kind.id << " " << name_of(harm);
      EXPECT_FALSE(steps_of(all, {kind.id}, harm).empty()) << kind.id << " " << name_of(harm);
    }
}

TEST(DataKinds, AFileWithAnUnorderedStepIsRefused) {
  const auto result = data_kinds_of("consequences = []\nsteps = []\n[[kind]]\nid = \"other\"\nsteps = [\"run\"]\n", "test");
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().what.find("run"), std::string::npos);
}

}  // namespace
}  // namespace tocsin
