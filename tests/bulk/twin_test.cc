// The same rules on two engines: resolve.cc and its SQL twin weigh the same pairs alike and find the same persons.
#include <gtest/gtest.h>

#include <random>

#include "adapters/duckdb_tables/duckdb_tables.h"
#include "persons/candidates.h"
#include "persons/learn.h"
#include "persons/likeness.h"
#include "persons/test_rows.h"
#include "sql_twin.h"

namespace tocsin {
namespace {

std::unique_ptr<TableEngine> an_engine() {
  static SeededRandom random(5);
  auto engine = open_duckdb_tables({.place = {.folder = testing::TempDir(), .seal = {}}}, random);
  EXPECT_TRUE(engine);
  return std::move(*engine);
}

// What resolve.cc compares, pair by pair, before anything is joined.
std::vector<TwinEdge> our_edges(const IdentityTable& table, const Weights& weights) {
  std::vector<TwinEdge> edges;
  for (const BlockKey key : block_keys)
    for_each_candidate(key, table, 1, [&](int, std::span<const CandidatePair> pairs) {
      for (const auto [a, b] : pairs) {
        const Agreement agreement = agreement_of(table, table.rows[a], table.rows[b], weights.commonness);
        const Verdict verdict = verdict_of(agreement);
        if (verdict == Verdict::one || (verdict == Verdict::weigh && weights.sum(agreement) >= weights.reviewed))
          edges.push_back({a, b, verdict == Verdict::one, weights.sum(agreement)});
      }
    });
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

TEST(SqlTwin, GivesTheSameEdgesAndTheSamePersons) {
  std::mt19937 random(5);
  for (const std::size_t rows : {40U, 150U, 300U}) {
    IdentityTable table = test::table_of(test::random_people(random, rows));
    const Resolution ours = resolve(table);
    const auto engine = an_engine();
    ASSERT_TRUE(fill_twin(table, ours.weights, *engine));
    const auto ran = run_twin(*engine, TOCSIN_SOURCE_DIR);
    ASSERT_TRUE(ran) << ran.error().what;
    const auto edges = edges_of_twin(*engine);
    ASSERT_TRUE(edges);
    EXPECT_EQ(*edges, our_edges(table, ours.weights)) << rows << " rows";
    EXPECT_EQ(ours.person_of, persons_of_twin(table, ours.weights, *edges)) << rows << " rows";
    EXPECT_LT(ours.persons, rows);  // something was joined
  }
}

// Names are compared by functions of two libraries; they must mean the same.
TEST(SqlTwin, LikenessIsTheEnginesLikeness) {
  std::mt19937 random(6);
  const auto engine = an_engine();
  auto writer = engine->create("words", {{"a", CellType::text}, {"b", CellType::text}, {"jaro", CellType::int64}, {"slip", CellType::int64}});
  ASSERT_TRUE(writer);
  for (int i = 0; i < 20'000; ++i) {
    const auto word = [&](std::size_t length) {
      std::string text;
      while (text.size() < length) text += static_cast<char>('a' + random() % 4);
      return text;
    };
    const std::string a = word(1 + random() % 12);
    std::string b = random() % 2 == 0 ? word(1 + random() % 12) : a;
    if (random() % 2 == 0) b[random() % b.size()] = 'x';
    if (b.size() > 2 && random() % 2 == 0) std::swap(b[0], b[1]);
    (*writer)->text(a);
    (*writer)->text(b);
    (*writer)->number(static_cast<std::int64_t>(jaro_winkler(a, b) * 1e9 + 0.5));
    (*writer)->number(a == b || one_slip(a, b) ? 1 : 0);
    ASSERT_TRUE((*writer)->end_row());
  }
  ASSERT_TRUE((*writer)->finish());
  const auto jaro = engine->query("jaro", "SELECT count(*) FROM words WHERE abs(jaro_winkler_similarity(a, b) * 1e9 - jaro) > 2");
  const auto slip = engine->query("slip", "SELECT count(*) FROM words WHERE CASE WHEN damerau_levenshtein(a, b) <= 1 THEN 1 ELSE 0 END <> slip");
  ASSERT_TRUE(jaro && slip);
  EXPECT_EQ(jaro->at(0).at(0), "0");
  EXPECT_EQ(slip->at(0).at(0), "0");
}

}  // namespace
}  // namespace tocsin
