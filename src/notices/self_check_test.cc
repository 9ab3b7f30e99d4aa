#include "notices/self_check.h"

#include <gtest/gtest.h>

#include <set>

namespace tocsin {
namespace {

const Instant now = at("2026-12-01T12:00:00Z");

// All of it: nobody who looks at the screen learns anything, whatever they type and however often.
TEST(SelfCheck, TheScreenNeverAnswersYesOrNo) {
  std::set<std::string_view> seen;
  for (const AskedBy by : {AskedBy::email, AskedBy::phone, AskedBy::plate, AskedBy::birth_date, AskedBy::national_number, AskedBy::name, AskedBy::other})
    for (const KnownAs known : {KnownAs::nobody, KnownAs::customer, KnownAs::concerned})
      for (const bool compromised : {false, true})
        for (const std::optional<Instant> last :
             {std::optional<Instant>{}, std::optional(now - std::chrono::hours(1)), std::optional(now - std::chrono::hours(48))})
          for (const std::size_t asked : {1u, 5u, 6u, 500u}) {
            const SelfCheckAnswer answer = answer_to({by, known, compromised, last, asked}, now);
            seen.insert(answer.on_screen);
            if (answer.to_address != SelfCheckReply::none) {
              EXPECT_TRUE(may_be_looked_up(by) && known != KnownAs::nobody && !compromised && asked <= 5);
            }
          }
  EXPECT_EQ(seen.size(), 1u);
}

TEST(SelfCheck, OnlyAKnownAddressGetsAReply) {
  struct Case {
    const char* story;
    SelfCheck asked;
    SelfCheckReply reply;
  };
  const Case cases[] = {
      {"somebody concerned asks with their own mailbox", {AskedBy::email, KnownAs::concerned, false, {}, 1}, SelfCheckReply::concerned},
      {"a customer who is not concerned", {AskedBy::phone, KnownAs::customer, false, {}, 1}, SelfCheckReply::not_concerned},
      {"an address that nobody knew before", {AskedBy::email, KnownAs::nobody, false, {}, 1}, SelfCheckReply::none},
      {"a neighbour types a plate", {AskedBy::plate, KnownAs::concerned, false, {}, 1}, SelfCheckReply::none},
      {"an employer types a social security number", {AskedBy::national_number, KnownAs::concerned, false, {}, 1}, SelfCheckReply::none},
      {"the mailbox was taken over in the breach", {AskedBy::email, KnownAs::concerned, true, {}, 1}, SelfCheckReply::none},
      {"asked again within a day: no flood of mails", {AskedBy::email, KnownAs::concerned, false, now - std::chrono::hours(23), 1}, SelfCheckReply::none},
      {"asked again the day after", {AskedBy::email, KnownAs::concerned, false, now - std::chrono::hours(24), 1}, SelfCheckReply::concerned},
      {"a list is being tried", {AskedBy::email, KnownAs::concerned, false, {}, 6}, SelfCheckReply::none},
  };
  for (const Case& one : cases) EXPECT_EQ(answer_to(one.asked, now).to_address, one.reply) << one.story;
}

}  // namespace
}  // namespace tocsin
