// Slices of a leak whose rows are mislabelled: nobody reads a row of somebody else. Persons are invented.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "adapters/parse_child/parse_child.h"
#include "app/scope_slices.h"

namespace tocsin {
namespace {

class SlicesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "tocsin-slices-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // `columns`: header and kind of each.
  Result<app::Slices> cut(const std::vector<std::pair<std::string, std::string>>& columns, const std::string& rows, const app::SliceRules& rules) {
    app::SampledFile file{folder_ + "/leak.csv", "leak.csv", {}, {}};
    app::ChosenColumns chosen;
    std::string header;
    for (const auto& [name, kind] : columns) {
      header += (header.empty() ? "" : ";") + name;
      file.shape.columns.push_back(name);
      chosen.uses.push_back({kind, DateOrder::day_first});
    }
    file.shape.has_header = true;
    std::ofstream(file.path, std::ios::binary) << header << "\n" << rows;
    ParseChild reader(TOCSIN_BINARY_DIR "/parse_role_program");
    return app::cut_slices({{file, chosen}}, rules, reader, [&](const std::string& controller, const std::string& csv) -> Result<bool> {
      slices_[controller] = csv;
      return true;
    });
  }
  std::size_t lines_of(const std::string& controller) { return static_cast<std::size_t>(std::ranges::count(slices_[controller], '\n')) - 1; }

  std::string folder_;
  std::map<std::string, std::string> slices_;
};

const std::vector<std::pair<std::string, std::string>> with_label = {
    {"nom", "family_name"}, {"police", "policy_no"}, {"caisse", "insurer_code"}, {"label", "controller"}, {"truth", "other"}};

// One row in a hundred bears another's label; its insurer code, or another row of its contract, still says the truth.
TEST_F(SlicesTest, AMislabelledRowIsReadableToNobodyWrong) {
  std::mt19937 random(9);
  std::string rows;
  std::size_t mislabelled = 0;
  for (int i = 0; i < 6'000; ++i) {
    const int contract = i / 2;
    const int holder = contract % 7;  // a contract is one controller's
    const bool wrong = random() % 100 == 0;
    const int label = wrong ? (holder + 1 + static_cast<int>(random() % 6)) % 7 : holder;
    const bool code_too = wrong && i % 2 == 0;  // both columns lie; the other row of the contract does not
    mislabelled += wrong ? 1 : 0;
    rows += "Name" + std::to_string(contract) + ";P" + std::to_string(contract) + ";" + "C" + std::to_string(code_too ? label : holder) + ";C" +
            std::to_string(label) + ";T" + std::to_string(holder) + "\n";
  }
  ASSERT_GT(mislabelled, 30U);
  const auto cut_now = cut(with_label, rows, {});
  ASSERT_TRUE(cut_now) << cut_now.error().what;
  EXPECT_EQ(cut_now->slices.size(), 7U);
  std::size_t routed = 0;
  for (const auto& [controller, csv] : slices_) {
    routed += lines_of(controller);
    for (int other = 0; other < 7; ++other)
      EXPECT_EQ(csv.find("\"T" + std::to_string(other) + "\"") != std::string::npos, "C" + std::to_string(other) == controller) << controller;
  }
  EXPECT_EQ(routed + cut_now->unrouted, 6'000U);
  EXPECT_GE(cut_now->unrouted, mislabelled);
  EXPECT_LE(cut_now->unrouted, 2 * mislabelled) << "no more than their contracts";
}

TEST_F(SlicesTest, CodesAndFilesNameControllers) {
  app::SliceRules rules;
  rules.codes = app::controller_codes("code,controller\n101,North\n102;South\n103,North\n", "map.csv").value();
  const auto done = cut({{"nom", "family_name"}, {"caisse", "insurer_code"}}, "A;101\nB;102\nC;103\nD;999\nE;\n", rules);
  ASSERT_TRUE(done);
  EXPECT_EQ(lines_of("North"), 2U);
  EXPECT_EQ(lines_of("South"), 1U);
  EXPECT_EQ(done->unrouted, 2U) << "an unknown code, and none";
  rules.codes["file:leak.csv"] = "South";
  slices_.clear();
  const auto by_file = cut({{"nom", "family_name"}, {"caisse", "insurer_code"}}, "A;101\nB;102\nE;\n", rules);
  EXPECT_EQ(lines_of("South"), 2U);
  EXPECT_FALSE(slices_.contains("North")) << "file and code disagree";
  EXPECT_EQ(by_file->unrouted, 1U);
  EXPECT_FALSE(app::controller_codes("101,North\n101,South\n", "map.csv"));
  EXPECT_FALSE(app::controller_codes("101\n", "map.csv"));
}

TEST_F(SlicesTest, ANationalNumberNeedsThatControllersPermission) {
  app::SliceRules rules;
  rules.permitted = {{"North", "fr_nir"}, {"South", "de_kvnr"}};
  const std::vector<std::pair<std::string, std::string>> columns = {{"nom", "family_name"}, {"nir", "fr_nir"}, {"label", "controller"}};
  const auto done = cut(columns, "A;160017500000012;North\nB;260017500000012;South\n", rules);
  ASSERT_TRUE(done);
  EXPECT_NE(slices_["North"].find("160017500000012"), std::string::npos);
  EXPECT_EQ(slices_["South"].find("260017500000012"), std::string::npos);
  EXPECT_EQ(slices_["South"].find("nir"), std::string::npos) << "not even the column";
  EXPECT_TRUE(done->slices[0].numbers);
  EXPECT_FALSE(done->slices[1].numbers);
}

TEST_F(SlicesTest, WhatARowHoldsStaysInItsField) {
  const auto done = cut({{"nom", "family_name"}, {"note", "free_text"}, {"label", "controller"}}, "A;\"he said \"\"no\"\";\nand left\";../../etc\n", {});
  ASSERT_TRUE(done);
  EXPECT_NE(slices_["../../etc"].find("\"he said \"\"no\"\";\nand left\""), std::string::npos);
  EXPECT_EQ(app::file_name_of("../../etc"), "%2E%2E%2F%2E%2E%2Fetc");
  EXPECT_NE(app::file_name_of(std::string(300, 'a') + "1"), app::file_name_of(std::string(300, 'a') + "2"));
}

}  // namespace
}  // namespace tocsin
