#include "adapters/duckdb_tables/duckdb_tables.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace tocsin {
namespace {

class DuckdbTablesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "tocsin's-tables-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    auto engine = open_duckdb_tables({.place = {.folder = folder_, .memory_bytes = 256 << 20, .seal = {}}}, random_);
    ASSERT_TRUE(engine) << engine.error().what << " " << engine.error().where;
    engine_ = std::move(*engine);
  }
  void TearDown() override {
    engine_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::string folder_;
  SeededRandom random_{5};
  std::unique_ptr<TableEngine> engine_;
};

TEST_F(DuckdbTablesTest, RowsGoInAndComeBackThroughParquet) {
  auto writer = engine_->create("t", {{"file", CellType::text}, {"row", CellType::int64}, {"day", CellType::int32}, {"kinds", CellType::texts}});
  ASSERT_TRUE(writer);
  constexpr int rows = 10'000;
  for (int i = 0; i < rows; ++i) {
    (*writer)->text("O'Neill \"x\"; DROP TABLE t");
    (*writer)->number(i);
    if (i % 3 == 0)
      (*writer)->null();
    else
      (*writer)->number(19'850'101);
    const std::string_view kinds[] = {"birth_date", "email, of a longer kind than fits inline"};
    if (i % 2 == 0)
      (*writer)->texts(kinds);
    else
      (*writer)->null();
    ASSERT_TRUE((*writer)->end_row());
  }
  ASSERT_TRUE((*writer)->finish());
  const std::string path = folder_ + "/kept.parquet";
  ASSERT_TRUE(engine_->keep({"kept", "SELECT * FROM t", "row", 0, rows - 1}));
  EXPECT_FALSE(std::filesystem::exists(path)) << "not before all tables are written";
  ASSERT_TRUE(engine_->publish());
  EXPECT_TRUE(std::filesystem::exists(path));
  EXPECT_FALSE(std::filesystem::exists(path + ".unfinished"));
  ASSERT_TRUE(engine_->open("kept"));
  const auto answer = engine_->query("read", "SELECT count(*), count(day), count(kinds), sum(len(kinds)), count(DISTINCT file), max(kinds[2]) FROM kept");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->at(0), (TableEngine::Row{"10000", "6666", "5000", "10000", "1", "email, of a longer kind than fits inline"}));
}

TEST_F(DuckdbTablesTest, ReachesNoFileOutsideItsFolder) {
  EXPECT_FALSE(engine_->query("peek", "SELECT * FROM read_text('/etc/hostname')"));
  EXPECT_FALSE(engine_->query("peek", "SELECT * FROM read_text('" + folder_ + "/../../etc/hostname')"));
  EXPECT_FALSE(engine_->run("write", "COPY (SELECT 1) TO '/tmp/tocsin-outside.parquet'"));
  EXPECT_FALSE(engine_->run("open up", "SET enable_external_access = true"));
  EXPECT_FALSE(engine_->run("load", "LOAD httpfs"));
}

TEST_F(DuckdbTablesTest, TooLittleMemoryIsAnErrorAndNeverASpill) {
  const auto sorted = engine_->run("large", "CREATE TABLE big AS SELECT hash(i) AS h, repeat('x', 100) || i AS t FROM range(10000000) r(i) ORDER BY h");
  ASSERT_FALSE(sorted);
  EXPECT_NE(sorted.error().remedy.find("--memory"), std::string::npos) << sorted.error().what;
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(DuckdbTablesTest, AnErrorNamesTheStepAndNoValue) {
  const auto failed = engine_->run("count heads", "SELECT CAST('Jane Doe' AS INTEGER)");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().where, "step \"count heads\"");
  EXPECT_EQ((failed.error().what + failed.error().remedy).find("Jane"), std::string::npos);
}

TEST_F(DuckdbTablesTest, AFolderThatIsGoneIsSaid) {
  std::filesystem::remove_all(folder_);
  EXPECT_FALSE(engine_->keep({"a", "SELECT i FROM range(3) r(i)", "i", 0, 2}));
}

}  // namespace
}  // namespace tocsin
