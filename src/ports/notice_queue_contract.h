// The tests that every queue of notices passes. A queue's own test file says how to make one, to crash it and to
// open it again, and instantiates the suite:
//
//   INSTANTIATE_TEST_SUITE_P(Memory, NoticeQueueContract, testing::Values([] { return std::make_unique<MemoryHouse>(); }));

#pragma once

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/digest.h"
#include "ports/notice_queue.h"

namespace tocsin::contract {

// A place where one queue lives; crash() = the process is gone, then the queue is opened again.
class QueueHouse {
 public:
  virtual ~QueueHouse() = default;
  virtual NoticeQueue& queue() = 0;
  virtual void crash() = 0;
};

inline CampaignFile example_campaign() {
  return {CampaignId::of("00112233445566778899aabbccddeeff").value(), IncidentId::of("11111111111111111111111111111111").value(), sha256("content"),
          "{\"rule\":1}", at("2026-11-22T09:00:00Z")};
}

// Everybody's mail arrives at one of three sites.
inline QueuedNotice example_notice(int person, NoticeChannel channel = NoticeChannel::letter, NoticeState state = NoticeState::planned) {
  const std::string name = std::to_string(person);
  constexpr const char* sites[] = {"large", "small", "other-07"};
  return {.id = notice_id(example_campaign().id, name, "house", 1),
          .person = name,
          .controller = "house",
          .group = {Certainty::confirmed, "fr", channel},
          .state = state,
          .said = sha256(name),
          .plate = "{\"recipient\":\"Mme Zoé Exemplaire " + name + "\"}",
          .site = channel == NoticeChannel::letter ? "" : sites[person % 3]};
}

using Counts = std::map<NoticeState, std::uint64_t>;

class NoticeQueueContract : public testing::TestWithParam<std::function<std::unique_ptr<QueueHouse>()>> {
 protected:
  NoticeQueueContract() : house_(GetParam()()) {}
  NoticeQueue& queue() { return house_->queue(); }
  void crash() { house_->crash(); }

  Counts counts() {
    Counts all;
    const auto counted = queue().counts();
    EXPECT_TRUE(counted);
    for (const NoticeCount& count : counted.value()) all[count.state] += count.notices;
    return all;
  }
  // The counters against the rows themselves.
  void expect_counters_equal_rows() {
    std::map<std::pair<NoticeGroup, NoticeState>, std::uint64_t> rows, counters;
    EXPECT_TRUE(queue().for_each([&](const QueuedNotice& one) -> Result<void> {
      ++rows[{one.group, one.state}];
      return {};
    }));
    const auto counted = queue().counts();
    for (const NoticeCount& count : counted.value()) counters[{count.group, count.state}] += count.notices;
    EXPECT_EQ(counters, rows);
  }
  void plan(int persons, NoticeChannel channel = NoticeChannel::letter) {
    std::vector<QueuedNotice> notices;
    for (int i = 1; i <= persons; ++i) notices.push_back(example_notice(i, channel));
    ASSERT_TRUE(queue().add(notices));
    ASSERT_TRUE(queue().planned());
    ASSERT_TRUE(queue().move_all(NoticeState::planned, NoticeEvent::released, now_));
  }
  std::vector<NoticeOutcome> all_handed(const NoticeBatch& batch) const {
    std::vector<NoticeOutcome> outcomes;
    for (const QueuedNotice& one : batch.notices) outcomes.push_back({one.id, NoticeEvent::handed_over, "", sha256(one.id)});
    return outcomes;
  }
  MailClaim claim(std::uint64_t owner, std::size_t most = 100) const { return {.owner = owner, .lease_until = now_ + std::chrono::minutes(10), .most = most}; }
  std::vector<ClaimedMail> claimed(const MailClaim& claim) {
    auto mails = queue().claim_mails(claim, now_);
    EXPECT_TRUE(mails);
    return std::move(mails).value();
  }
  MailOutcome outcome(const ClaimedMail& mail, std::uint64_t owner, NoticeEvent event, std::string code = "250 2.0.0") const {
    MailOutcome one{mail.notice.number, owner, mail.attempt, event, now_, std::move(code), {}, now_ + std::chrono::minutes(10)};
    if (event == NoticeEvent::handed_over || event == NoticeEvent::found_accepted) one.told = sha256(mail.notice.id);
    return one;
  }
  std::uint64_t not_recorded(NoticeChannel channel) {
    std::string before;
    std::uint64_t seen = 0;
    const auto count = queue().not_recorded(channel, [&](const HandedNotice& one) {
      EXPECT_LT(before, one.id) << "by id";
      before = one.id;
      ++seen;
    });
    EXPECT_EQ(count.value(), seen);
    return seen;
  }

