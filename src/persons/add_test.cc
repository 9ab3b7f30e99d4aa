#include "persons/add.h"

#include <gtest/gtest.h>

#include "persons/explain.h"
#include "persons/test_rows.h"

namespace tocsin {
namespace {

using test::Number;
using test::Person;
using test::table_of;

const Number phone{"phone", "352621123456"}, mail{"email", "weber@example.org"}, bsn{"nl_bsn", "111222333"};

const std::vector<Person> first_extract = {
    {"weber", "anna", 19800101, {phone}}, {"klein", "carl", 19700202, {mail}}, {"weber", "anna", 19800101, {phone}}, {"braun", "zoe", 19900303, {bsn}}};

Added added(const std::vector<Person>& more, IdentityTable& table) {
  table = table_of(first_extract);
  const Resolution before = resolve(table);
  table.append(table_of(more));
  return add_records(table, before);
}

TEST(AddRecords, NumbersStayAndTheNewAreCountedOn) {
  IdentityTable table;
  const Added result = added({{"neu", "eva", 19850505, {}}, {"klein", "carl", 19700202, {mail}}, {"neu", "eva", 19850505, {}}}, table);
  EXPECT_EQ(result.persons_before, 3U);
  EXPECT_EQ(result.resolution.person_of, (std::vector<std::uint32_t>{0, 1, 0, 2, 3, 1, 3}));
  EXPECT_EQ(result.newly_affected, (std::vector<std::uint32_t>{3}));
  EXPECT_EQ(result.grown, (std::vector<std::uint32_t>{1}));
  EXPECT_TRUE(result.merged.empty());
}

TEST(AddRecords, ANewRecordMayShowThatTwoAreOne) {
  std::vector<Person> rows = {{"weber", "anna", 19800101, {phone}}, {"klein", "anna", 19800101, {mail}}};
  IdentityTable table = table_of(rows);
  const Resolution before = resolve(table);
  ASSERT_EQ(before.persons, 2U);
  table.append(table_of({{"weber", "anna", 19800101, {phone, mail}}}));
  const Added result = add_records(table, before);
  EXPECT_EQ(result.resolution.person_of, (std::vector<std::uint32_t>{0, 0, 0}));
  EXPECT_EQ(result.merged, (std::vector<std::pair<std::uint32_t, std::uint32_t>>{{1, 0}}));
}

// Whoever is found together anew is found together by adding; the numbers of before go on.
TEST(AddRecords, FindsWhatCountingAnewFinds) {
  std::mt19937 random(21);
  for (int round = 0; round < 60; ++round) {
    const auto rows = test::random_people(random, 60);
    IdentityTable table = table_of({rows.begin(), rows.begin() + 40});
    const Resolution before = resolve(table);
    table.append(table_of({rows.begin() + 40, rows.end()}));
    const Added result = add_records(table, before, 1 + round % 3);
    for (std::size_t i = 0; i < 40; ++i) {
      std::uint32_t person = before.person_of[i];
      for (const auto& [from, to] : result.merged)
        if (from == person) person = to;
      EXPECT_EQ(result.resolution.person_of[i], person);
    }
    // A pair that a weight joins directly is joined, whichever of the two is new.
    for (std::uint32_t a = 0; a < 60; ++a)
      for (std::uint32_t b = std::max(a + 1, 40U); b < 60; ++b) {
        const PairEvidence evidence = evidence_of(table, before.weights, a, b);
        if (evidence.verdict == Verdict::one) {
          EXPECT_EQ(result.resolution.person_of[a], result.resolution.person_of[b]);
        }
      }
  }
}

TEST(Explain, EvidenceAndTheWayFromOneToTheOther) {
  IdentityTable table = table_of(
      {{"weber", "anna", 19800101, {phone}}, {"klein", "anna", 19800101, {phone, mail}}, {"klein", "anna", 0, {mail}}, {"weber", "berta", 19800101, {phone}}});
  const Resolution resolution = resolve(table);
  const Explanation chain = explain(table, resolution, 0, 2);
  EXPECT_TRUE(chain.one_person);
  ASSERT_EQ(chain.path.size(), 2U);
  EXPECT_EQ(chain.path[0].b, 1U);
  EXPECT_LT(chain.pair.sum, resolution.weights.joined);
  const Explanation twins = explain(table, resolution, 0, 3);
  EXPECT_FALSE(twins.one_person);
  EXPECT_EQ(twins.pair.verdict, Verdict::apart);
  std::int32_t sum = 0;
  for (const Evidence& evidence : twins.pair.fields) sum += evidence.weight;
  EXPECT_EQ(sum, twins.pair.sum);
}

TEST(Corrections, ADecisionStandsAboveEveryWeight) {
  const std::vector<Person> rows = {{"weber", "anna", 19800101, {phone}},
                                    {"weber", "anna", 19800101, {phone}},
                                    {"weber", "anna", 19800101, {phone, mail}},
                                    {"klein", "carl", 19700202, {}},
                                    {"klein", "karla", 19700202, {}}};
  IdentityTable table = table_of(rows);
  EXPECT_EQ(resolve(table).persons, 3U);
  const Resolution corrected = resolve(table, {.corrections = {{0, 1, false}, {3, 4, true}}});
  EXPECT_EQ(corrected.person_of, (std::vector<std::uint32_t>{0, 1, 0, 2, 2}));
  EXPECT_EQ(corrected.corrections_refused, 0U);
  const Resolution quarrel = resolve(table, {.corrections = {{0, 1, true}, {0, 1, false}}});
  EXPECT_NE(quarrel.person_of[0], quarrel.person_of[1]);
  EXPECT_EQ(quarrel.corrections_refused, 1U);
}

}  // namespace
}  // namespace tocsin
