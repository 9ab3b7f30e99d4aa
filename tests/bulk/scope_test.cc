// Whole runs of `scope` on a leak whose truth is known: families under one number, twins, duplicates, a child under
// both parents, quoted newlines, Windows-1252, broken rows.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "adapters/duckdb_tables/duckdb_tables.h"
#include "adapters/parse_child/parse_child.h"
#include "app/scope.h"
#include "exposures/columns.h"
#include "records/normal_forms.h"

namespace tocsin {
namespace {

struct Leak {
  std::string csv, members;
  std::uint64_t records = 0, persons = 0, insured = 0, dependants = 0, numbers = 0, broken = 0;
  std::uint64_t members_known = 0;
};

std::string nir(int sex, int birth_date, int serial) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%d%02d%02d75%03d%03d", sex, birth_date / 10000 % 100, birth_date / 100 % 100, serial / 1000 % 1000, serial % 1000);
  const auto key = 97 - std::stoull(digits) % 97;
  std::snprintf(digits + 13, sizeof digits - 13, "%02d", static_cast<int>(key));
  return digits;
}

std::string written(int birth_date) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d/%02d/%04d", birth_date % 100, birth_date / 100 % 100, birth_date / 10000);
  return text;
}

// Invented families; names are built from syllables, so that no real person is meant.
Leak a_leak(int families) {
  std::mt19937 random(3);
  const char* syllables[] = {"ba", "lo", "mi", "tur", "ken", "ra", "so", "vel", "ni", "dap"};
  const auto name = [&](int number) {
    std::string out;
    for (int i = 0; i < 5; ++i, number /= 10) out += syllables[number % 10];
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
  };
  Leak leak;
  leak.csv = "NIR;NOM;PRENOM;NE_LE;AMC;NOTE\r\n";
  leak.members = "numero;nom;prenom;ne_le;rue;no;cp;ville;mail;tel;decede\n";
  std::set<std::string> numbers;
  const auto row = [&](const std::string& number, const std::string& family, const std::string& given, int birth_date, int controller, bool again) {
    const std::string shown = random() % 4 == 0 ? "\"" + family + "\xE9\"" : family + "\xE9";
    leak.csv += number + ";" + shown + ";" + given + ";" + written(birth_date) + ";AMC" + std::to_string(controller) + ";" +
                (again ? "\"two\nlines; one field\"" : "") + "\r\n";
    ++leak.records;
    numbers.insert(number);
  };
  for (int i = 0; i < families; ++i) {
    const std::string family = name(i * 7 + 13);
    const int born = 19500101 + static_cast<int>(random() % 30) * 10000 + static_cast<int>(random() % 12) * 100 + static_cast<int>(random() % 28);
    const int child_born = born + 300000;
    const std::string father = nir(1, born, i), mother = nir(2, born + 10000, i + 500000);
    const int controller = static_cast<int>(random() % 3);
    row(father, family, name(i + 1), born, controller, false);
    ++leak.persons, ++leak.insured;
    leak.members += father + ";" + family + "\xC3\xA9;" + name(i + 1) + ";" + written(born) + ";Rue du Moulin;" + std::to_string(i) + ";75001;Paris;" +
                    (i % 2 == 0 ? "p" + std::to_string(i) + "@example.org" : "") + ";;" + (i % 50 == 0 ? "1" : "") + "\n";
    ++leak.members_known;
    if (random() % 3 == 0) row(father, family, name(i + 1), born, (controller + 1) % 3, true);  // again, from elsewhere
    if (random() % 2 == 0) {  // twins under the father's number
      row(father, family, name(i + 2), child_born, controller, false);
      row(father, family, name(i + 3), child_born, controller, true);
      leak.persons += 2, leak.dependants += 2;
    }
    if (random() % 3 == 0) {  // a child under both parents
      row(mother, family, name(i + 5), born + 10000, controller, false);
      row(father, family, name(i + 4), child_born + 20000, controller, false);
      row(mother, family, name(i + 4), child_born + 20000, controller, false);
      leak.persons += 2, ++leak.insured, ++leak.dependants;
    }
    if (random() % 20 == 0) leak.csv += "only;three;fields\r\n", ++leak.broken;
    if (random() % 40 == 0) leak.csv += ";;;;;nobody\r\n", ++leak.broken;
  }
  leak.numbers = numbers.size();
  return leak;
}

class ScopeTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "tocsin-scope-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    request_.out_dir = folder_ + "/out";
    std::filesystem::create_directory(request_.out_dir);
    request_.today = 20261122;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << bytes;
    return folder_ + "/" + name;
  }
  void map(std::initializer_list<const char*> mappings) {
    for (const char* text : mappings) request_.map.push_back(*app::column_mapping(text));
  }
  Result<app::ScopeReport> run() {
    auto tables = open_duckdb_tables({.place = {request_.out_dir, 1 << 30, seal_}}, random_);
    EXPECT_TRUE(tables);
    tables_ = std::move(*tables);
    ParseChild reader(TOCSIN_BINARY_DIR "/parse_role_program");
    const Words say;
    app::ScopeTools tools{reader, *tables_, find_, normal_forms("FR"), [](const std::string&) {}, say, [] { return app::Usage{1, 1}; }};
    return app::scope(request_, tools);
  }
  TableEngine::Row ask(const std::string& sql, const std::string& table) {
    auto tables = open_duckdb_tables({.place = {request_.out_dir, 1 << 30, seal_}}, random_);
    EXPECT_TRUE((*tables)->open(table));
    const auto rows = (*tables)->query("test", sql + " FROM " + table);
    EXPECT_TRUE(rows) << rows.error().what;
    return rows ? rows->at(0) : TableEngine::Row{};
  }

  app::ColumnFinder find_ = [](const FileShape& shape, std::span<const TextRow>) { return std::vector<app::FoundColumn>(shape.columns.size()); };
  std::string folder_;
  app::ScopeRequest request_;
  std::optional<TableSeal> seal_;
  SeededRandom random_{4};
  std::unique_ptr<TableEngine> tables_;
};

TEST_F(ScopeTest, TheTruthOfALeakComesOut) {
  const Leak leak = a_leak(1500);
  request_.files = {file("leak.csv", leak.csv)};
  request_.members = file("members.csv", leak.members);
  map({"NIR=fr_nir", "NOM=family_name", "PRENOM=given_name", "NE_LE=birth_date", "AMC=insurer_code", "NOTE=free_text", "members.csv:numero=fr_nir",
       "members.csv:rue=street", "members.csv:no=house_number", "members.csv:cp=postcode", "members.csv:ville=city", "members.csv:mail=email",
       "members.csv:tel=phone"});
  const auto report = run();
  ASSERT_TRUE(report) << report.error().what << " " << report.error().where;
  EXPECT_EQ(report->records, leak.records);
  EXPECT_EQ(report->rejects, leak.broken);
  EXPECT_EQ(report->persons, leak.persons);
  EXPECT_EQ(report->insured, leak.insured);
  EXPECT_EQ(report->dependants, leak.dependants);
  EXPECT_EQ(report->persons_by_number_only, leak.numbers);
  EXPECT_LT(report->persons_by_number_only, report->persons);
  EXPECT_EQ(report->by_controller.size(), 3U);
  ASSERT_TRUE(report->reach);
  EXPECT_EQ(report->reach->matched, leak.members_known);
  EXPECT_EQ(report->reach->deceased, leak.members_known / 50);
  EXPECT_EQ(report->reach->matched + report->reach->by_insured + report->reach->not_reachable >= leak.persons, true);

  using Row = TableEngine::Row;
  const std::string records = std::to_string(leak.records), persons = std::to_string(leak.persons);
  EXPECT_EQ(ask("SELECT count(*), count(DISTINCT person_id), min(person_id), max(person_id)", "records"), (Row{records, persons, "1", persons}));
  EXPECT_EQ(ask("SELECT count(*), sum(records)", "persons"), (Row{persons, records}));
  EXPECT_EQ(ask("SELECT count(*), count(DISTINCT row)", "rejects"), (Row{std::to_string(leak.broken), std::to_string(leak.broken)}));
  EXPECT_EQ(ask("SELECT count(*)", "reach"), (Row{persons}));
}

