#include "persons/resolve.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "persons/blocking.h"
#include "persons/closing.h"
#include "persons/test_rows.h"

namespace tocsin {
namespace {

using test::Number;
using test::Person;
using test::table_of;

const Number nir{"fr_nir", "160019912345678"}, other_nir{"fr_nir", "260019912345678"};
const Number annas_nir{"fr_nir", "280019912345678", true, true}, other_annas_nir{"fr_nir", "280017512345678", true, true};
const Number contract{"policy_no", "4711"}, bsn{"nl_bsn", "111222333"}, other_bsn{"nl_bsn", "123456782"}, typed_bsn{"nl_bsn", "111222433", false};
const Number mail{"email", "weber@example.org"}, phone{"phone", "352621123456"}, iban{"iban", "LU12"};

struct Story {
  const char* name;
  std::vector<Person> rows;
  std::vector<std::uint32_t> persons;
};

const Story stories[] = {
    // What a number can say, and what it cannot.
    {"nothing in common", {{"weber", "anna", 19800101}, {"klein", "carl", 19700202}}, {0, 1}},
    {"the same row twice", {{"weber", "anna", 19800101, {nir}}, {"weber", "anna", 19800101, {nir}}}, {0, 0}},
    {"number alone is not enough", {{"", "", 0, {nir}}, {"weber", "anna", 20100101, {nir}}}, {0, 1}},
    {"own number alone", {{"weber", "anna", 0, {bsn}}, {"", "", 0, {bsn}}}, {0, 0}},
    {"own number, another given name", {{"weber", "anna", 19800101, {bsn}}, {"weber", "berta", 19800101, {bsn}}}, {0, 0}},
    {"own number that name and date contradict", {{"weber", "anna", 19800101, {bsn}}, {"klein", "carl", 19510909, {bsn}}}, {0, 1}},
    {"own number with a wrong digit", {{"weber", "anna", 19800101, {bsn, phone}}, {"weber", "anna", 19800101, {typed_bsn, phone}}}, {0, 0}},
    {"namesakes born on one day, two own numbers", {{"weber", "anna", 19800101, {bsn}}, {"weber", "anna", 19800101, {other_bsn}}}, {0, 1}},
    {"namesakes born on one day, each under a NIR of their own",
     {{"weber", "anna", 19800101, {annas_nir}}, {"weber", "anna", 19800101, {other_annas_nir}}},
     {0, 1}},
    {"under one's own NIR and under a parent's", {{"weber", "anna", 19800101, {annas_nir}}, {"weber", "anna", 19800101, {other_nir}}}, {0, 0}},

    // Households.
    {"one family under the father's number",
     {{"weber", "jean", 19600101, {nir}}, {"weber", "anna", 19620303, {nir}}, {"weber", "carl", 19900505, {nir}}},
     {0, 1, 2}},
    {"a couple with one address, box, phone and account, born in one week",
     {{"weber", "anna", 19800101, {mail, phone, iban}, "4030", "rue du moulin"}, {"weber", "carl", 19800105, {mail, phone, iban}, "4030", "rue du moulin"}},
     {0, 1}},
    {"twins", {{"weber", "anna", 20100101, {nir, mail, phone}, "4030", "x"}, {"weber", "berta", 20100101, {nir, mail, phone}, "4030", "x"}}, {0, 1}},
    {"father and son of one name under one number", {{"weber", "jean", 19600101, {nir}}, {"weber", "jean", 19900505, {nir}}}, {0, 1}},
    {"father and son of one name at one address with everything in common",
     {{"weber", "jean", 19600101, {mail, phone, iban, contract}, "4030", "x"}, {"weber", "jean", 19900505, {mail, phone, iban, contract}, "4030", "x"}},
     {0, 1}},
    {"two children given one name, as no parents do", {{"weber", "jean", 20100101, {nir}}, {"weber", "jean", 20130517, {nir}}}, {0, 1}},
    {"brothers called Jean and Jean-Pierre", {{"weber", "jean", 20100101, {nir, phone}}, {"weber", "jean pierre", 20120707, {nir, phone}}}, {0, 1}},
    {"a child under both parents", {{"weber", "carl", 20100101, {nir}}, {"weber", "carl", 20100101, {other_nir}}}, {0, 0}},

    // Who knows less.
    {"a record without given name between twins",
     {{"weber", "anna", 20100101, {nir}}, {"weber", "berta", 20100101, {nir}}, {"weber", "", 20100101, {nir}}},
     {0, 1, 2}},
    {"a record without given name, no twins", {{"weber", "anna", 20100101, {nir}}, {"weber", "", 20100101, {nir}}}, {0, 0}},
    {"birth date missing once", {{"weber", "jean", 19600301, {nir}}, {"weber", "jean", 0, {nir}}}, {0, 0}},
    {"birth date missing beside father and son",
     {{"weber", "jean", 19600101, {nir}}, {"weber", "jean", 19900505, {nir}}, {"weber", "jean", 0, {nir}}},
     {0, 1, 2}},
    {"birth date missing, another surname", {{"weber", "jean", 19600301, {nir}}, {"klein", "jean", 0, {nir}}}, {0, 1}},
    {"no birth dates at all", {{"weber", "jean", 0, {mail}}, {"weber", "jean", 0, {mail}}, {"weber", "anna", 0, {mail}}}, {0, 0, 1}},
    {"placed by its own number, it joins nobody else",
     {{"weber", "anna", 20100101, {bsn, phone}}, {"weber", "berta", 20100101, {phone}}, {"weber", "", 20100101, {bsn, phone}}},
     {0, 1, 0}},

    // How records go wrong.
    {"day and month swapped", {{"weber", "jean", 19600301, {nir}}, {"weber", "jean", 19600103, {nir}}}, {0, 0}},
    {"a digit of the birth date wrong", {{"weber", "jean", 19600301, {nir}}, {"weber", "jean", 19600302, {nir}}}, {0, 0}},
    {"married, new surname, same number and date", {{"weber", "anna", 19800101, {nir}}, {"klein", "anna", 19800101, {nir}}}, {0, 0}},
    {"names in each other's column", {{"weber", "anna", 19800101, {mail}}, {"anna", "weber", 19800101, {mail}}}, {0, 0}},
    {"a short form of the given name", {{"weber", "johannes", 19800101, {phone}}, {"weber", "jean", 19800101, {phone}}}, {0, 0}},
    {"one of two given names", {{"weber", "marie anne", 19800101, {phone}}, {"weber", "anne", 19800101, {phone}}}, {0, 0}},
    {"an initial", {{"weber", "anna", 19800101, {phone}}, {"weber", "a", 19800101, {phone}}}, {0, 0}},
    {"a typing error in each name", {{"webre", "anna", 19800101, {phone}}, {"weber", "anan", 19800101, {phone}}}, {0, 0}},
    {"moved, new phone, same name and date", {{"weber", "anna", 19800101, {phone}, "4030", "x"}, {"weber", "anna", 19800101, {mail}, "9999", "y"}}, {0, 0}},
    {"found by a chain", {{"weber", "anna", 19800101, {nir}}, {"klein", "anna", 19800101, {nir, contract}}, {"klein", "anna", 0, {contract}}}, {0, 0, 0}},
};

TEST(Resolve, Stories) {
  for (const Story& story : stories) {
    IdentityTable table = table_of(story.rows);
    EXPECT_EQ(resolve(table).person_of, story.persons) << story.name;
  }
}

TEST(Resolve, ANumberOfEverybodyNamesNobody) {
  std::vector<Person> rows;
  for (int i = 0; i < 30; ++i) rows.push_back({"", i % 2 == 0 ? "anna" : "carl", 19500101 + i * 10000, {bsn}});
  IdentityTable table = table_of(rows);
  const Resolution resolution = resolve(table);
  EXPECT_EQ(resolution.numbers_ignored, 1U);
  EXPECT_EQ(resolution.persons, 30U);
}

TEST(Resolve, TwoLikeNamesThatManyBearAreTwoNames) {
  std::vector<Person> rows{{"klein", "julie", 20100101, {phone, mail}}, {"klein", "julien", 20100101, {phone, mail}}};
  IdentityTable few = table_of(rows);
  EXPECT_EQ(resolve(few).persons, 1U);  // nobody can know
  for (int i = 0; i < 12; ++i) rows.push_back({"other", i % 2 == 0 ? "julie" : "julien", 19300101 + i * 30000, {}});
  IdentityTable many = table_of(rows);
  EXPECT_EQ(resolve(many).persons, 14U);
}

TEST(Resolve, PairsInDoubtAreKeptAndMakeTheErrorBar) {
  // Given name, birth date and postcode agree, the surname does not: married, or a stranger.
  IdentityTable table = table_of({{"weber", "anna", 19800101, {}, "4030"}, {"klein", "anna", 19800101, {}, "4030"}, {"braun", "carl", 19700101, {}, "4030"}});
  const Resolution resolution = resolve(table);
  EXPECT_EQ(resolution.persons, 3U);
  ASSERT_EQ(resolution.review.size(), 1U);
  EXPECT_EQ(resolution.review[0].a, 0U);
  EXPECT_EQ(resolution.review[0].b, 1U);
  EXPECT_EQ(resolution.persons_min, 2U);
  EXPECT_EQ(resolution.persons_max, 3U);
}

TEST(NearDates, Stories) {
  EXPECT_TRUE(near_dates(19850304, 19850403));   // day and month swapped
  EXPECT_TRUE(near_dates(19850304, 19850305));   // one digit
  EXPECT_TRUE(near_dates(19850304, 19870304));
  EXPECT_FALSE(near_dates(19850304, 19950304));  // one digit, but a generation's step
  EXPECT_FALSE(near_dates(19850304, 19850415));
  EXPECT_FALSE(near_dates(19850304, 19860305));
}

// The rules of resolve.h once more, every record with every other, as slowly as they read. No keys, no parts, no
// threads; joined by painting over.
struct Model {
  const IdentityTable& table;
  const Weights& weights;
  std::vector<std::uint32_t> person;