  const Instant now_ = at("2026-11-23T09:00:00Z");
  std::unique_ptr<QueueHouse> house_;
};

TEST_P(NoticeQueueContract, ANoticePlannedTwiceIsOneNotice) {
  ASSERT_TRUE(queue().add(std::vector{example_notice(1), example_notice(2)}));
  ASSERT_TRUE(queue().add(std::vector{example_notice(2), example_notice(3)}));
  EXPECT_EQ(counts()[NoticeState::planned], 3u);
  crash();
  ASSERT_TRUE(queue().add(std::vector{example_notice(1), example_notice(2), example_notice(3)}));
  ASSERT_TRUE(queue().planned());
  EXPECT_EQ(counts(), (Counts{{NoticeState::planned, 3}}));
  expect_counters_equal_rows();
  const auto second = queue().notice(2).value();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->id, example_notice(2).id);
  EXPECT_EQ(second->plate, example_notice(2).plate);
  EXPECT_FALSE(queue().notice(4).value());
}

TEST_P(NoticeQueueContract, NothingIsClaimedBeforeItWasReleased) {
  ASSERT_TRUE(queue().add(std::vector{example_notice(1), example_notice(2, NoticeChannel::letter, NoticeState::held), example_notice(3, NoticeChannel::mail)}));
  EXPECT_FALSE(queue().claim(NoticeChannel::letter, 10, now_)->has_value());
  EXPECT_TRUE(claimed(claim(1)).empty());
  EXPECT_EQ(queue().move_all(NoticeState::planned, NoticeEvent::released, now_).value(), 2u);
  EXPECT_EQ((**queue().claim(NoticeChannel::letter, 10, now_)).notices.size(), 1u);  // the held one stays
  EXPECT_EQ(claimed(claim(1)).size(), 1u);
  expect_counters_equal_rows();
}

TEST_P(NoticeQueueContract, ABatchCutShortComesAgainAsItWas) {
  plan(7);
  const NoticeBatch first = **queue().claim(NoticeChannel::letter, 3, now_);
  crash();
  const NoticeBatch again = **queue().claim(NoticeChannel::letter, 5, now_ + std::chrono::hours(5));
  EXPECT_EQ(again.number, first.number);
  EXPECT_EQ(again.made_at, first.made_at);
  ASSERT_EQ(again.notices.size(), 3u);
  EXPECT_EQ(again.notices[2].plate, first.notices[2].plate);
  expect_counters_equal_rows();

  ASSERT_TRUE(queue().close(again, all_handed(again), now_));
  crash();
  ASSERT_TRUE(queue().close(again, all_handed(again), now_));  // acknowledged late: counts once
  EXPECT_EQ(counts()[NoticeState::handed], 3u);
  std::size_t more = 0;
  for (auto batch = queue().claim(NoticeChannel::letter, 3, now_); batch && *batch; batch = queue().claim(NoticeChannel::letter, 3, now_)) {
    more += (*batch)->notices.size();
    ASSERT_TRUE(queue().close(**batch, all_handed(**batch), now_));
  }
  EXPECT_EQ(more, 4u);
  EXPECT_EQ(counts(), (Counts{{NoticeState::handed, 7}}));
  expect_counters_equal_rows();
}

TEST_P(NoticeQueueContract, LettersLeaveInTheirTurn) {
  std::vector<QueuedNotice> notices = {example_notice(1), example_notice(2), example_notice(3)};
  notices[0].turn = 2;
  ASSERT_TRUE(queue().add(notices));
  ASSERT_TRUE(queue().planned());
  ASSERT_TRUE(queue().move_all(NoticeState::planned, NoticeEvent::released, now_));
  const NoticeBatch batch = **queue().claim(NoticeChannel::letter, 2, now_);
  EXPECT_EQ(batch.notices[0].person, "2");
  EXPECT_EQ(batch.notices[1].person, "3");
}

TEST_P(NoticeQueueContract, MailsOfAllSitesLeaveAndNoSiteGetsMoreThanItMay) {
  plan(9, NoticeChannel::mail);
  MailClaim wanted = claim(1);
  wanted.allowed = [](std::string_view site) { return site == "large" ? std::size_t{1} : std::size_t{100}; };
  std::map<std::string, int> by_site;
  for (const ClaimedMail& mail : claimed(wanted)) {
    ++by_site[mail.notice.site];
    EXPECT_EQ(mail.attempt, 1u);
    EXPECT_EQ(mail.first_at, now_);
  }
  EXPECT_EQ(by_site, (std::map<std::string, int>{{"large", 1}, {"small", 3}, {"other-07", 3}}));
  EXPECT_EQ(counts(), (Counts{{NoticeState::ready, 2}, {NoticeState::claimed, 7}}));
  EXPECT_EQ(queue().open_mails()->size(), 7u);
  expect_counters_equal_rows();
}

