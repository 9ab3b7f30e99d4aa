// Sending: what was approved leaves: mails to the relay, what mail did not reach and all others as letters.
//
// Way:    queue -> notice_mails, [here] -> print-ready batches of letters
// Law:    Art. 34; handed over is not told, so no `persons_informed` is recorded here
// Acts:   writes below `out_dir` and into the campaign's file, hands mails over; records `notices_handed_over`.
// Holds:  killed at any place it continues: a batch of letters that was begun is made again, the same bytes under the
//         same name; mails as docs/formats/dot-journal.md says. Nothing is left out.

#pragma once

#include <functional>

#include "app/notice_mails.h"

namespace tocsin {

struct SentBatch {
  std::uint64_t number = 0;
  NoticeChannel channel{};
  std::uint64_t notices = 0, held = 0, pages = 0;
  std::string folder;
};
struct HandedOver {
  NoticeChannel channel{};
  std::uint64_t notices = 0;
  Digest root{};  // Merkle root over them: docs/formats/campaign.md
};
struct NoticeSending {
  CampaignId id;
  MailsSent mails;
  NextChannels next;
  std::vector<SentBatch> batches;  // of letters
  std::vector<HandedOver> handed;
  std::vector<NoticeCount> counts;
};

struct NoticeSendWanted {
  std::optional<std::string> campaign;
  std::string out_dir;  // empty: beside the campaign's file
  std::function<void(const SentBatch&)> progress = {};
  std::function<void(const MailingEnd&)> mails_progress = {};
};

// `refused` without an approval of the content as it is now.
Result<NoticeSending> send_notices(World& world, const Actor& sender, const Incident& incident, const Config& config, const NoticeSendWanted& wanted);

}  // namespace tocsin
