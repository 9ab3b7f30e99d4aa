// A whole mailing on the model queue, a real journal and the simulator's addresses.
#include "app/mailing/mailing.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "adapters/dot_journal/dot_journal.h"
#include "adapters/memory_queue/memory_queue.h"
#include "adapters/simulated_line/simulated_line.h"
#include "app/mailing/relay_log.h"
#include "base/digest.h"
#include "deliveries/verp.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Counts = std::map<NoticeState, std::uint64_t>;

class MailingTest : public testing::Test {
 protected:
  MailingTest() : dir_(fs::temp_directory_path() / ("tocsin-mailing-" + std::to_string(::getpid()))) { fs::remove_all(dir_); }
  ~MailingTest() override { fs::remove_all(dir_); }

  void plan(const std::vector<std::string>& addresses) {
    std::vector<QueuedNotice> notices;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
      const std::string person = std::to_string(i + 1);
      notices.push_back({.id = notice_id(queue_.campaign().id, person, "house", 1),
                         .person = person,
                         .controller = "house",
                         .group = {Certainty::confirmed, "fr", NoticeChannel::mail},
                         .said = sha256(person),
                         .plate = addresses[i],
                         .site = sites_.site_of(addresses[i])});
    }
    ASSERT_TRUE(queue_.add(notices));
    ASSERT_TRUE(queue_.move_all(NoticeState::planned, NoticeEvent::released, now_));
  }
  static std::string message_id(const QueuedNotice& notice) { return notice_message_id("key", notice.id, 1, "insurer.example"); }
  static Result<ports::PostedMail> make(const MailToMake& mail) {
    if (mail.notice.plate == "bad") return failure(ErrorKind::invalid, "name_unusable", "notice");
    return ports::PostedMail{mail.notice.number, mail.attempt, bounce_address("key", {mail.notice.number, mail.attempt}, "bounce.insurer.example"),
                             mail.notice.plate,  "",           "Message-ID: <" + message_id(mail.notice) + ">\r\n\r\nGuten Tag\r\n"};
  }
  Mailing mailing(ports::MailJournal& journal, std::uint64_t owner) {
    return Mailing({queue_, journal, sites_, [this] { return now_; }, message_id}, {}, owner);
  }
  MailingEnd send(std::uint64_t owner, const KnownToRelay& known = {}) {
    const auto journal = open_dot_journal((dir_ / "dots").string()).value();
    Mailing mails = mailing(*journal, owner);
    EXPECT_TRUE(mails.recover(make, known));
    const auto line = simulated_line({dir_.string(), [this] { return now_; }}, *journal);
    auto end = mails.run(*line, make, [](const MailingEnd&) { return true; });
    EXPECT_TRUE(end);
    return *end;
  }
  Counts counts() {
    Counts all;
    const auto counted = queue_.counts();
    for (const NoticeCount& count : counted.value()) all[count.state] += count.notices;
    return all;
  }

  Instant now_ = at("2026-11-23T09:00:00Z");
  const MailSites sites_ = mail_sites_of(*resource("law/notices/mail-sites.toml"), "mail-sites").value();
  MemoryQueue queue_{{CampaignId{}, IncidentId{}, sha256("content"), "{}", now_}};
  fs::path dir_;
};

TEST_F(MailingTest, EverybodyEndsInTheStateTheirMailboxDeserves) {
  plan({"zoe@example.org", "gone@simulator.tocsin", "full@simulator.tocsin", "slow@simulator.tocsin", "blocked@simulator.tocsin", "doubt@simulator.tocsin",
        "bad"});
  const MailingEnd first = send(1);
  EXPECT_EQ(first.handed, 1u);
  EXPECT_EQ(first.refusals, (std::map<std::string, std::uint64_t>{{"address_dead", 1}}));
  EXPECT_EQ(counts(),
            (Counts{{NoticeState::handed, 1}, {NoticeState::failed, 1}, {NoticeState::deferred, 3}, {NoticeState::in_doubt, 1}, {NoticeState::held, 1}}));
  ASSERT_TRUE(first.again);
  EXPECT_GT(*first.again, now_);

  now_ += 10min;
  EXPECT_EQ(send(2).in_doubt, 0u) << "a relay's log may be late";
  EXPECT_EQ(counts()[NoticeState::in_doubt], 1u);
  for (int hours = 0; hours < 50; ++hours) {
    now_ += 1h;
    send(3 + static_cast<std::uint64_t>(hours));
  }
  // slow@ took its third, doubt@ its second; full@ and blocked@ are given up after two days.
  EXPECT_EQ(counts(), (Counts{{NoticeState::handed, 3}, {NoticeState::failed, 3}, {NoticeState::held, 1}}));
  EXPECT_EQ(queue_.notice(3).value()->because, "expired 452 4.2.2");
}

TEST_F(MailingTest, TheRelaysLogEndsADoubt) {
  plan({"doubt@simulator.tocsin"});
  send(1);
  std::string log = "relay postfix/cleanup[7]: 4X: message-id=<" + message_id(queue_.notice(1).value().value()) + ">\nother message-id=<x@y>\n";
  send(2, [&](const std::set<std::string>& wanted) -> Result<std::set<std::string>> { return taken_by_log(log, wanted); });
  EXPECT_EQ(counts(), (Counts{{NoticeState::handed, 1}}));
}

TEST_F(MailingTest, WhatADeadSenderLeftIsSortedByItsJournal) {
  plan({"a@example.org", "b@example.org", "c@example.org", "d@example.org"});
  const auto claimed = queue_.claim_mails({.owner = 77, .lease_until = now_ + 10min, .most = 4}, now_).value();
  ASSERT_EQ(claimed.size(), 4u);
  {
    const auto journal = open_dot_journal((dir_ / "dots").string()).value();
    ASSERT_TRUE(journal->start(77));
    journal->dot(1, 1);
    journal->answer(1, 1, 250);
    journal->dot(2, 1);
    journal->dot(3, 1);
    journal->answer(3, 1, 550);
  }  // and died: nothing is settled
  {
    const auto journal = open_dot_journal((dir_ / "dots").string()).value();
    ASSERT_TRUE(mailing(*journal, 78).recover(make, {}));
  }
  EXPECT_EQ(counts(), (Counts{{NoticeState::handed, 1}, {NoticeState::in_doubt, 1}, {NoticeState::failed, 1}, {NoticeState::ready, 1}}));
  send(79);
  EXPECT_EQ(counts(), (Counts{{NoticeState::handed, 2}, {NoticeState::in_doubt, 1}, {NoticeState::failed, 1}}));
}

TEST_F(MailingTest, AStopTakesEffectAtOnce) {
  plan(std::vector<std::string>(5000, "accept@simulator.tocsin"));
  const auto journal = open_dot_journal((dir_ / "dots").string()).value();
  const auto line = simulated_line({dir_.string(), [this] { return now_; }}, *journal);
  const auto end = mailing(*journal, 1).run(*line, make, [](const MailingEnd& so_far) { return so_far.handed < 500; });
  EXPECT_EQ(end->stopped, "stopped");
  EXPECT_LE(end->handed, 1500u);
  EXPECT_EQ(counts()[NoticeState::handed], end->handed);
  EXPECT_EQ(counts()[NoticeState::claimed], 0u);
}

}  // namespace
}  // namespace tocsin
