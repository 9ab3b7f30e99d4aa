// Tables sealed and read back with real files and a real engine. Persons are invented.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/duckdb_tables/duckdb_tables.h"
#include "adapters/duckdb_tables/sealed_file.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view canary = "Kanarienvogel-Quittenbaum";

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

class SealedTablesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "tocsin-sealed-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  static TableSeal seal(char incident = 'i', char key = 'k') { return {IncidentId::of_bytes(std::string(16, incident)), *seal_key_of(std::string(32, key))}; }
  std::unique_ptr<TableEngine> engine(const TableSeal& seal, std::uint64_t part_bytes_max = 128'000'000, std::uint64_t memory = 1 << 30) {
    auto opened = open_duckdb_tables({.place = {folder_, memory, seal}, .threads = 2, .part_bytes_max = part_bytes_max}, random_);
    EXPECT_TRUE(opened) << opened.error().what;
    return std::move(*opened);
  }
  // A table of persons as `scope` would keep it.
  static Result<void> fill(TableEngine& tables, const std::string& name, int rows) {
    return tables.run("fill", "CREATE TABLE t_" + name + " AS SELECT i AS n, '" + std::string(canary) +
                                  " ' || i AS family_name, md5(i::VARCHAR) AS noise FROM range(1, " + std::to_string(rows + 1) + ") r(i)");
  }
  void keep(const std::string& name, int rows, std::uint64_t part_bytes_max = 128'000'000) {
    auto tables = engine(seal(), part_bytes_max);
    ASSERT_TRUE(fill(*tables, name, rows));
    const auto kept = tables->keep({name, "SELECT * FROM t_" + name, "n", 1, rows});
    ASSERT_TRUE(kept) << kept.error().what;
    ASSERT_TRUE(tables->publish());
  }
  Error error_of_opening(const std::string& name, const TableSeal& seal) {
    const auto opened = engine(seal)->open(name);
    EXPECT_FALSE(opened);
    return opened ? Error{} : opened.error();
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }
  void flip(const std::string& file, std::uint64_t byte) const {
    std::fstream stream(folder_ + "/" + file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(byte));
    const char was = static_cast<char>(stream.get());
    stream.seekp(static_cast<std::streamoff>(byte));
    stream.put(static_cast<char>(was ^ 1));
  }

  std::string folder_;
  SeededRandom random_{11};
};

