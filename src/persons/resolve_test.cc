#include "persons/resolve.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "persons/union_find.h"

namespace tocsin {
namespace {

constexpr NumberScope own = NumberScope::own, shared = NumberScope::shared;

struct Row {
  std::int64_t family, given;
  std::int32_t birth_date;
  std::vector<NumberKey> numbers;
};

IdentityTable table_of(const std::vector<Row>& rows) {
  IdentityTable table;
  for (const Row& row : rows) {
    table.rows.push_back(
        {row.family, row.given, row.birth_date, static_cast<std::uint32_t>(table.numbers.size()), static_cast<std::uint32_t>(row.numbers.size())});
    table.numbers.insert(table.numbers.end(), row.numbers.begin(), row.numbers.end());
  }
  return table;
}

enum : std::int64_t { weber = 10, klein, anna, berta, carl, jean };
const NumberKey nir{100, 1, shared}, contract{200, 2, shared}, other_nir{101, 1, shared}, bsn{300, 3, own}, other_bsn{301, 3, own};
const NumberKey annas_nir{100, 1, shared, true, true}, other_annas_nir{101, 1, shared, true, true};

struct Story {
  const char* name;
  std::vector<Row> rows;
  std::vector<std::uint32_t> persons;
};

const Story stories[] = {
    {"nothing in common", {{weber, anna, 19800101, {}}, {klein, carl, 19700202, {}}}, {0, 1}},
    {"the same row twice", {{weber, anna, 19800101, {nir}}, {weber, anna, 19800101, {nir}}}, {0, 0}},
    {"one family under the father's number", {{weber, jean, 19600101, {nir}}, {weber, anna, 19620303, {nir}}, {weber, carl, 19900505, {nir}}}, {0, 1, 2}},
    {"twins", {{weber, anna, 20100101, {nir}}, {weber, berta, 20100101, {nir}}}, {0, 1}},
    {"a record without given name between twins", {{weber, anna, 20100101, {nir}}, {weber, berta, 20100101, {nir}}, {weber, 0, 20100101, {nir}}}, {0, 1, 2}},
    {"a record without given name, no twins", {{weber, anna, 20100101, {nir}}, {weber, 0, 20100101, {nir}}}, {0, 0}},
    {"number alone is not enough", {{0, 0, 0, {nir}}, {weber, anna, 20100101, {nir}}}, {0, 1}},
    {"father and son of one name under one number", {{weber, jean, 19600101, {nir}}, {weber, jean, 19900505, {nir}}}, {0, 1}},
    {"day and month swapped", {{weber, jean, 19600301, {nir}}, {weber, jean, 19600103, {nir}}}, {0, 0}},
    {"a digit of the birth date wrong", {{weber, jean, 19600301, {nir}}, {weber, jean, 19600302, {nir}}}, {0, 0}},
    {"birth date missing once", {{weber, jean, 19600301, {nir}}, {weber, jean, 0, {nir}}}, {0, 0}},
    {"birth date missing beside father and son", {{weber, jean, 19600101, {nir}}, {weber, jean, 19900505, {nir}}, {weber, jean, 0, {nir}}}, {0, 1, 2}},
    {"birth date missing, another surname", {{weber, jean, 19600301, {nir}}, {klein, jean, 0, {nir}}}, {0, 1}},
    {"married, new surname, same number and date", {{weber, anna, 19800101, {nir}}, {klein, anna, 19800101, {nir}}}, {0, 0}},
    {"a child under both parents", {{weber, carl, 20100101, {nir}}, {weber, carl, 20100101, {other_nir}}}, {0, 0}},
    {"own number alone", {{weber, anna, 0, {bsn}}, {0, 0, 0, {bsn}}}, {0, 0}},
    {"own number, typed name", {{weber, anna, 19800101, {bsn}}, {weber, berta, 19800101, {bsn}}}, {0, 0}},
    {"own number that name and date contradict", {{weber, anna, 19800101, {bsn}}, {klein, carl, 19510909, {bsn}}}, {0, 1}},
    {"namesakes born on one day", {{weber, anna, 19800101, {bsn}}, {weber, anna, 19800101, {other_bsn}}}, {0, 1}},
    {"namesakes born on one day, each under a NIR of their own", {{weber, anna, 19800101, {annas_nir}}, {weber, anna, 19800101, {other_annas_nir}}}, {0, 1}},
    {"under one's own NIR and under the other parent's", {{weber, anna, 19800101, {annas_nir}}, {weber, anna, 19800101, {other_nir}}}, {0, 0}},
    {"found by a chain", {{weber, anna, 19800101, {nir}}, {klein, anna, 19800101, {nir, contract}}, {klein, anna, 0, {contract}}}, {0, 0, 0}},
};

TEST(Resolve, Stories) {
  for (const Story& story : stories) EXPECT_EQ(resolve(table_of(story.rows)).person_of, story.persons) << story.name;
}

TEST(Resolve, ANumberOfEverybodyNamesNobody) {
  std::vector<Row> rows;
  for (int i = 0; i < 30; ++i) rows.push_back({0, i % 2 == 0 ? anna : carl, 19500101 + i * 10000, {bsn}});
  const Resolution resolution = resolve(table_of(rows));
  EXPECT_EQ(resolution.numbers_ignored, 1U);
  EXPECT_EQ(resolution.persons, 30U);
}

TEST(NearDates, Stories) {
  EXPECT_TRUE(near_dates(19850304, 19850403));   // day and month swapped
  EXPECT_TRUE(near_dates(19850304, 19850305));   // one digit
  EXPECT_TRUE(near_dates(19850304, 19870304));
  EXPECT_FALSE(near_dates(19850304, 19950304));  // one digit, but a generation's step
  EXPECT_FALSE(near_dates(19850304, 19850415));
  EXPECT_FALSE(near_dates(19850304, 19860305));
}

// The rules of resolve.h once more, pair by pair, as slowly as they read.
struct Model {
  const IdentityTable& table;

