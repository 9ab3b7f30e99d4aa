// Mails that came back: read at arm's length, told to the queue, and only then taken out of the mailbox.
//
// Way:    Maildir of the bounce address -> ports/return_reader -> [here] -> queue; failed -> next channel
// Law:    Art. 34: a mail that came back has told nobody, however late it comes
// Acts:   on a Maildir and the campaign's file.
// Holds:  at least once: a mail leaves `new` when what it says is kept; the same mail again changes nothing. Only an
//         address with our HMAC moves a notice; what nobody understands, or somebody made up, goes to `cur` for a person.

#pragma once

#include "app/notice_mails.h"

namespace tocsin {

struct BounceIntake {
  CampaignId id;
  std::uint64_t read = 0, failed = 0, delayed = 0, complaints = 0, automatic = 0;
  std::uint64_t unclear = 0;  // ours, or nobody's, but a person must read it
  std::uint64_t forged = 0;   // our form, another's seal
  NextChannels next;
  std::vector<NoticeCount> counts;
};
Result<BounceIntake> take_bounces(World& world, const Incident& incident, const std::string& maildir, const std::optional<std::string>& campaign);

}  // namespace tocsin
