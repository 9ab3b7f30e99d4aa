// Sending: what was approved leaves, batch by batch.
//
// Way:    queue -> [here] -> print-ready batches of letters; mails as orders of the outbox -> mailer
//         a simulated store: mails as files
// Law:    Art. 34; handed over is not told, so no `persons_informed` is recorded here
// Acts:   writes below `out_dir`, into the outbox and into the campaign's file; records `notices_handed_over`.
// Holds:  killed at any place it continues: a batch that was begun is made again, the same bytes under the same name,
//         and a mail's order exists once by its id. Nothing is handed over twice, nothing is left out.

#pragma once

#include <functional>

#include "app/notice_campaign.h"

namespace tocsin {

struct SentBatch {
  std::uint64_t number = 0;
  NoticeChannel channel{};
  std::uint64_t notices = 0, held = 0, pages = 0;
  std::string folder;  // empty: the outbox
};
struct HandedOver {
  NoticeChannel channel{};
  std::uint64_t notices = 0;
  Digest root{};  // Merkle root over them: docs/formats/campaign.md
};
struct NoticeSending {
  CampaignId id;
  std::vector<SentBatch> batches;
  std::vector<HandedOver> handed;
  std::vector<NoticeCount> counts;
};

struct NoticeSendWanted {
  std::optional<std::string> campaign;
  std::string out_dir;  // empty: beside the campaign's file
  std::function<void(const SentBatch&)> progress;
};

// `refused` without an approval of the content as it is now.
Result<NoticeSending> send_notices(World& world, const Actor& sender, const Incident& incident, const Config& config, const NoticeSendWanted& wanted);

// What the mailer said about the mails of this campaign, into its file. Idempotent.
Result<void> settle_mails(World& world, const IncidentId& incident, NoticeQueue& queue);

}  // namespace tocsin
