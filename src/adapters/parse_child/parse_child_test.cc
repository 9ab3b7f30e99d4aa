#include "adapters/parse_child/parse_child.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "adapters/parse_child/budgets.h"

namespace tocsin {
namespace {

const std::string reader = TOCSIN_BINARY_DIR "/parse_role_program";
const std::string hostile = TOCSIN_BINARY_DIR "/hostile_role_program";

struct Told final : TableVisitor {
  FileShape form;
  std::size_t rows_read = 0, at_fault = 0, bytes = 0;
  std::optional<Error> refuse;
  Result<void> shape(const FileShape& shape) override {
    form = shape;
    return {};
  }
  Result<void> rows(const RowBatch& batch) override {
    if (refuse) return std::unexpected(*refuse);
    for (const RowBatch::Row& row : batch.rows) {
      ++rows_read;
      at_fault += row.fault == RowFault::none ? 0U : 1U;
      for (const auto field : batch.fields_of(row)) bytes += field.size();
    }
    return {};
  }
};

class ParseChildTest : public testing::Test {
 protected:
  std::string file(const std::string& bytes) {
    const std::string path = folder_ + "/in.dat";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  void SetUp() override {
    std::string name = testing::TempDir() + "tocsin-parse-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    std::filesystem::remove_all(folder_);
    // No child survives a call.
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  }
  std::string folder_;
};

TEST_F(ParseChildTest, RowsComeBack) {
  std::string bytes = "id;name\r\n";
  for (int i = 0; i < 30'000; ++i) bytes += std::to_string(i) + ";Anna M\xFCller\r\n";
  Told told;
  const auto summary = ParseChild(reader).read(file(bytes), {}, told);
  ASSERT_TRUE(summary) << summary.error().what;
  EXPECT_EQ(told.form.columns, (std::vector<std::string>{"id", "name"}));
  EXPECT_EQ(told.form.encoding, Encoding::cp1252);
  EXPECT_EQ(summary->rows, 30'000U);
  EXPECT_EQ(told.rows_read, 30'000U);
}

// What several threads make of a file is what one would have made of it.
TEST_F(ParseChildTest, ManyThreadsKeepTheOrderOfTheFile) {
  struct Concatenation final : BatchWork {
    struct Text final : Product {
      std::string text;
    };
    std::string all;
    std::optional<std::uint64_t> fail_at;
    Result<void> shape(std::uint32_t, const FileShape&) override { return {}; }
    Result<std::unique_ptr<Product>> work(const RowBatch& batch, unsigned) override {
      auto text = std::make_unique<Text>();
      for (const RowBatch::Row& row : batch.rows) text->text += std::string(batch.fields_of(row)[0]) + " ";
      if (fail_at && batch.first_row > *fail_at) return failure(ErrorKind::unavailable, "disk full");
      return std::unique_ptr<Product>(std::move(text));
    }
    Result<void> take(std::unique_ptr<Product> product) override {
      all += static_cast<Text&>(*product).text;
      return {};
    }
  };
  std::string bytes = "id;name\n", expected;
  for (int i = 0; i < 100'000; ++i) {
    bytes += std::to_string(i) + ";Anna with a name\n";
    expected += std::to_string(i) + " ";
  }
  for (const unsigned workers : {1U, 3U}) {
    Concatenation together;
    const auto summary = ParseChild(reader).read(file(bytes), {}, together, workers);
    ASSERT_TRUE(summary) << summary.error().what;
    EXPECT_EQ(summary->rows, 100'000U);
    EXPECT_TRUE(together.all == expected);
  }
  Concatenation failing;
  failing.fail_at = 50'000;
  const auto summary = ParseChild(reader).read(file(bytes), {}, failing, 2);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().what, "disk full");
}

TEST_F(ParseChildTest, EmptyFileIsATableWithoutRows) {
  Told told;
  const auto summary = ParseChild(reader).read(file(""), {}, told);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->rows, 0U);
}

TEST_F(ParseChildTest, ASampleStopsEarly) {
  std::string bytes = "id;name\n";
  for (int i = 0; i < 300'000; ++i) bytes += "1;Anna\n";
  Told told;
  const auto summary = ParseChild(reader).read(file(bytes), {.stop_after_rows = 100}, told);
  ASSERT_TRUE(summary);
  EXPECT_TRUE(summary->stopped_early);
  EXPECT_EQ(told.rows_read, 100U);
}

TEST_F(ParseChildTest, AVisitorThatStopsIsObeyed) {
  std::string bytes = "id;name\n";
  for (int i = 0; i < 300'000; ++i) bytes += "1;Anna\n";
  Told told;
  told.refuse = Error{ErrorKind::unavailable, "disk full", "", ""};
  const auto summary = ParseChild(reader).read(file(bytes), {}, told);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().what, "disk full");
}

TEST_F(ParseChildTest, WhatCannotBeOpenedIsSaid) {
  Told told;
  const auto missing = ParseChild(reader).read(folder_ + "/none.csv", {}, told);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::invalid);
  EXPECT_EQ(missing.error().where, folder_ + "/none.csv");
  EXPECT_FALSE(ParseChild(reader).read(folder_, {}, told));
  const auto no_reader = ParseChild(folder_ + "/none").read(file("a"), {}, told);
  ASSERT_FALSE(no_reader);
  EXPECT_EQ(no_reader.error().kind, ErrorKind::unavailable);
}

TEST_F(ParseChildTest, AChildThatMisbehavesIsAClearError) {
  struct {
    const char* name;
    const char* deed;
    const char* words;  // in the error
  } const stories[] = {
      {"crash", "c", "crashed"},    {"endless loop", "l", "longer than allowed"}, {"silence", "q", "gave up"},
      {"garbage", "g", "nonsense"}, {"impossible length", "h", "nonsense"},       {"half a frame", "t", "gave up"},
  };
  for (const auto& story : stories) {
    SCOPED_TRACE(story.name);
    Told told;
    const std::string path = file(story.deed);
    const auto summary = ParseChild(hostile, {.cpu_seconds = 1}).read(path, {}, told);
    ASSERT_FALSE(summary);
    EXPECT_NE(summary.error().what.find(story.words), std::string::npos) << summary.error().what;
    EXPECT_TRUE(summary.error().where.starts_with(path)) << summary.error().where;
    EXPECT_FALSE(summary.error().remedy.empty());
    EXPECT_EQ(summary.error().what.find("DROP"), std::string::npos);
  }
}

TEST_F(ParseChildTest, TheCageHolds) {
  for (const char* deed : {"open a file", "write a file", "descriptors of the parent", "environment"}) {
    SCOPED_TRACE(deed);
    Told told;
    const auto summary = ParseChild(hostile).read(file(deed), {}, told);
    ASSERT_FALSE(summary);
    const std::string& what = summary.error().what;
    EXPECT_TRUE(what.find("leave its cage") != std::string::npos || what.find("signal 10") != std::string::npos) << what;
    EXPECT_FALSE(std::filesystem::exists("/tmp/tocsin-escaped"));
  }
}

TEST_F(ParseChildTest, ReturnedMailsAreReadInOrder) {
  std::vector<std::string> mails(300, "From: zoe@x.example\r\nAuto-Submitted: auto-replied\r\n\r\nAway\r\n");
  mails[7] = "";
  mails[8] = std::string(3 << 20, 'x');
  mails[9] = "From: mailer-daemon@x.example\r\n\r\nno such user\r\n";
  const auto answers = ParseChild(reader).read_returned(mails);
  ASSERT_TRUE(answers) << answers.error().what;
  ASSERT_EQ(answers->size(), mails.size());
  for (std::size_t i = 0; i < mails.size(); ++i) {
    ASSERT_TRUE((*answers)[i]) << i;
    const ReturnKind wanted = i == 7 || i == 8 ? ReturnKind::unclear : i == 9 ? ReturnKind::failed : ReturnKind::automatic;
    EXPECT_EQ(name_of((*answers)[i]->kind), name_of(wanted)) << i;
  }
}

TEST_F(ParseChildTest, AReaderThatDiesLeavesOneMailOut) {
  const auto answers = ParseChild(hostile).read_returned(std::vector<std::string>{"crash", "crash"});
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->size(), 2u);
  for (const auto& one : *answers) EXPECT_FALSE(one);
}

TEST(Budgets, AsWordsAndBack) {
  const ReadBudgets budgets{.columns_max = 7, .stop_after_rows = 9};
  std::vector<std::string> words = words_of(budgets);
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  const auto back = budgets_of(pointers);
  ASSERT_TRUE(back);
  EXPECT_EQ(words_of(*back), words);
  for (std::string bad : {"columns", "columns=", "columns=x", "rows=-1", "sheets=1"}) {
    char* word = bad.data();
    EXPECT_FALSE(budgets_of({&word, 1})) << bad;
  }
}

}  // namespace
}  // namespace tocsin
