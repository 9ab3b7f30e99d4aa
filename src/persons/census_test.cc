#include "persons/census.h"

#include <gtest/gtest.h>

#include "persons/match_keys.h"

namespace tocsin {
namespace {

struct Household {
  IdentityTable table;
  std::vector<ExposureRow> exposures;
  KeyedHash hash{KeyedHash::Key{}};
  void add(const char* given, std::int32_t birth_date, const char* nir, Standing standing, ExposureRow exposure) {
    CanonicalRecord record;
    record.family_name = "dupont";
    record.given_name = given;
    record.birth_date = birth_date;
    record.standing = standing;
    if (nir != nullptr) record.numbers.push_back({&use_of("fr_nir"), nir, NumberScope::shared});
    add_identity(table, record, hash);
    exposures.push_back(exposure);
  }
  Census census() {
    const Resolution resolution = resolve(table);
    return census_of(table, exposures, resolution);
  }
};

TEST(Census, AFamilyUnderOneNumber) {
  Household family;
  family.add("jean", 19600101, "160019912345678", Standing::insured, {1, 0b011});
  family.add("jean", 19600101, "160019912345678", Standing::insured, {2, 0b001});
  family.add("lea", 20100101, "160019912345678", Standing::dependant, {1, 0b101});
  family.add("luc", 20100101, "160019912345678", Standing::dependant, {1, 0b001});
  family.add("anna", 19700101, "270019912345678", Standing::unknown, {0, 0});  // alone under her number
  family.add("zoe", 19700202, nullptr, Standing::unknown, {0, 0});
  const Census census = family.census();
  EXPECT_EQ(census.persons.size(), 5U);
  EXPECT_EQ(census.by_number_only, 3U);  // two numbers, and one row without
  EXPECT_EQ(census.insured, 2U);
  EXPECT_EQ(census.dependants, 2U);
  EXPECT_EQ(census.undetermined, 1U);
  EXPECT_EQ(census.by_controller.at(1).records, 3U);
  EXPECT_EQ(census.by_controller.at(1).persons, 3U);
  EXPECT_EQ(census.by_controller.at(2).persons, 1U);
  const auto controllers = census.controllers_of(census.persons.front());
  EXPECT_EQ(std::vector(controllers.begin(), controllers.end()), (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(census.persons.front().kinds, 0b011U);
  EXPECT_EQ(census.by_kind[0].records, 4U);
  EXPECT_EQ(census.by_kind[0].persons, 3U);
}

TEST(MatchKeys, NamesakesAtOneDoorAreToldApartByBirthDate) {
  IdentityTable table;
  const KeyedHash hash{KeyedHash::Key{}};
  CanonicalRecord record;
  record.family_name = "weber";
  record.given_name = "jean";
  record.postcode = "4030";
  record.street = "rue du moulin";
  record.house_number = "7";
  for (const std::int32_t birth_date : {19500101, 19800505}) {
    record.birth_date = birth_date;
    add_identity(table, record, hash);
  }
  EXPECT_EQ(resolve(table).persons, 2U);
  record.birth_date = 19500101;
  record.postcode = "9999";
  add_identity(table, record, hash);
  EXPECT_EQ(resolve(table).persons, 2U);
}

}  // namespace
}  // namespace tocsin
