// Replies, retries and pace: what becomes of a mail that was not taken.
#include <gtest/gtest.h>

#include "deliveries/mail_retry.h"
#include "deliveries/throttle.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

using namespace std::chrono_literals;
const Instant start = at("2026-11-23T09:00:00Z");

struct ReplyStory {
  const char* name;
  const char* reply;
  ReplyClass means;
};
const ReplyStory replies[] = {
    {"taken", "250 2.0.0", ReplyClass::taken},
    {"nobody there", "550 5.1.1", ReplyClass::address_dead},
    {"the domain takes no mail at all", "556 5.1.10", ReplyClass::address_dead},
    {"the mailbox is somebody else's by now", "550 5.7.17", ReplyClass::address_dead},
    {"moved", "551 5.1.6", ReplyClass::address_dead},
    {"switched off", "550 5.2.1", ReplyClass::address_dead},
    {"full", "452 4.2.2", ReplyClass::mailbox_full},
    {"full for good", "552 5.2.2", ReplyClass::mailbox_full},
    {"full without a status", "552", ReplyClass::mailbox_full},
    {"greylisting", "451 4.7.1", ReplyClass::later},
    {"no route", "450 4.4.1", ReplyClass::later},
    {"the host is unknown, permanently", "550 5.4.4", ReplyClass::later},
    {"too large", "552 5.3.4", ReplyClass::content},
    {"our reputation", "550 5.7.1", ReplyClass::blocked},
    {"a signature is missing", "550 5.7.26", ReplyClass::blocked},
    {"our mistake", "503 5.5.1", ReplyClass::protocol},
    {"no word why", "550", ReplyClass::unknown},
    {"a busy relay", "421", ReplyClass::later},
    {"of a bounce: no reply code", "5.1.1", ReplyClass::address_dead},
    {"nonsense", "hello", ReplyClass::unknown},
};

TEST(ReplyClass, Stories) {
  for (const ReplyStory& story : replies) {
    SCOPED_TRACE(story.name);
    EXPECT_EQ(name_of(class_of(relay_code_of(story.reply))), name_of(story.means));
  }
  EXPECT_EQ(text_of(relay_code_of("550 5.1.1")), "550 5.1.1");
}

TEST(MailRetry, PausesGrowAndEndAfterTwoDays) {
  const RelayCode busy{421, ""};
  EXPECT_EQ(retry_after(busy, 0, start, start, 200).again, start + 10min);
  EXPECT_EQ(retry_after(busy, 0, start, start, 0).again, start + 8min);
  EXPECT_EQ(retry_after(busy, 3, start, start, 200).again, start + 80min);
  EXPECT_EQ(retry_after(busy, 30, start, start, 200).again, start + 4h);
  EXPECT_EQ(retry_after({451, "4.7.1"}, 0, start, start, 200).again, start + 5min);
  EXPECT_EQ(retry_after(busy, 9, start, start + 47h, 400).again, start + 48h) << "the last try is at the limit, not after it";
  EXPECT_TRUE(retry_after(busy, 9, start, start + 48h, 0).give_up);
}

MailSites sites() { return mail_sites_of(*resource("law/notices/mail-sites.toml"), "mail-sites").value(); }

TEST(Throttle, ARareDomainDoesNotNameItsOwner) {
  const MailSites all = sites();
  EXPECT_EQ(all.site_of("a@GMail.com"), "google");
  const std::string rare = all.site_of("zoe@family-example.fr");
  EXPECT_TRUE(rare.starts_with("other-"));
  EXPECT_EQ(rare, all.site_of("max@family-example.fr"));
  EXPECT_EQ(all.profile(rare).per_second, all.standard.per_second);
}

TEST(Throttle, ASiteGetsItsPaceAndNoMore) {
  const MailSites all = sites();
  Throttle throttle(all);
  EXPECT_EQ(throttle.allowed("orange", start), 10u);
  throttle.left("orange", 10);
  EXPECT_EQ(throttle.allowed("orange", start), 0u);
  EXPECT_EQ(throttle.allowed("orange", start + 500ms), 5u);
  EXPECT_EQ(throttle.allowed("orange", start + 1h), 10u) << "an hour of silence is not saved up";
}

TEST(Throttle, NotSoFastIsHeardOnceAndForgottenSlowly) {
  const MailSites all = sites();
  Throttle throttle(all);
  for (int i = 0; i < 20; ++i) throttle.heard("orange", {421, ""}, start);  // all that was on its way
  throttle.left("orange", 10);
  EXPECT_EQ(throttle.allowed("orange", start + 1s), 0u) << "five too many had left; five a second remain";
  EXPECT_EQ(throttle.allowed("orange", start + 1min), 5u);
  throttle.heard("orange", {450, "4.2.2"}, start + 1min);
  EXPECT_EQ(throttle.allowed("orange", start + 1min), 5u) << "a full mailbox says nothing about the pace";
  for (int minutes = 5; minutes <= 60; minutes += 5) throttle.allowed("orange", start + std::chrono::minutes(minutes));
  EXPECT_EQ(throttle.allowed("orange", start + 61min), 10u);
}

TEST(Throttle, ABlockShutsTheSiteAndNoOther) {
  const MailSites all = sites();
  Throttle throttle(all);
  throttle.heard("google", {550, "5.7.1"}, start);
  EXPECT_EQ(throttle.allowed("google", start + 29min), 0u);
  EXPECT_GT(throttle.allowed("google", start + 31min), 0u);
  EXPECT_GT(throttle.allowed("orange", start), 0u);
}

}  // namespace
}  // namespace tocsin
