// The same rules on two engines: resolve.cc and its SQL twin give the same persons.
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "adapters/duckdb_tables/duckdb_tables.h"
#include "persons/resolve.h"
#include "persons/union_find.h"

namespace tocsin {
namespace {

IdentityTable random_table(std::mt19937& random, std::uint32_t rows) {
  IdentityTable table;
  const auto one_of = [&](std::uint32_t count) { return static_cast<std::int64_t>(random() % count); };
  for (std::uint32_t i = 0; i < rows; ++i) {
    IdentityRow row{one_of(rows / 8) - 1, one_of(12) - 1, 0, static_cast<std::uint32_t>(table.numbers.size()), 0};
    if (random() % 8 != 0) row.birth_date = static_cast<std::int32_t>((1950 + one_of(40)) * 10'000 + (1 + one_of(12)) * 100 + 1 + one_of(12));
    for (const NumberScope scope : {NumberScope::own, NumberScope::shared})
      if (random() % 3 != 0) {
        const std::uint8_t kind = static_cast<std::uint8_t>((scope == NumberScope::own ? 0 : 4) + random() % 2);
        // One number in fifty is a placeholder that many carry.
        const std::int64_t number = random() % 50 == 0 ? 0 : 1 + one_of(rows / 3);
        table.numbers.push_back({1000 + number * 16 + kind, kind, scope, false, scope == NumberScope::shared && random() % 3 == 0});
        ++row.number_count;
      }
    table.rows.push_back(row);
  }
  return table;
}

std::vector<std::uint32_t> persons_by_sql(const IdentityTable& table, TableEngine& engine) {
  auto rows =
      engine.create("identity_rows", {{"record", CellType::int64}, {"family", CellType::int64}, {"given", CellType::int64}, {"birth_date", CellType::int32}});
  auto numbers = engine.create(
      "identity_numbers",
      {{"record", CellType::int64}, {"number_key", CellType::int64}, {"kind", CellType::int32}, {"own", CellType::int32}, {"bearer", CellType::int32}});
  EXPECT_TRUE(rows && numbers);
  for (std::uint32_t i = 0; i < table.rows.size(); ++i) {
    const IdentityRow& row = table.rows[i];
    for (const std::int64_t value : {std::int64_t{i}, row.family, row.given, std::int64_t{row.birth_date}}) (*rows)->number(value);
    EXPECT_TRUE((*rows)->end_row());
    for (const NumberKey& number : table.numbers_of(row)) {
      for (const std::int64_t value :
           {std::int64_t{i}, number.key, std::int64_t{number.kind}, std::int64_t{number.scope == NumberScope::own}, std::int64_t{number.of_bearer}})
        (*numbers)->number(value);
      EXPECT_TRUE((*numbers)->end_row());
    }
  }
  EXPECT_TRUE((*rows)->finish() && (*numbers)->finish());
  std::stringstream sql;
  sql << std::ifstream(TOCSIN_SOURCE_DIR "/src/persons/sql/edges.sql").rdbuf();
  const auto ran = engine.run("edges", sql.str());
  EXPECT_TRUE(ran) << ran.error().what;
  const auto edges = engine.query("edges", "SELECT DISTINCT a, b FROM edges");
  EXPECT_TRUE(edges);
  UnionFind same(table.rows.size());
  for (const auto& edge : *edges) same.join(static_cast<std::uint32_t>(std::stoul(*edge[0])), static_cast<std::uint32_t>(std::stoul(*edge[1])));
  std::vector<std::uint32_t> person_of;
  std::uint32_t persons = 0;
  for (std::uint32_t i = 0; i < table.rows.size(); ++i) person_of.push_back(same.find(i) == i ? persons++ : person_of[same.find(i)]);
  return person_of;
}

TEST(SqlTwin, GivesTheSamePersons) {
  std::mt19937 random(5);
  for (const std::uint32_t rows : {40U, 300U, 1500U}) {
    const IdentityTable table = random_table(random, rows);
    auto engine = open_duckdb_tables({.folder = testing::TempDir()});
    ASSERT_TRUE(engine);
    const Resolution ours = resolve(table);
    EXPECT_EQ(ours.person_of, persons_by_sql(table, **engine)) << rows << " rows";
    EXPECT_LT(ours.persons, rows);  // something was joined
  }
}

}  // namespace
}  // namespace tocsin