  std::size_t people_with(std::int64_t key) const {
    std::set<std::pair<std::int64_t, std::int32_t>> people;
    for (std::uint32_t i = 0; i < table.rows.size(); ++i)
      if (has(i, key)) people.insert({table.rows[i].given, table.rows[i].birth_date});
    return people.size();
  }
  bool has(std::uint32_t record, std::int64_t key) const {
    for (const NumberKey& number : table.numbers_of(table.rows[record]))
      if (number.key == key) return true;
    return false;
  }
  template <class Member, class Where>
  std::size_t known(Member member, Where where) const {
    std::set<std::int64_t> values;
    for (std::uint32_t i = 0; i < table.rows.size(); ++i)
      if (where(i) && table.rows[i].*member != 0) values.insert(table.rows[i].*member);
    return values.size();
  }
  bool same(std::uint32_t i, std::uint32_t j) const {
    const IdentityRow &a = table.rows[i], &b = table.rows[j];
    for (const NumberKey& number : table.numbers_of(a)) {
      if (!has(j, number.key)) continue;
      if (people_with(number.key) > (number.scope == own ? people_per_own_number_max : people_per_shared_number_max)) continue;
      const auto with_number = [&](std::uint32_t k) { return has(k, number.key); };
      const bool near = a.birth_date != 0 && b.birth_date != 0 && near_dates(a.birth_date, b.birth_date);
      if (number.scope == own) {
        const bool names_differ = a.given != 0 && b.given != 0 && a.given != b.given;
        const bool days_differ = a.birth_date != 0 && b.birth_date != 0 && !near;
        if (!(names_differ && days_differ)) return true;
      }
      if (a.birth_date != 0 && a.birth_date == b.birth_date) {
        if (a.given != 0 && a.given == b.given) return true;
        if (known(&IdentityRow::given, [&](std::uint32_t k) { return with_number(k) && table.rows[k].birth_date == a.birth_date; }) <= 1) return true;
      }
      if (a.given != 0 && a.given == b.given) {
        if (near) return true;
        if (a.family == b.family && known(&IdentityRow::birth_date, [&](std::uint32_t k) { return with_number(k) && table.rows[k].given == a.given; }) <= 1)
          return true;
      }
    }
    if (a.family == 0 || a.given == 0 || a.birth_date == 0 || a.family != b.family || a.given != b.given || a.birth_date != b.birth_date) return false;
    std::map<int, std::set<std::int64_t>> own_numbers;
    for (const IdentityRow& row : table.rows)
      if (row.family == a.family && row.given == a.given && row.birth_date == a.birth_date)
        for (const NumberKey& number : table.numbers_of(row))
          if (number.scope == own || number.of_bearer) own_numbers[number.kind].insert(number.key);
    for (const auto& [kind, keys] : own_numbers)
      if (keys.size() > 1) return false;
    return true;
  }
  std::vector<std::uint32_t> persons() const {
    UnionFind joined(table.rows.size());
    for (std::uint32_t i = 0; i < table.rows.size(); ++i)
      for (std::uint32_t j = i + 1; j < table.rows.size(); ++j)
        if (same(i, j)) joined.join(i, j);
    std::vector<std::uint32_t> person_of;
    std::uint32_t persons = 0;
    for (std::uint32_t i = 0; i < table.rows.size(); ++i) person_of.push_back(joined.find(i) == i ? persons++ : person_of[joined.find(i)]);
    return person_of;
  }
};

std::vector<Row> random_rows(std::mt19937& random) {
  std::vector<Row> rows;
  for (std::size_t count = 2 + random() % 25; count > 0; --count) {
    Row row{static_cast<std::int64_t>(random() % 4) - 1, static_cast<std::int64_t>(random() % 4) - 1, 0, {}};
    const std::int32_t days[] = {0, 19800102, 19800201, 19800103, 19950606};
    row.birth_date = days[random() % 5];
    for (const NumberKey& number : {nir, other_nir, annas_nir, other_annas_nir, contract, bsn, other_bsn})
      if (random() % 4 == 0) row.numbers.push_back(number);
    rows.push_back(row);
  }
  return rows;
}

TEST(Resolve, AgreesWithTheSlowModelOnRandomRows) {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    const IdentityTable table = table_of(random_rows(random));
    ASSERT_EQ(resolve(table).person_of, Model{table}.persons()) << "round " << round;
  }
}

}  // namespace
}  // namespace tocsin