TEST_F(ScopeTest, TheReportHoldsNoValue) {
  request_.files = {file("leak.csv", "NIR;NOM;NE_LE\n160017500000012;Kanarienvogel;01/01/1960\n260017500000012;Wellensittich;02/01/1960\n")};
  map({"NIR=fr_nir", "NOM=family_name", "NE_LE=birth_date"});
  ASSERT_TRUE(run());
  std::string report;
  std::getline(std::ifstream(request_.out_dir + "/report.json"), report, '\0');
  EXPECT_NE(report.find("\"persons\": 2"), std::string::npos) << report;
  for (const char* value : {"Kanarienvogel", "kanarienvogel", "160017500000012", "1960"}) EXPECT_EQ(report.find(value), std::string::npos) << value;
}

TEST_F(ScopeTest, TheSameInputGivesTheSamePersons) {
  request_.files = {file("leak.csv", a_leak(200).csv)};
  map({"NIR=fr_nir", "NOM=family_name", "PRENOM=given_name", "NE_LE=birth_date"});
  const std::string sum = "SELECT bit_xor(hash(file, row, person_id))";
  ASSERT_TRUE(run());
  const auto first = ask(sum, "records");
  request_.key[3] = 77;
  ASSERT_TRUE(run());
  EXPECT_EQ(ask(sum, "records"), first);
}

TEST_F(ScopeTest, WithoutAHeaderAColumnIsANumber) {
  request_.files = {file("leak.csv", "160017500000012;Weber;Anna;1960-01-01;A\n160017500000012;Weber;Carl;1990-01-01;B\n")};
  map({"1=fr_nir", "2=family_name", "leak.csv:3=given_name", "4=birth_date"});
  request_.controller_column = "5";
  const auto report = run();
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->persons, 2U);
  EXPECT_EQ(report->columns.at(0).name, "1");
  EXPECT_EQ(report->by_controller.at(1).name, "B");
}

TEST_F(ScopeTest, BadUsageIsRefused) {
  const std::string good = file("a.csv", "nom;no\nWeber;12\nKlein;13\n");
  std::filesystem::create_directory(folder_ + "/other");
  std::filesystem::copy(good, folder_ + "/other/a.csv");
  request_.files = {good, folder_ + "/other/a.csv"};
  EXPECT_NE(run().error().what.find("same name"), std::string::npos);
  request_.files = {good};
  map({"nom=family_name", "prenom=given_name"});
  EXPECT_NE(run().error().where.find("prenom"), std::string::npos);
  request_.map.clear();
  request_.controller_column = "3";
  EXPECT_EQ(run().error().kind, ErrorKind::invalid);
  EXPECT_FALSE(app::column_mapping("nom"));
  EXPECT_FALSE(app::column_mapping("nom=blood_type"));
}

TEST_F(ScopeTest, ColumnsAreFoundWithoutHelp) {
  const Leak leak = a_leak(300);
  request_.files = {file("leak.csv", leak.csv)};
  request_.members = file("members.csv", leak.members);
  find_ = app::column_finder("FR", request_.today);
  const auto report = run();
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->persons, leak.persons);
  EXPECT_EQ(report->reach->matched, leak.members_known);
}

// The finder can say nothing that records do not know.
TEST(Kinds, TheFinderAndTheRecordsHaveOneList) {
  std::set<std::string> ours;
  for (const KindUse& use : kind_uses()) ours.emplace(use.kind);
  const std::vector<std::string> finders = column_kinds();
  EXPECT_EQ(std::set<std::string>(finders.begin(), finders.end()), ours);
}

TEST_F(ScopeTest, AnEmptyFileIsNobody) {
  request_.files = {file("empty.csv", ""), file("header.csv", "nom;prenom\n")};
  const auto report = run();
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->persons, 0U);
  EXPECT_EQ(ask("SELECT count(*)", "records"), (TableEngine::Row{"0"}));
}

}  // namespace
}  // namespace tocsin