  bool share_a_key(std::uint32_t i, std::uint32_t j) const {
    for (const BlockKey key : block_keys) {
      std::set<std::uint64_t> keys;
      keys_of(key, table, table.rows[i], [&](std::uint64_t k) { keys.insert(k); });
      bool shared = false;
      keys_of(key, table, table.rows[j], [&](std::uint64_t k) { shared = shared || keys.contains(k); });
      if (shared) return true;
    }
    return false;
  }
  // Nothing: two people. Otherwise the weight, endless where a rule decides.
  std::optional<std::int32_t> weight(std::uint32_t i, std::uint32_t j) const {
    const Agreement agreement = agreement_of(table, table.rows[i], table.rows[j], weights.commonness);
    if (!share_a_key(i, j) || verdict_of(agreement) == Verdict::apart) return {};
    if (verdict_of(agreement) == Verdict::one) return INT32_MAX;
    const std::int32_t sum = weights.sum(agreement);
    if (sum < weights.joined) return {};
    return sum;
  }
  void paint(std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t& p : person)
      if (p == from) p = to;
  }
  std::vector<std::uint32_t> persons() {
    const auto count = static_cast<std::uint32_t>(table.rows.size());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> completing;
    for (std::uint32_t i = 0; i < count; ++i) person.push_back(i);
    for (std::uint32_t i = 0; i < count; ++i)
      for (std::uint32_t j = i + 1; j < count; ++j) {
        const auto sum = weight(i, j);
        if (!sum) continue;
        if (*sum == INT32_MAX || peers(table.rows[i], table.rows[j]))
          paint(person[j], person[i]);
        else
          completing.emplace_back(i, j);
      }
    std::map<std::uint32_t, std::set<std::uint32_t>> could_join;
    for (auto [less, more] : completing) {
      if (knows(table.rows[less]) > knows(table.rows[more])) std::swap(less, more);
      int known = 0;
      for (std::uint32_t k = 0; k < count; ++k)
        if (person[k] == person[less]) known |= knows(table.rows[k]);
      if (person[less] != person[more] && (knows(table.rows[more]) & ~known) != 0) could_join[person[less]].insert(person[more]);
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> joins;
    for (const auto& [less, more] : could_join)
      if (more.size() == 1) joins.emplace_back(less, *more.begin());
    std::map<std::uint32_t, std::uint32_t> now;
    for (const auto& [less, more] : joins) {
      const auto moved = [&](std::uint32_t p) {
        while (now.contains(p)) p = now[p];
        return p;
      };
      const std::uint32_t from = moved(less), to = moved(more);
      if (from == to) continue;
      paint(from, to);
      now[from] = to;
    }
    std::map<std::uint32_t, std::uint32_t> numbers;
    for (std::uint32_t& p : person) p = numbers.try_emplace(p, static_cast<std::uint32_t>(numbers.size())).first->second;
    return person;
  }
};

TEST(Resolve, AgreesWithTheSlowModelOnRandomRows) {
  std::mt19937 random(11);
  std::uint32_t joined = 0, ambiguous = 0;
  for (int round = 0; round < 400; ++round) {
    IdentityTable table = table_of(test::random_people(random, 2 + random() % 30));
    const Resolution resolution = resolve(table, {.threads = 1 + round % 3});
    ASSERT_EQ(resolution.person_of, (Model{table, resolution.weights, {}}.persons())) << "round " << round;
    joined += static_cast<std::uint32_t>(table.rows.size()) - resolution.persons;
    ambiguous += static_cast<std::uint32_t>(resolution.records_ambiguous);
  }
  EXPECT_GT(joined, 300U);
  EXPECT_GT(ambiguous, 30U);
}

TEST(Resolve, ThreadsDoNotShow) {
  std::mt19937 random(12);
  IdentityTable table = table_of(test::random_people(random, 700));
  const Resolution one = resolve(table, {.threads = 1});
  for (const int threads : {2, 3, 7}) {
    IdentityTable again = table;
    const Resolution many = resolve(again, {.threads = threads});
    EXPECT_EQ(many.person_of, one.person_of);
    EXPECT_EQ(many.weights, one.weights);
    EXPECT_EQ(many.pairs_compared, one.pairs_compared);
    EXPECT_EQ(many.review, one.review);
  }
}

}  // namespace
}  // namespace tocsin
