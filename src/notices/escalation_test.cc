#include "notices/escalation.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

using R = Reach;
using F = FailedBecause;

TEST(Escalation, ADeadChannelEndsAndTheDutyDoesNot) {
  struct Case {
    const char* story;
    R failed;
    F because;
    ReachState person;
    Next next;
    std::optional<R> reach;
  };
  const Case cases[] = {
      {"a dead mailbox, a known door", R::mail, F::address_dead, {.has = {R::mail, R::letter}, .tried = {R::mail}}, Next::try_channel, R::letter},
      {"the portal comes before the post", R::mail, F::expired, {.has = {R::mail, R::letter, R::mailbox}, .tried = {R::mail}}, Next::try_channel, R::mailbox},
      {"the portal was part of the breach",
       R::mail,
       F::expired,
       {.has = {R::mail, R::letter, R::mailbox}, .tried = {R::mail}, .compromised = {R::mailbox}},
       Next::try_channel,
       R::letter},
      {"a returned letter, a mail never tried",
       R::letter,
       F::moved_unknown,
       {.has = {R::mail, R::letter, R::sms}, .tried = {R::letter}},
       Next::try_channel,
       R::mail},
      {"then a text message that asks for a call",
       R::letter,
       F::moved_unknown,
       {.has = {R::mail, R::letter, R::sms}, .tried = {R::mail, R::letter}},
       Next::try_channel,
       R::sms},
      {"then the car maker who knows the holder", R::sms, F::number_dead, {.has = {R::sms, R::mediator}, .tried = {R::sms}}, Next::try_channel, R::mediator},
      {"the maker does not know them: the registry",
       R::mediator,
       F::not_forwarded,
       {.has = {R::mediator, R::registry}, .tried = {R::mediator}},
       Next::try_channel,
       R::registry},
      {"nothing left", R::letter, F::refused, {.has = {R::letter}, .tried = {R::letter}}, Next::public_notice, {}},
      {"the post knows the new address", R::letter, F::moved_new_address, {.has = {R::letter}, .tried = {R::letter}}, Next::again_corrected, R::letter},
      {"once", R::letter, F::moved_new_address, {.has = {R::letter}, .tried = {R::letter}, .corrected_once = true}, Next::public_notice, {}},
      {"a clerk can complete it", R::letter, F::address_incomplete, {.has = {R::letter}, .tried = {R::letter}}, Next::repair, {}},
      {"our relay is blocked: nobody's address is dead", R::mail, F::relay_blocked, {.has = {R::mail, R::letter}, .tried = {R::mail}}, Next::alarm, {}},
      {"died", R::letter, F::deceased, {.has = {R::letter, R::mail}, .tried = {R::letter}}, Next::stop, {}},
  };
  for (const Case& one : cases) {
    const NextStep step = next_after(one.failed, one.because, one.person);
    EXPECT_EQ(name_of(step.next), name_of(one.next)) << one.story;
    EXPECT_EQ(step.reach, one.reach) << one.story;
  }
}

// All sets of channels, whatever failed: it ends, and never where it has been or must not go.
TEST(Escalation, EndsAfterEveryOpenChannelWasTriedOnce) {
  for (unsigned has = 0; has < 64; ++has) {
    for (unsigned bad = 0; bad < 64; ++bad) {
      ReachState person;
      for (unsigned i = 0; i < 6; ++i) {
        if (has >> i & 1) person.has.insert(static_cast<R>(i));
        if (bad >> i & 1) person.compromised.insert(static_cast<R>(i));
      }
      std::size_t steps = 0;
      for (auto reach = first_reach(person); reach; ++steps) {
        ASSERT_LT(steps, 7u);
        ASSERT_FALSE(person.compromised.contains(*reach) || person.tried.contains(*reach));
        person.tried.insert(*reach);
        reach = next_after(*reach, F::failed_unknown, person).reach;
      }
      std::size_t open = 0;
      for (const R reach : person.has) open += person.compromised.contains(reach) ? 0 : 1;
      ASSERT_EQ(steps, open);
    }
  }
}

TEST(Escalation, HighRiskDoesNotWaitForASilentMailbox) {
  const ReachState person{.has = {R::mail, R::letter}, .tried = {R::mail}};
  const Instant sent = at("2026-12-01T08:00:00Z");
  const auto after_hours = [&](int hours) { return sent + std::chrono::hours(hours); };
  EXPECT_FALSE(letter_beside(true, person, true, sent, false, after_hours(23)));
  EXPECT_TRUE(letter_beside(true, person, true, sent, false, after_hours(24))) << "deferred for a day";
  EXPECT_FALSE(letter_beside(true, person, false, sent, false, after_hours(7 * 24 - 1)));
  EXPECT_TRUE(letter_beside(true, person, false, sent, false, after_hours(7 * 24))) << "unconfirmed for a week";
  EXPECT_FALSE(letter_beside(true, person, false, sent, true, after_hours(7 * 24))) << "the person called";
  EXPECT_FALSE(letter_beside(false, person, false, sent, false, after_hours(7 * 24)));
  EXPECT_FALSE(letter_beside(true, {.has = {R::mail}, .tried = {R::mail}}, false, sent, false, after_hours(7 * 24))) << "no door is known";
}

}  // namespace
}  // namespace tocsin
