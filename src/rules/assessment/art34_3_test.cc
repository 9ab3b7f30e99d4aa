#include "rules/assessment/art34_3.h"

#include <gtest/gtest.h>

#include "rules/assessment/test_profiles.h"

namespace tocsin::assessment {
namespace {

Telling telling(const BreachProfile& profile, const Claims& claims) { return telling_of(profile, duties_of(profile), claims); }

TEST(Exceptions, a_claim_needs_each_piece_of_its_evidence) {
  BreachProfile profile = stolen_notebook();
  profile.backup = Backup::available;
  Claims claims;
  EXPECT_EQ(exception_a(profile, claims).standing, Standing::not_claimed);
  claims.unintelligible = true;
  struct Row {
    const char* story;
    Protection protection;
    Standing standing;
    std::size_t missing;
  };
  const Row rows[] = {
      {"all shown", {ProtectionKind::encryption, true, false}, Standing::holds, 0},
      {"nothing shown", {}, Standing::evidence_missing, 3},
      {"a special reader is not encryption", {ProtectionKind::special_reader, true, false}, Standing::evidence_missing, 1},
      {"the key is open", {ProtectionKind::encryption, true, {}}, Standing::evidence_missing, 1},
      {"the key is gone", {ProtectionKind::encryption, true, true}, Standing::fails, 1},
      {"an old cipher and an open key", {ProtectionKind::encryption, false, {}}, Standing::fails, 2},
      {"not encrypted", {ProtectionKind::none, true, false}, Standing::fails, 1},
  };
  for (const Row& row : rows) {
    profile.protection = row.protection;
    const Exception found = exception_a(profile, claims);
    EXPECT_EQ(found.standing, row.standing) << row.story;
    EXPECT_EQ(found.missing.size(), row.missing) << row.story;
  }
}

TEST(Exceptions, encryption_does_not_help_who_lost_their_data) {
  BreachProfile profile = locked_files();
  profile.protection = {ProtectionKind::encryption, true, false};
  profile.service_impact = Impact::severe;
  Claims claims;
  claims.unintelligible = true;
  EXPECT_EQ(exception_a(profile, claims).standing, Standing::fails);
  EXPECT_EQ(telling(profile, claims), Telling::individually);
}

TEST(Exceptions, later_measures_count_when_somebody_verified_them_in_time) {
  Claims claims;
  claims.later = {true, "accounts blocked", "", true};
  EXPECT_EQ(exception_b(claims).standing, Standing::evidence_missing);
  EXPECT_EQ(telling(stolen_notebook(), claims), Telling::individually);
  claims.later.verified_by = "forensic examiner";
  EXPECT_EQ(exception_b(claims).standing, Standing::holds);
  EXPECT_EQ(telling(stolen_notebook(), claims), Telling::not_required);
  claims.later.before_any_use = false;
  EXPECT_EQ(exception_b(claims).standing, Standing::evidence_missing);
}

TEST(Exceptions, disproportionate_effort_is_never_silence) {
  Claims claims;
  claims.effort = {true, "addresses of former customers are gone", ""};
  EXPECT_EQ(telling(stolen_notebook(), claims), Telling::individually);
  claims.effort.public_means = "notices in two newspapers and on the website";
  EXPECT_EQ(telling(stolen_notebook(), claims), Telling::by_public_notice);
}

TEST(Exceptions, what_is_not_owed_needs_no_exception_and_what_is_open_stays_open) {
  EXPECT_EQ(telling(swapped_parcel(), {}), Telling::not_required);
  BreachProfile open = stolen_notebook();
  open.protection = {};
  EXPECT_EQ(telling(open, {}), Telling::needs_input);
}

}  // namespace
}  // namespace tocsin::assessment
