#include "adapters/sqlite_queue/sqlite_queue.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/digest.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

class SqliteQueue : public testing::Test {
 protected:
  SqliteQueue() : folder_(fs::temp_directory_path() / ("tocsin-queue-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    make();
  }
  ~SqliteQueue() override {
    queue_.reset();
    fs::remove_all(folder_);
  }

  void make() { queue_ = std::move(make_sqlite_queue(path(), key_, campaign_, random_).value()); }
  void die_and_come_back() {  // no close(), no goodbye: what was not committed is gone
    queue_.reset();
    queue_ = std::move(open_sqlite_queue(path(), key_, random_).value());
  }
  std::string path() const { return (folder_ / "campaign.db").string(); }

  QueuedNotice notice(int person, NoticeChannel channel = NoticeChannel::letter, NoticeState state = NoticeState::planned) const {
    const std::string name = "p-" + std::to_string(person);
    return {.id = notice_id(campaign_.id, name, "house", 1),
            .person = name,
            .controller = "house",
            .group = {Certainty::confirmed, "fr", channel},
            .state = state,
            .said = sha256(name),
            .plate = "{\"recipient\":\"Mme Zoé Exemplaire " + name + "\"}"};
  }
  std::map<NoticeState, std::uint64_t> counts() {
    std::map<NoticeState, std::uint64_t> all;
    const auto counted = queue_->counts();
    EXPECT_TRUE(counted);
    for (const NoticeCount& count : counted.value()) all[count.state] += count.notices;
    return all;
  }
  // The counters against the rows themselves.
  void expect_counters_equal_rows() {
    std::map<NoticeState, std::uint64_t> rows;
    EXPECT_TRUE(queue_->for_each([&](const QueuedNotice& one) -> Result<void> {
      ++rows[one.state];
      return {};
    }));
    EXPECT_EQ(counts(), rows);
  }
  void plan(int persons, NoticeChannel channel = NoticeChannel::letter) {
    std::vector<QueuedNotice> notices;
    for (int i = 0; i < persons; ++i) notices.push_back(notice(i, channel));
    ASSERT_TRUE(queue_->add(notices));
    ASSERT_TRUE(queue_->move_all(NoticeState::planned, NoticeEvent::released, now_));
  }
  std::vector<NoticeOutcome> all_handed(const NoticeBatch& batch) const {
    std::vector<NoticeOutcome> outcomes;
    for (const QueuedNotice& one : batch.notices) outcomes.push_back({one.id, NoticeEvent::handed_over, "", sha256(one.id)});
    return outcomes;
  }

  const CampaignFile campaign_{CampaignId::of("00112233445566778899aabbccddeeff").value(), IncidentId::of("11111111111111111111111111111111").value(),
                               sha256("content"), "{\"rule\":1}", at("2026-11-22T09:00:00Z")};
  const Instant now_ = at("2026-11-23T09:00:00Z");
  SeededRandom random_{7};
  SealKey key_ = new_seal_key(random_);
  fs::path folder_;
  std::unique_ptr<NoticeQueue> queue_;
};

TEST_F(SqliteQueue, ANoticePlannedTwiceIsOneNotice) {
  ASSERT_TRUE(queue_->add(std::vector{notice(1), notice(2)}));
  ASSERT_TRUE(queue_->add(std::vector{notice(2), notice(3)}));
  EXPECT_EQ(counts()[NoticeState::planned], 3u);
  make();  // the whole plan again
  ASSERT_TRUE(queue_->add(std::vector{notice(1), notice(2), notice(3)}));
  EXPECT_EQ(counts()[NoticeState::planned], 3u);
  expect_counters_equal_rows();
}

TEST_F(SqliteQueue, NothingIsClaimedBeforeItWasReleased) {
  ASSERT_TRUE(queue_->add(std::vector{notice(1), notice(2, NoticeChannel::letter, NoticeState::held)}));
  EXPECT_FALSE(queue_->claim(NoticeChannel::letter, 10, now_)->has_value());
  EXPECT_EQ(queue_->move_all(NoticeState::planned, NoticeEvent::released, now_).value(), 1u);
  const auto batch = queue_->claim(NoticeChannel::letter, 10, now_);
  ASSERT_TRUE(batch && *batch);
  EXPECT_EQ((*batch)->notices.size(), 1u);  // the held one stays
}

TEST_F(SqliteQueue, ABatchCutShortComesAgainAsItWas) {
  plan(7);
  const NoticeBatch first = **queue_->claim(NoticeChannel::letter, 3, now_);
  die_and_come_back();
  const NoticeBatch again = **queue_->claim(NoticeChannel::letter, 5, now_ + std::chrono::hours(5));
  EXPECT_EQ(again.number, first.number);
  EXPECT_EQ(again.made_at, first.made_at);
  ASSERT_EQ(again.notices.size(), 3u);
  EXPECT_EQ(again.notices[2].plate, first.notices[2].plate);
  expect_counters_equal_rows();

  ASSERT_TRUE(queue_->close(again, all_handed(again), now_));
  die_and_come_back();
  ASSERT_TRUE(queue_->close(again, all_handed(again), now_));  // acknowledged late: counts once
  EXPECT_EQ(counts()[NoticeState::handed], 3u);
  std::size_t more = 0;
  for (auto batch = queue_->claim(NoticeChannel::letter, 3, now_); batch && *batch; batch = queue_->claim(NoticeChannel::letter, 3, now_)) {
    more += (*batch)->notices.size();
    ASSERT_TRUE(queue_->close(**batch, all_handed(**batch), now_));
  }
  EXPECT_EQ(more, 4u);
  EXPECT_EQ(counts(), (std::map<NoticeState, std::uint64_t>{{NoticeState::handed, 7}}));
  expect_counters_equal_rows();
}

TEST_F(SqliteQueue, ChannelsDoNotTakeEachOthersNotices) {
  plan(4, NoticeChannel::mail);
  EXPECT_FALSE(queue_->claim(NoticeChannel::letter, 10, now_)->has_value());
  EXPECT_EQ((**queue_->claim(NoticeChannel::mail, 10, now_)).notices.size(), 4u);
}

TEST_F(SqliteQueue, WhatWasHandedLongAgoIsPresumed) {
  plan(2);
  const NoticeBatch batch = **queue_->claim(NoticeChannel::letter, 10, now_);
  ASSERT_TRUE(queue_->close(batch, all_handed(batch), now_));
  EXPECT_EQ(queue_->presume(NoticeChannel::letter, now_ - Micros{1}, now_).value(), 0u);
  EXPECT_EQ(queue_->presume(NoticeChannel::mail, now_, now_).value(), 0u);
  EXPECT_EQ(queue_->presume(NoticeChannel::letter, now_, now_).value(), 2u);
  const std::vector<NoticeReport> bounced = {{batch.notices[0].id, {NoticeEvent::returned, now_, "return/1"}, {}}};
  ASSERT_TRUE(queue_->report(bounced));
  ASSERT_TRUE(queue_->report(bounced));
  EXPECT_EQ(counts(), (std::map<NoticeState, std::uint64_t>{{NoticeState::presumed, 1}, {NoticeState::failed, 1}}));
  expect_counters_equal_rows();
}

TEST_F(SqliteQueue, WhatStandsInAFactIsNotRecordedAgain) {
  plan(3);
  const NoticeBatch batch = **queue_->claim(NoticeChannel::letter, 10, now_);
  ASSERT_TRUE(queue_->close(batch, all_handed(batch), now_));
  ASSERT_EQ(queue_->not_recorded(NoticeChannel::letter)->size(), 3u);
  ASSERT_TRUE(queue_->recorded(NoticeChannel::letter));
  die_and_come_back();
  EXPECT_TRUE(queue_->not_recorded(NoticeChannel::letter)->empty());
}

TEST_F(SqliteQueue, TheFileNamesNobody) {
  ASSERT_TRUE(queue_->add(std::vector{notice(1)}));
  queue_.reset();
  for (const auto& entry : fs::directory_iterator(folder_)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    EXPECT_EQ(all.str().find("Exemplaire"), std::string::npos) << entry.path();
  }
  SealKey other = new_seal_key(random_);
  const auto opened = open_sqlite_queue(path(), other, random_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::corrupt);
}

TEST_F(SqliteQueue, AnotherContentIsAnotherCampaign) {
  CampaignFile changed = campaign_;
  changed.content = sha256("another text");
  const auto made = make_sqlite_queue(path(), key_, changed, random_);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace tocsin
