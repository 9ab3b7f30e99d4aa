// The mails of a campaign on their way: each made from its plate, handed to the relay, and what becomes of it.
//
// Way:    notice_send -> [here] -> app/mailing -> relay, or a folder where there is none; bounces -> next channel
// Law:    Art. 34; a mail that comes back has told nobody
// Acts:   on the network, where a relay is configured and the store is not simulated; on the campaign's file.
// Holds:  killed at any place it continues: docs/formats/dot-journal.md. A mail has the same bytes on every attempt.

#pragma once

#include <functional>

#include "app/mailing/mailing.h"
#include "app/notice_campaign.h"

namespace tocsin {

struct MailsSent {
  MailingEnd end;
  std::string folder;  // where they were laid; empty: handed to the relay
};
Result<MailsSent> send_mails(World& world, const Config& config, const NoticeWords& words, OpenCampaign& campaign, const std::string& out_dir,
                             const std::function<void(const MailingEnd&)>& progress);

struct NextChannels {
  std::uint64_t by_letter = 0, exhausted = 0;
};
// What failed goes by the next channel that the rule allows and the plate has; else it is exhausted.
Result<NextChannels> to_next_channels(const World& world, OpenCampaign& campaign);

}  // namespace tocsin
