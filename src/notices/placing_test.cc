#include "notices/placing.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Placing, EveryoneIsToldByTheOneWhoMayTellThem) {
  struct Case {
    const char* story;
    PersonStanding person;
    Circle circle;
    Reader reader;
    std::string_view held;
  };
  const Case cases[] = {
      {"an ordinary customer", {}, Circle::ordinary, Reader::person, ""},
      {"left last year", {.former_customer = true}, Circle::former_customer, Reader::person, ""},
      {"an adult insured through a spouse has a letter of her own", {.through_insured = true}, Circle::dependant, Reader::person, ""},
      {"a child insured through a parent", {.minor = true, .through_insured = true}, Circle::minor, Reader::insured, ""},
      {"a child whose guardian the file names", {.minor = true, .guardian_named = true, .through_insured = true}, Circle::minor, Reader::named_guardian, ""},
      {"a child with a contract of its own and nobody named", {.minor = true}, Circle::minor, Reader::person, "minor_guardian_unknown"},
      {"an adult under guardianship", {.guardianship = true, .guardian_named = true}, Circle::guardianship, Reader::named_guardian, ""},
      {"under guardianship, insured through another: that one is not the guardian",
       {.guardianship = true, .through_insured = true},
       Circle::guardianship,
       Reader::person,
       "guardian_unknown"},
      {"hidden from a violent partner", {.protected_address = true, .through_insured = true}, Circle::protected_address, Reader::person, "protected_address"},
      {"a hidden child is not written to at the insured's door",
       {.protected_address = true, .minor = true, .through_insured = true},
       Circle::protected_address,
       Reader::person,
       "protected_address"},
      {"died", {.deceased = true, .minor = true}, Circle::deceased, Reader::person, "deceased"},
  };
  for (const Case& one : cases) {
    const Placing placing = placing_of(one.person);
    EXPECT_EQ(name_of(placing.circle), name_of(one.circle)) << one.story;
    EXPECT_EQ(placing.reader, one.reader) << one.story;
    EXPECT_EQ(placing.held, one.held) << one.story;
  }
}

// All 128: flags protect, whatever else is true.
TEST(Placing, NoFlagIsOverlooked) {
  for (unsigned bits = 0; bits < 128; ++bits) {
    const auto bit = [&](unsigned place) { return (bits >> place & 1) != 0; };
    const PersonStanding person{bit(0), bit(1), bit(2), bit(3), bit(4), bit(5), bit(6)};
    for (const bool insured_is_guardian : {true, false}) {
      const Placing placing = placing_of(person, insured_is_guardian);
      const bool leaves = placing.held.empty();
      EXPECT_FALSE(leaves && (person.deceased || person.protected_address));
      EXPECT_FALSE(leaves && person.minor && placing.reader == Reader::person) << "a minor's own name on the envelope";
      EXPECT_FALSE(placing.reader == Reader::insured && (!person.minor || !insured_is_guardian)) << "an adult's exposure told to the insured";
      EXPECT_FALSE(leaves && (person.minor || person.guardianship) && placing.addressed != Addressed::guardian);
    }
  }
}

}  // namespace
}  // namespace tocsin
