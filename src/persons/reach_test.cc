#include "persons/reach.h"

#include <gtest/gtest.h>

#include "persons/match_keys.h"

namespace tocsin {
namespace {

void add(IdentityTable& table, const char* given, std::int32_t birth_date, const char* nir) {
  CanonicalRecord record;
  record.family_name = "dupont";
  record.given_name = given;
  record.birth_date = birth_date;
  if (nir != nullptr) record.numbers.push_back({&use_of("fr_nir"), nir, NumberScope::shared});
  add_identity(table, record, KeyedHash(KeyedHash::Key{}));
}

TEST(Reach, SelfThroughTheInsuredOrNotAtAll) {
  IdentityTable records, members;
  add(records, "jean", 19600101, "160019912345678");
  add(records, "jean", 19600101, nullptr);
  add(records, "lea", 20100101, "160019912345678");
  add(records, "zoe", 19700202, nullptr);
  add(members, "marc", 19550505, "155059912345678");
  add(members, "jean", 19600101, "160019912345678");
  const Resolution resolution = resolve(records);
  ASSERT_EQ(resolution.persons, 3U);
  const auto found = members_of(records, resolution, members);
  EXPECT_EQ(found[0].member, 1U);
  EXPECT_FALSE(found[0].by_insured);
  EXPECT_EQ(found[1].member, 1U);
  EXPECT_TRUE(found[1].by_insured);
  EXPECT_EQ(found[2].member, FoundMember::none);
}

TEST(Reach, Minors) {
  EXPECT_TRUE(is_minor(20081123, 20261122));
  EXPECT_FALSE(is_minor(20081122, 20261122));
  EXPECT_FALSE(is_minor(0, 20261122));
}

}  // namespace
}  // namespace tocsin
