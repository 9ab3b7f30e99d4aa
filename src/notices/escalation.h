// The next way to reach somebody whom the last one did not reach.
//
// Way:    bounce, returned letter, silence + channels of this person -> [here] -> app/notice_send, a clerk's list
// Law:    Art. 34(1): to communicate to the person; a dead address ends a channel, never the duty. Art. 34(3)(c) opens
//         only where no channel is left.
// Pure.
// Holds:  no channel is tried twice, but a letter to a corrected address; a channel that was part of the breach is never
//         proposed; a reason that is not the person's fault (our relay is blocked, our text is refused) moves nobody.

#pragma once

#include <optional>
#include <set>
#include <string_view>

#include "base/instant.h"

namespace tocsin {

// In the order in which they are proposed. By mediator and registry somebody else forwards or lends the address.
enum class Reach { mailbox, mail, letter, sms, mediator, registry };
std::string_view name_of(Reach reach);

enum class FailedBecause {
  address_dead,         // mail: nobody there
  mailbox_full,         // for 48 hours
  expired,              // deferred for 48 hours
  relay_blocked,        // policy, reputation: ours
  content_refused,      // ours
  failed_unknown,
  moved_new_address,    // letter: the post knows where to
  moved_unknown,
  refused,              // not taken, not collected
  address_incomplete,
  deceased,
  number_dead,          // SMS
  not_forwarded,        // the mediator does not know the person, or will not
};
std::string_view name_of(FailedBecause because);

enum class Next {
  try_channel,     // `reach` says which
  again_corrected, // the letter once more, to the address that the post named, after a look at the name
  repair,          // a clerk completes the address
  alarm,           // ours to mend: stop the campaign or the site; nobody moves
  stop,            // died: all channels
  public_notice,   // no channel left
};
std::string_view name_of(Next next);

struct ReachState {
  std::set<Reach> has;          // channels for which an address is known, or that are agreed
  std::set<Reach> tried;
  std::set<Reach> compromised;  // part of the breach, or in the attacker's hands
  bool corrected_once = false;  // a letter was sent to a corrected address before
};
struct NextStep {
  Next next = Next::public_notice;
  std::optional<Reach> reach;
};
NextStep next_after(Reach failed, FailedBecause because, const ReachState& person);
std::optional<Reach> first_reach(const ReachState& person);

// High risk: silence is no answer. A letter goes beside a mail that is deferred for a day, or unconfirmed for a week.
bool letter_beside(bool high_risk, const ReachState& person, bool mail_deferred, Instant mail_since, bool confirmed, Instant now);

}  // namespace tocsin
