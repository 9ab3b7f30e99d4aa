#include "register/verify.h"

#include <gtest/gtest.h>

#include "register/test_register.h"

namespace tocsin {
namespace {

struct Row {
  std::string bytes;
  std::optional<Digest> leaf;
};

std::vector<Row> rows_of(const TestRegister& log, bool with_leaves) {
  std::vector<Row> rows;
  for (const SequencedEntry& entry : log.entries) rows.push_back({entry.bytes, with_leaves ? std::optional(entry.leaf) : std::nullopt});
  return rows;
}

RegisterVerdict verdict(const std::vector<Row>& rows, const std::string& newest, std::optional<std::string> outside = {}) {
  RegisterVerifier verifier(test_key());
  for (const Row& row : rows) verifier.add(row.bytes, row.leaf);
  return verifier.finish(newest, outside);
}

// Somebody who holds the log's key signs whatever the rows now give.
std::string resigned(const std::vector<Row>& rows) {
  Hashes leaves;
  for (const Row& row : rows) leaves.push_back(leaf_hash(row.bytes));
  return signed_checkpoint({std::string(test_origin), leaves.size(), root_of(leaves)}, test_seed());
}

class Verify : public testing::Test {
 protected:
  const TestRegister log_ = TestRegister::of_size(60, 11);
  const std::string note_ = log_.note();
  const std::string kept_ = TestRegister::of_size(45, 11).note();  // the same log, earlier
};

TEST_F(Verify, ATrueRegisterIsTrue) {
  const RegisterVerdict result = verdict(rows_of(log_, true), note_, kept_);
  EXPECT_TRUE(result.ok()) << result.first_fault->what;
  EXPECT_EQ(result.entries, 60u);
  EXPECT_EQ(result.root, log_.state.edge.root());
  EXPECT_EQ(result.origin, test_origin);
  EXPECT_FALSE(result.simulated);
  EXPECT_TRUE(verdict(rows_of(log_, false), note_, note_).ok());
}

TEST_F(Verify, EveryFlippedByteIsFoundAndItsEntryNamed) {
  const std::vector<Row> rows = rows_of(log_, true);
  RegisterVerifier before(test_key());  // has seen the true entries up to the altered one
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t at = 0; at < rows[i].bytes.size(); ++at) {
      std::string altered = rows[i].bytes;
      altered[at] = static_cast<char>(altered[at] ^ 1);
      RegisterVerifier verifier = before;
      verifier.add(altered, rows[i].leaf);
      for (std::size_t k = i + 1; k < rows.size(); ++k) verifier.add(rows[k].bytes, rows[k].leaf);
      const RegisterVerdict result = verifier.finish(note_, kept_);
      ASSERT_FALSE(result.ok()) << "entry " << i << " byte " << at;
      ASSERT_EQ(result.first_fault->entry, i);
    }
    before.add(rows[i].bytes, rows[i].leaf);
  }
}

// The intruder also fixes the stored hashes and has the key: only the checkpoint kept outside speaks.
TEST_F(Verify, TheOutsideCheckpointOutlivesTheKey) {
  for (std::size_t i = 0; i < 45; ++i) {
    std::vector<Row> rows = rows_of(log_, false);
    const auto actor = rows[i].bytes.find("\nnonce ") + 10;
    rows[i].bytes[actor] = rows[i].bytes[actor] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verdict(rows, resigned(rows), kept_).ok()) << "entry " << i;
  }
}

TEST_F(Verify, DroppedInsertedSwappedTruncated) {
  const std::vector<Row> good = rows_of(log_, true);
  for (std::size_t i = 0; i < good.size(); ++i) {
    SCOPED_TRACE(i);
    std::vector<Row> rows = good;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(verdict(rows, note_).ok()) << "dropped";
    EXPECT_TRUE(verdict(rows, note_).first_fault->entry) << "dropped: an entry is named";
    EXPECT_FALSE(verdict(rows, resigned(rows), i < 45 ? kept_ : note_).ok()) << "dropped and signed again";
    rows = good;
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(i), good[i]);
    EXPECT_FALSE(verdict(rows, note_).ok()) << "inserted";
    EXPECT_FALSE(verdict(rows, resigned(rows), kept_).ok()) << "inserted and signed again";
    rows = good;
    std::swap(rows[i], rows[(i + 1) % rows.size()]);
    EXPECT_FALSE(verdict(rows, note_).ok()) << "swapped";
    rows = good;
    rows.resize(i);
    EXPECT_FALSE(verdict(rows, note_).ok()) << "truncated";
    EXPECT_EQ(verdict(rows, resigned(rows), note_).first_fault->entry, i) << "truncated and signed again";
  }
}

TEST_F(Verify, AnEntryNobodySignedIsNamed) {
  TestRegister longer = TestRegister::of_size(61, 11);
  const RegisterVerdict result = verdict(rows_of(longer, true), note_);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.first_fault->entry, 60u);
}

TEST_F(Verify, CheckpointsOfOthersAreRefused) {
  const std::string foreign = signed_checkpoint(log_.checkpoint(), test_seed(9));
  EXPECT_FALSE(verdict(rows_of(log_, true), foreign).ok());
  EXPECT_FALSE(verdict(rows_of(log_, true), note_, foreign).ok());
  EXPECT_FALSE(verdict(rows_of(log_, true), "", note_).ok());
}

// Two registers may not be taken for each other, and a clock put back must not be written.
TEST_F(Verify, TimeThatRunsBackIsNamed) {
  std::vector<Row> rows = rows_of(log_, false);
  RegisterEntry entry = log_.entries.back().entry;
  entry.recorded -= std::chrono::hours(80);
  rows.back().bytes = bytes_of(entry).value();
  const RegisterVerdict result = verdict(rows, resigned(rows));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.first_fault, (RegisterFault{59, "recorded: the time is earlier than in the entry before"}));
}

}  // namespace
}  // namespace tocsin