TEST_P(NoticeQueueContract, AMailGoesItsWay) {
  plan(4, NoticeChannel::mail);
  const auto mails = claimed(claim(1));
  ASSERT_EQ(mails.size(), 4u);
  ASSERT_TRUE(queue().settle(std::vector{outcome(mails[0], 1, NoticeEvent::handed_over), outcome(mails[1], 1, NoticeEvent::deferred, "451 4.7.1"),
                                         outcome(mails[2], 1, NoticeEvent::rejected, "550 5.1.1"), outcome(mails[3], 1, NoticeEvent::doubted, "")}));
  crash();
  EXPECT_EQ(counts(), (Counts{{NoticeState::handed, 1}, {NoticeState::deferred, 1}, {NoticeState::failed, 1}, {NoticeState::in_doubt, 1}}));
  expect_counters_equal_rows();
  EXPECT_TRUE(claimed(claim(2)).empty()) << "a pause is a pause, a doubt is a doubt";
  EXPECT_EQ(queue().next_due().value(), now_ + std::chrono::minutes(10));
  EXPECT_EQ(queue().due_again(now_ + std::chrono::minutes(9)).value(), 0u);
  EXPECT_EQ(queue().due_again(now_ + std::chrono::minutes(10)).value(), 1u);
  const auto again = claimed(claim(2));
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].attempt, 2u);
  EXPECT_EQ(again[0].deferrals, 1u);
  EXPECT_EQ(again[0].first_at, now_);

  ASSERT_TRUE(queue().settle(std::vector{outcome(mails[3], 0, NoticeEvent::found_accepted)}));
  EXPECT_EQ(counts()[NoticeState::handed], 2u);
  EXPECT_EQ(queue().notice(mails[2].notice.number).value()->because, "550 5.1.1");
  expect_counters_equal_rows();
}

TEST_P(NoticeQueueContract, AResultOfAnOldClaimMovesNothing) {
  plan(1, NoticeChannel::mail);
  const auto first = claimed(claim(1));
  ASSERT_EQ(first.size(), 1u);
  ASSERT_TRUE(queue().settle(std::vector{outcome(first[0], 7, NoticeEvent::handed_over)})) << "another owner";
  EXPECT_EQ(counts(), (Counts{{NoticeState::claimed, 1}}));
  ASSERT_TRUE(queue().settle(std::vector{outcome(first[0], 1, NoticeEvent::given_back, "")}));
  const auto second = claimed(claim(2));
  ASSERT_EQ(second.size(), 1u);
  ASSERT_TRUE(queue().settle(std::vector{outcome(first[0], 1, NoticeEvent::rejected, "550")})) << "an attempt that was given back";
  EXPECT_EQ(counts(), (Counts{{NoticeState::claimed, 1}}));
  ASSERT_TRUE(queue().settle(std::vector{outcome(second[0], 2, NoticeEvent::handed_over), outcome(second[0], 2, NoticeEvent::handed_over)}));
  EXPECT_EQ(counts(), (Counts{{NoticeState::handed, 1}}));
  expect_counters_equal_rows();
}

TEST_P(NoticeQueueContract, WhatASenderThatDiedLeftIsFound) {
  plan(3, NoticeChannel::mail);
  const auto mails = claimed(claim(41));
  crash();
  const auto open = queue().open_mails().value();
  ASSERT_EQ(open.size(), 3u);
  for (const OpenMail& one : open) {
    EXPECT_EQ(one.owner, 41u);
    EXPECT_EQ(one.attempt, 1u);
    EXPECT_EQ(one.since, now_);
    EXPECT_EQ(one.state, NoticeState::claimed);
  }
  ASSERT_TRUE(queue().settle(std::vector{outcome(mails[0], 41, NoticeEvent::given_back, ""), outcome(mails[1], 41, NoticeEvent::doubted, "")}));
  EXPECT_EQ(counts(), (Counts{{NoticeState::ready, 1}, {NoticeState::claimed, 1}, {NoticeState::in_doubt, 1}}));
}

