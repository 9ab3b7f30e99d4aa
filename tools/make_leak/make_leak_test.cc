#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/json.h"
#include "exposures/columns.h"
#include "exposures/table_file.h"
#include "identifiers/identifiers.h"
#include "make_leak/general.h"
#include "make_leak/population.h"
#include "make_leak/scenarios.h"

namespace tocsin::make_leak {
namespace {

namespace fs = std::filesystem;

// A folder of its own that goes away with the test.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("make-leak-" + std::to_string(::getpid()) + "-" + std::to_string(next_++))) { fs::create_directories(path_); }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string text() const { return path_.string(); }
  std::string bytes(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }

 private:
  static inline int next_ = 0;
  fs::path path_;
};

struct Rows final : TableSink {
  FileShape form;
  std::vector<std::vector<std::string>> readable;
  std::map<std::uint64_t, std::vector<std::string>> by_number;
  std::uint64_t all = 0, faults = 0;
  bool shape(const FileShape& shape) override {
    form = shape;
    return true;
  }
  bool data_row(RowFault fault, std::span<const std::string_view> fields) override {
    ++all;
    if (fault != RowFault::none) {
      ++faults;
      return true;
    }
    readable.emplace_back(fields.begin(), fields.end());
    by_number[all] = readable.back();
    return true;
  }
};

Rows read(const Folder& folder, const std::string& name) {
  Rows rows;
  TableFile file({}, rows);
  file.add(folder.bytes(name));
  EXPECT_EQ(file.finish(), ReadFailure::none) << name;
  return rows;
}

bool names_nobody(const std::vector<std::string>& row) { return row[0].empty() && row[2].empty() && row[3].empty() && row[4].empty(); }

json::object truth_of(const Folder& folder) { return json_of(folder.bytes("truth.json"), "truth.json")->as_object(); }
std::uint64_t count(const json::object& truth, std::string_view key) { return truth.at(key).to_number<std::uint64_t>(); }

TEST(MakeLeak, the_same_seed_gives_the_same_bytes) {
  for (const auto scenario : {viamedis, plain, general}) {
    Folder a, b, other;
    ASSERT_TRUE(scenario({.persons = 500, .seed = 3, .folder = a.text()}));
    ASSERT_TRUE(scenario({.persons = 500, .seed = 3, .folder = b.text()}));
    ASSERT_TRUE(scenario({.persons = 500, .seed = 4, .folder = other.text()}));
    for (const auto& entry : fs::directory_iterator(a.text())) {
      const std::string name = entry.path().filename();
      EXPECT_EQ(a.bytes(name), b.bytes(name)) << name;
      EXPECT_NE(a.bytes(name), other.bytes(name)) << name;
    }
  }
}

TEST(MakeLeak, the_truth_agrees_with_the_extract) {
  Folder folder;
  ASSERT_TRUE(viamedis({.persons = 5000, .seed = 7, .folder = folder.text()}));
  const json::object truth = truth_of(folder);
  std::uint64_t records = 0, rejects = 0;
  std::set<std::string> numbers;
  for (const char* name : {"extract_1.csv", "extract_2.csv"}) {
    const Rows rows = read(folder, name);
    EXPECT_EQ(rows.form.encoding, Encoding::cp1252);
    EXPECT_EQ(rows.form.delimiter, ';');
    EXPECT_TRUE(rows.form.has_header);
    rejects += rows.faults;
    for (const auto& row : rows.readable) {
      if (names_nobody(row)) {
        ++rejects;
        continue;
      }
      ++records;
      const auto nir = identifiers::match(identifiers::Kind::fr_nir, identifiers::Value(row[0]));
      if (nir && nir->valid) numbers.insert(*identifiers::normal_form(identifiers::Kind::fr_nir, row[0]));
    }
  }
  EXPECT_EQ(records, count(truth, "records"));
  EXPECT_EQ(rejects, count(truth, "rejects"));
  EXPECT_GT(rejects, 0U);
  EXPECT_EQ(numbers.size(), count(truth, "numbers_only"));
  EXPECT_EQ(count(truth, "persons"), 5000U);
  EXPECT_EQ(count(truth, "insured") + count(truth, "dependants"), 5000U);
  EXPECT_LT(numbers.size(), 5000U);  // counting numbers counts families
  for (const char* what : {"typos", "invalid_dates", "invalid_bytes", "twin_pairs", "records_without_number", "records_with_wrong_number",
                           "members_not_exposed", "members_former"})
    EXPECT_GT(count(truth.at("further").as_object(), what), 0U) << what;
}

TEST(MakeLeak, the_truth_knows_each_rows_person) {
  Folder folder;
  ASSERT_TRUE(viamedis({.persons = 800, .seed = 9, .folder = folder.text()}));
  const json::object truth = truth_of(folder);
  std::map<std::string, Rows> files;
  for (const char* name : {"extract_1.csv", "extract_2.csv", "members.csv"}) files.emplace(name, read(folder, name));
  std::map<std::string, std::set<std::string>> birth_years, controllers_persons;
  std::set<std::string> people;
  std::uint64_t told = 0;
  for (const auto& row : read(folder, "truth.csv").readable) {
    ++told;
    if (row[2].empty()) continue;
    const Rows& file = files.at(row[0]);
    const auto found = file.by_number.find(std::stoull(row[1]));
    ASSERT_NE(found, file.by_number.end()) << row[0] << ' ' << row[1];
    birth_years[row[2]].insert(found->second[4].substr(6));
    if (row[3] != "record") continue;
    people.insert(row[2]);
    controllers_persons[found->second[6]].insert(row[2]);
  }
  EXPECT_EQ(told, count(truth, "records") + count(truth, "rejects") + count(truth, "members"));
  EXPECT_EQ(people.size(), count(truth, "persons"));
  for (const auto& [person, years] : birth_years) EXPECT_EQ(years.size(), 1U) << "person " << person << " has one year of birth in all files";
  for (const auto& one : truth.at("by_controller").as_array()) {
    const std::string name = one.at("controller").is_null() ? "" : std::string(one.at("controller").as_string());
    EXPECT_EQ(controllers_persons[name].size(), count(one.as_object(), "persons")) << name;
  }
}

TEST(MakeLeak, numbers_of_three_countries_are_right) {
  Folder folder;
  ASSERT_TRUE(plain({.persons = 900, .seed = 2, .folder = folder.text()}));
  const std::pair<const char*, identifiers::Kind> files[] = {
      {"clients_fr.csv", identifiers::Kind::fr_nir}, {"kunden_de.csv", identifiers::Kind::de_kvnr}, {"klanten_nl.csv", identifiers::Kind::nl_bsn}};
  std::uint64_t records = 0;
  for (const auto& [name, kind] : files) {
    std::set<std::string> numbers;
    const Rows rows = read(folder, name);
    records += rows.readable.size();
    for (const auto& row : rows.readable) {
      if (row[0].empty()) continue;
      EXPECT_TRUE(identifiers::match(kind, identifiers::Value(row[0]))->valid) << name;
      numbers.insert(row[0]);
    }
    EXPECT_EQ(numbers.size(), 300U) << name;
  }
  EXPECT_EQ(records, count(truth_of(folder), "records"));
}

TEST(MakeLeak, a_spreadsheet_holds_the_same_people) {
  Folder folder;
  ASSERT_TRUE(viamedis({.persons = 300, .seed = 5, .folder = folder.text(), .format = Format::xlsx}));
  const Rows rows = read(folder, "extract_1.xlsx"), more = read(folder, "extract_2.xlsx");
  EXPECT_EQ(rows.form.format, FileFormat::xlsx);
  EXPECT_EQ(rows.form.columns.at(0), "NIR_OD");
  const json::object truth = truth_of(folder);
  EXPECT_EQ(rows.all + more.all, count(truth, "records") + count(truth, "rejects"));
}

TEST(MakeLeak, the_column_finder_knows_what_was_made) {
  Folder folder;
  ASSERT_TRUE(viamedis({.persons = 2000, .seed = 6, .folder = folder.text()}));
  ASSERT_TRUE(plain({.persons = 900, .seed = 6, .folder = folder.text()}));
  const auto kinds = [&](const std::string& name, std::string country) {
    const Rows rows = read(folder, name);
    std::string all;
    for (const auto& finding : find_columns(rows.form.columns, rows.readable, {.country = std::move(country), .today = std::chrono::year{2026} / 11 / 22}))
      all += (all.empty() ? "" : " ") + finding.kind;
    return all;
  };
  EXPECT_EQ(kinds("extract_1.csv", "FR"), "fr_nir other family_name given_name birth_date insurer_code controller policy_no other");
  EXPECT_EQ(kinds("members.csv", "FR"),
            "member_no fr_nir family_name given_name birth_date address_line postcode city country email phone other other other date other");
  EXPECT_EQ(kinds("clients_fr.csv", "FR"), "fr_nir family_name given_name birth_date address_line postcode city email phone iban controller");
  EXPECT_EQ(kinds("kunden_de.csv", "DE"), "de_kvnr family_name given_name birth_date street house_number postcode city email phone iban controller");
  EXPECT_EQ(kinds("klanten_nl.csv", "NL"), "nl_bsn family_name given_name birth_date street house_number postcode city email phone plate_nl controller");
}

TEST(MakeLeak, a_missing_folder_is_an_error) { EXPECT_FALSE(viamedis({.persons = 1, .folder = "/nonexistent/folder"})); }

TEST(MakeLeak, the_numbers_of_the_general_leak_are_valid_and_nobody_elses) {
  std::set<std::string> numbers;
  for (std::uint64_t serial = 0; serial < 44'000'000; serial += 60'007) {
    const std::string nir = nir_number(serial % 2 == 0, {1985, 2, 17}, serial), kvnr = kvnr_number(serial), bsn = bsn_number(serial);
    const std::string iban = iban_number(static_cast<Country>(serial % 3), serial);
    for (const auto& [kind, text] :
         {std::pair(identifiers::Kind::fr_nir, nir), {identifiers::Kind::de_kvnr, kvnr}, {identifiers::Kind::nl_bsn, bsn}, {identifiers::Kind::iban, iban}}) {
      const auto match = identifiers::match(kind, identifiers::Value(text));
      ASSERT_TRUE(match && match->valid) << text;
    }
    EXPECT_TRUE(numbers.insert(nir).second && numbers.insert(kvnr).second && numbers.insert(bsn).second) << serial;
  }
}

TEST(MakeLeak, the_general_leak_does_not_depend_on_threads) {
  const auto made = [](int threads) {
    std::array<std::string, 2> bytes;
    std::vector<std::uint64_t> persons;
    const GeneralCounts counts = make_general({.persons = 30'000, .seed = 5, .threads = threads}, [&](std::size_t file, const GeneralPiece& piece) {
      bytes[file] += piece.bytes;
      persons.insert(persons.end(), piece.persons.begin(), piece.persons.end());
      return true;
    });
    EXPECT_EQ(counts.persons, 30'000U);
    EXPECT_EQ(std::set(persons.begin(), persons.end()).size(), 30'000U);
    EXPECT_EQ(counts.rows[0] + counts.rows[1], persons.size());
    EXPECT_EQ(static_cast<std::uint64_t>(std::count(bytes[0].begin(), bytes[0].end(), '\n')), counts.rows[0]);
    return bytes;
  };
  EXPECT_EQ(made(1), made(3));
}

}  // namespace
}  // namespace tocsin::make_leak