TEST_F(SealedTablesTest, ATableComesBackAndNothingOfItShows) {
  keep("persons", 50'000);
  EXPECT_EQ(files(), (std::vector<std::string>{"persons-0001.sealed"}));
  const std::string bytes = contents(folder_ + "/persons-0001.sealed");
  EXPECT_EQ(bytes.find(canary), std::string::npos);
  EXPECT_EQ(bytes.find("PAR1"), std::string::npos);
  auto tables = engine(seal());
  ASSERT_TRUE(tables->open("persons"));
  EXPECT_EQ(tables->query("count", "SELECT count(*), sum(n), max(family_name) FROM persons").value().at(0),
            (TableEngine::Row{"50000", "1250025000", std::string(canary) + " 9999"}));
}

TEST_F(SealedTablesTest, ALargeTableGoesInPartsAndKeepsItsOrder) {
  constexpr int rows = 600'000;
  keep("records", rows, 4'000'000);
  EXPECT_GT(files().size(), 5U);
  for (const auto& file : files()) EXPECT_LT(fs::file_size(folder_ + "/" + file), 4'100'000U) << file;
  auto tables = engine(seal());
  ASSERT_TRUE(tables->open("records"));
  EXPECT_EQ(tables->query("count", "SELECT count(*), count(DISTINCT n), min(n), max(n) FROM records").value().at(0),
            (TableEngine::Row{"600000", "600000", "1", "600000"}));
}

TEST_F(SealedTablesTest, AShorterResultLeavesNoPartOfTheLongerOne) {
  keep("records", 400'000, 4'000'000);
  ASSERT_GT(files().size(), 3U);
  keep("records", 10);
  EXPECT_EQ(files(), (std::vector<std::string>{"records-0001.sealed"}));
  auto tables = engine(seal());
  ASSERT_TRUE(tables->open("records"));
  EXPECT_EQ(tables->query("count", "SELECT count(*) FROM records").value().at(0), (TableEngine::Row{"10"}));
}

TEST_F(SealedTablesTest, AnEmptyTableIsATable) {
  auto tables = engine(seal());
  ASSERT_TRUE(fill(*tables, "rejects", 0));
  ASSERT_TRUE(tables->keep({"rejects", "SELECT * FROM t_rejects", "n"}));
  ASSERT_TRUE(tables->publish());
  ASSERT_TRUE(tables->open("rejects"));
  EXPECT_EQ(tables->query("count", "SELECT count(*) FROM rejects").value().at(0), (TableEngine::Row{"0"}));
}

// The pipe was closed properly: what was sealed so far would open, and be short.
TEST_F(SealedTablesTest, AQueryThatFailsInItsMiddleLeavesNothing) {
  auto tables = engine(seal());
  ASSERT_TRUE(fill(*tables, "records", 300'000));
  ASSERT_TRUE(tables->keep({"records", "SELECT * FROM t_records", "n", 1, 300'000}));
  const auto failed =
      tables->keep({"persons", "SELECT CASE WHEN n = 199999 THEN CAST(family_name AS INTEGER) ELSE 1 END AS x FROM t_records", "n", 1, 200'000});
  ASSERT_FALSE(failed);
  EXPECT_EQ((failed.error().what + failed.error().where).find(canary), std::string::npos);
  tables.reset();
  EXPECT_TRUE(files().empty()) << files().front();
}

TEST_F(SealedTablesTest, AFailedRunLeavesTheEarlierResult) {
  keep("records", 1000);
  auto tables = engine(seal());
  ASSERT_TRUE(fill(*tables, "records", 5));
  ASSERT_TRUE(tables->keep({"records", "SELECT * FROM t_records", "n", 1, 5}));
  tables.reset();  // killed before publish
  auto again = engine(seal());
  ASSERT_TRUE(again->open("records"));
  EXPECT_EQ(again->query("count", "SELECT count(*) FROM records").value().at(0), (TableEngine::Row{"1000"}));
}

TEST_F(SealedTablesTest, AFullDiskIsSaidAndNothingHangs) {
  auto tables = engine(seal());
  ASSERT_TRUE(fill(*tables, "records", 200'000));
  fs::create_directory(folder_ + "/records-0001.sealed.unfinished");  // cannot be written
  EXPECT_FALSE(tables->keep({"records", "SELECT * FROM t_records", "n", 1, 200'000}));
  fs::remove(folder_ + "/records-0001.sealed.unfinished");
  struct rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const struct rlimit small{1'000'000, before.rlim_max};
  ::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  const auto full = tables->keep({"records", "SELECT * FROM t_records", "n", 1, 200'000});
  ::setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().kind, ErrorKind::unavailable);
}

TEST_F(SealedTablesTest, WhatWasTamperedWithIsRefused) {
  keep("persons", 100'000);
  const std::string file = "persons-0001.sealed";
  const std::uint64_t size = fs::file_size(folder_ + "/" + file);
  ASSERT_GT(size, 2 * chunk_bytes);
  for (const std::uint64_t byte : {std::uint64_t{3}, std::uint64_t{20}, std::uint64_t{100}, std::uint64_t{500}, size / 2, size - 1}) {
    flip(file, byte);
    EXPECT_NE(error_of_opening("persons", seal()).what, "") << byte;
    flip(file, byte);
  }
  EXPECT_TRUE(engine(seal())->open("persons"));
  const std::string whole = contents(folder_ + "/" + file);
  fs::resize_file(folder_ + "/" + file, size - 1);
  EXPECT_EQ(error_of_opening("persons", seal()).kind, ErrorKind::corrupt);
  fs::resize_file(folder_ + "/" + file, 129 + chunk_bytes + chunk_tag_bytes);
  EXPECT_EQ(error_of_opening("persons", seal()).kind, ErrorKind::corrupt);
  fs::resize_file(folder_ + "/" + file, 0);
  EXPECT_EQ(error_of_opening("persons", seal()).kind, ErrorKind::corrupt);
}

TEST_F(SealedTablesTest, AnotherKeyAnotherIncidentAnotherName) {
  keep("persons", 10);
  EXPECT_EQ(error_of_opening("persons", seal('i', 'x')).kind, ErrorKind::corrupt);
  EXPECT_EQ(error_of_opening("persons", seal('j')).kind, ErrorKind::refused);
  EXPECT_EQ(error_of_opening("reach", seal()).kind, ErrorKind::corrupt);
  fs::rename(folder_ + "/persons-0001.sealed", folder_ + "/reach-0001.sealed");
  EXPECT_EQ(error_of_opening("reach", seal()).kind, ErrorKind::corrupt);
}

TEST_F(SealedTablesTest, AMissingPartIsMissed) {
  keep("records", 400'000, 4'000'000);
  const auto all = files();
  fs::rename(folder_ + "/" + all.back(), folder_ + "/kept");
  EXPECT_EQ(error_of_opening("records", seal()).kind, ErrorKind::corrupt);
  fs::copy(folder_ + "/" + all.front(), folder_ + "/" + all.back());
  EXPECT_EQ(error_of_opening("records", seal()).kind, ErrorKind::corrupt);
}

TEST_F(SealedTablesTest, TablesOfTwoRunsAreNotJoined) {
  keep("records", 10);
  keep("persons", 10);
  auto tables = engine(seal());
  ASSERT_TRUE(tables->open("records"));
  const auto second = tables->open("persons");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::corrupt);
}

TEST_F(SealedTablesTest, OpenedTablesCountAgainstTheMemory) {
  keep("persons", 300'000);
  const auto opened = engine(seal(), 128'000'000, 2'000'000)->open("persons");
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().remedy.find("--memory"), std::string::npos);
}

TEST_F(SealedTablesTest, TheEngineReachesNothingElse) {
  keep("persons", 10);
  std::ofstream(folder_ + "/beside.csv") << "a,b\n1,2\n";
  auto tables = engine(seal());
  ASSERT_TRUE(tables->open("persons"));
  const Descriptor other(::open((folder_ + "/beside.csv").c_str(), O_RDONLY | O_CLOEXEC));
  for (const std::string& path : {std::string("/etc/hostname"), folder_ + "/beside.csv", "/proc/self/fd/" + std::to_string(other.get()),
                                  std::string("/proc/self/environ"), std::string("/proc/self/fd/400/../../environ")})
    EXPECT_FALSE(tables->query("peek", "SELECT * FROM read_text('" + path + "')")) << path;
  EXPECT_FALSE(tables->run("write", "COPY (SELECT 1) TO '" + folder_ + "/plain.parquet'"));
  EXPECT_FALSE(tables->run("write over", "COPY (SELECT 1) TO '/proc/self/fd/400'")) << "opened tables are sealed against writing";
  EXPECT_FALSE(tables->run("open up", "SET enable_external_access = true"));
}

TEST_F(SealedTablesTest, TooLittleMemoryIsAnErrorAndNeverASpill) {
  auto tables = engine(seal(), 128'000'000, 256'000'000);
  EXPECT_FALSE(tables->run("large", "CREATE TABLE big AS SELECT hash(i) AS h, repeat('x', 100) || i AS t FROM range(10000000) r(i) ORDER BY h"));
  EXPECT_TRUE(files().empty());
}

}  // namespace
}  // namespace tocsin
