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
  EXPECT_EQ(steps_of(kinds(), {"name", "password_hash", "bank_account"}).front(), "change_password");
  EXPECT_EQ(steps_of(kinds(), {"bank_account"}), (Words{"watch_account", "beware_callers", "keep_letter"}));
}

TEST(DataKinds, MoreKindsNeverMeanFewerConsequencesOrSteps) {
  const DataKinds all = kinds();
  for (const DataKind& one : all.kinds) {
    for (const DataKind& other : all.kinds) {
      const Words both = {one.id, other.id};
      EXPECT_GE(consequences_of(all, both).size(), consequences_of(all, {one.id}).size());
      EXPECT_GE(steps_of(all, both).size(), steps_of(all, {other.id}).size());
    }
  }
}

TEST(DataKinds, AFileWithAnUnorderedStepIsRefused) {
  const auto result = data_kinds_of("consequences = []\nsteps = []\n[[kind]]\nid = \"other\"\nsteps = [\"run\"]\n", "test");
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().what.find("run"), std::string::npos);
}

}  // namespace
}  // namespace tocsin