TEST_P(NoticeQueueContract, WhatWasHandedLongAgoIsPresumedUntilItComesBack) {
  plan(2);
  const NoticeBatch batch = **queue().claim(NoticeChannel::letter, 10, now_);
  ASSERT_TRUE(queue().close(batch, all_handed(batch), now_));
  EXPECT_EQ(queue().presume(NoticeChannel::letter, now_ - Micros{1}, now_).value(), 0u);
  EXPECT_EQ(queue().presume(NoticeChannel::mail, now_, now_).value(), 0u);
  EXPECT_EQ(queue().presume(NoticeChannel::letter, now_, now_).value(), 2u);
  const std::vector<NoticeReport> came_back = {{.id = batch.notices[0].id, .happening = {NoticeEvent::returned, now_, "return/1"}, .because = "moved"}};
  ASSERT_TRUE(queue().report(came_back));
  ASSERT_TRUE(queue().report(came_back));
  EXPECT_EQ(counts(), (Counts{{NoticeState::presumed, 1}, {NoticeState::failed, 1}}));
  expect_counters_equal_rows();
}

TEST_P(NoticeQueueContract, AMailThatCameBackGoesAsALetter) {
  plan(2, NoticeChannel::mail);
  const auto mails = claimed(claim(1));
  ASSERT_TRUE(queue().settle(std::vector{outcome(mails[0], 1, NoticeEvent::handed_over), outcome(mails[1], 1, NoticeEvent::handed_over)}));
  const std::uint64_t number = mails[0].notice.number;
  const std::vector<NoticeReport> bounced = {
      {.id = {}, .happening = {NoticeEvent::returned, now_, "bounce/1"}, .because = "5.1.1", .number = number},
      {.id = {}, .happening = {NoticeEvent::next_channel, now_, "next/1"}, .channel = NoticeChannel::letter, .number = number}};
  ASSERT_TRUE(queue().report(bounced));
  ASSERT_TRUE(queue().report(bounced));
  expect_counters_equal_rows();
  EXPECT_TRUE(claimed(claim(1)).empty());
  const NoticeBatch batch = **queue().claim(NoticeChannel::letter, 10, now_);
  ASSERT_EQ(batch.notices.size(), 1u);
  EXPECT_EQ(batch.notices[0].number, number);
  EXPECT_EQ(batch.notices[0].group.channel, NoticeChannel::letter);
  const std::vector<NoticeReport> stranger = {{.id = {}, .happening = {NoticeEvent::returned, now_, "bounce/9"}, .number = 99}};
  EXPECT_EQ(queue().report(stranger).error().kind, ErrorKind::not_found);
}

TEST_P(NoticeQueueContract, WhatStandsInAFactIsNotRecordedAgain) {
  plan(3);
  const NoticeBatch first = **queue().claim(NoticeChannel::letter, 2, now_);
  ASSERT_TRUE(queue().close(first, all_handed(first), now_));
  EXPECT_EQ(not_recorded(NoticeChannel::letter), 2u);
  const NoticeBatch second = **queue().claim(NoticeChannel::letter, 2, now_);
  ASSERT_TRUE(queue().close(second, all_handed(second), now_));
  crash();
  EXPECT_EQ(not_recorded(NoticeChannel::letter), 2u) << "the fact may stand already: the same set again, later ones wait";
  ASSERT_TRUE(queue().recorded(NoticeChannel::letter));
  EXPECT_EQ(not_recorded(NoticeChannel::letter), 1u);
  ASSERT_TRUE(queue().recorded(NoticeChannel::letter));
  crash();
  EXPECT_EQ(not_recorded(NoticeChannel::letter), 0u);
  EXPECT_EQ(not_recorded(NoticeChannel::mail), 0u);
  ASSERT_TRUE(queue().add(std::vector{example_notice(9)}));
  ASSERT_TRUE(queue().move_all(NoticeState::planned, NoticeEvent::released, now_));
  const NoticeBatch third = **queue().claim(NoticeChannel::letter, 2, now_);
  ASSERT_TRUE(queue().close(third, all_handed(third), now_));
  EXPECT_EQ(not_recorded(NoticeChannel::letter), 1u) << "that there was nothing once hides nothing later";
}

TEST_P(NoticeQueueContract, NotesSurvive) {
  EXPECT_EQ(queue().note("paused").value(), "");
  ASSERT_TRUE(queue().set_note("paused", "stop rule"));
  ASSERT_TRUE(queue().set_note("paused", "by a person"));
  crash();
  EXPECT_EQ(queue().note("paused").value(), "by a person");
}

}  // namespace tocsin::contract
