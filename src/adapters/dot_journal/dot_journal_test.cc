#include "adapters/dot_journal/dot_journal.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using Kind = DotRecord::Kind;

class DotJournal : public testing::Test {
 protected:
  DotJournal() : folder_(fs::temp_directory_path() / ("tocsin-dots-" + std::to_string(::getpid()))) { fs::remove_all(folder_); }
  ~DotJournal() override { fs::remove_all(folder_); }
  std::unique_ptr<ports::MailJournal> open(std::size_t segment = 1 << 20) const { return open_dot_journal(folder_.string(), segment).value(); }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator())); }
  // A sender that writes and is killed.
  template <class Write>
  void killed_after(Write write) const {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const auto journal = open();
      if (!journal->start(7)) ::_exit(1);
      write(*journal);
      ::raise(SIGKILL);
    }
    int ended = 0;
    ::waitpid(child, &ended, 0);
    ASSERT_TRUE(WIFSIGNALED(ended));
  }

  fs::path folder_;
};

TEST_F(DotJournal, WhatAKilledSenderWroteIsThere) {
  killed_after([](ports::MailJournal& journal) {
    journal.dot(1, 1);
    journal.dot(2, 3);
    journal.answer(1, 1, 250);
    journal.settled(1, 1);
  });
  const auto journal = open();
  EXPECT_EQ(journal->left(), (std::vector<DotRecord>{{Kind::dot, 1, 1, 0, 7}, {Kind::dot, 2, 3, 0, 7}, {Kind::answer, 1, 1, 250, 7}}));
  EXPECT_FALSE(journal->machine_died());
  ASSERT_TRUE(journal->start(8));
  EXPECT_TRUE(journal->left().empty());
}

TEST_F(DotJournal, AnotherStartOfTheMachineIsSeen) {
  killed_after([](ports::MailJournal& journal) { journal.dot(1, 1); });
  std::fstream file(fs::directory_iterator(folder_)->path(), std::ios::in | std::ios::out | std::ios::binary);
  file.put('x');
  file.close();
  EXPECT_TRUE(open()->machine_died());
}

TEST_F(DotJournal, WhatIsSettledTakesNoRoom) {
  {
    const auto journal = open(dot_record_bytes * 10);
    ASSERT_TRUE(journal->start(7));
    for (std::uint64_t i = 1; i <= 1000; ++i) {
      journal->dot(i, 1);
      journal->answer(i, 1, 250);
      if (i > 20) journal->settled(i - 20, 1);
    }
    EXPECT_LE(files(), 7u);
    for (std::uint64_t i = 981; i < 1000; ++i) journal->settled(i, 1);
  }
  const auto left = open()->left();
  ASSERT_FALSE(left.empty());
  EXPECT_EQ(left.back(), (DotRecord{Kind::answer, 1000, 1, 250, 7}));
}

TEST_F(DotJournal, ASenderThatEndedWellLeavesNothing) {
  {
    const auto journal = open();
    ASSERT_TRUE(journal->start(7));
    journal->dot(1, 1);
    journal->answer(1, 1, 250);
    journal->settled(1, 1);
  }
  EXPECT_EQ(files(), 0u);
}

}  // namespace
}  // namespace tocsin
