#include "app/notice_send.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/notice_making.h"
#include "app/notice_proof.h"
#include "app/print_letters.h"
#include "app/record.h"

namespace tocsin {
namespace {

class LetterSender {
 public:
  LetterSender(World& world, const NoticeWords& words, OpenCampaign& campaign, std::string out_dir)
      : world_(world), words_(words), campaign_(campaign), out_dir_(std::move(out_dir)) {}

  Result<SentBatch> send(const NoticeBatch& batch) {
    const std::string folder = fmt::format("{}/letters-{:04}", out_dir_, batch.number);
    TRY_DO(world_.workshop.files().remove_all(folder));  // begun and not acknowledged: made again, the same bytes
    const NoticeMaker made(words_, campaign_.file().id, batch.made_at);
    std::size_t next = 0;
    std::optional<Error> error;
    const NextLetter give = [&]() -> std::optional<std::variant<Letter, HeldLetter>> {
      if (error || next == batch.notices.size()) return {};
      auto letter = made.letter(batch.notices[next++]);
      if (letter) return std::move(*letter);
      error = letter.error();
      return {};
    };
    TRY(pages, world_.workshop.page_writer());
    const std::string title = fmt::format("Letters, campaign {}, batch {:04}", campaign_.file().id.text().substr(0, 12), batch.number);
    TRY(printed, print_letters(*pages, made.stationery(title), give, batch.made_at, folder));
    if (error) {
      TRY_DO(world_.workshop.files().remove_all(folder));  // an unfinished batch must not look like one
      return std::unexpected(*error);
    }
    std::vector<NoticeOutcome> outcomes;
    for (const ManifestRow& row : printed.printed) outcomes.push_back({row.letter_id, NoticeEvent::handed_over, "", row.content});
    for (const HeldLetter& held : printed.held) outcomes.push_back({held.letter_id, NoticeEvent::held, std::string(name_of(held.reason)), {}});
    TRY_DO(campaign_.queue->close(batch, outcomes, world_.now));
    return SentBatch{batch.number, batch.channel, printed.printed.size(), printed.held.size(), printed.pages, folder};
  }

 private:
  World& world_;
  const NoticeWords& words_;
  OpenCampaign& campaign_;
  std::string out_dir_;
};

// Over what was handed over and stands in no fact yet; its leaves are kept for the proofs of single persons.
Result<HandedOver> not_recorded(NoticeQueue& queue, NoticeChannel channel, const std::string& folder) {
  ToldLeaves leaves(folder);
  TRY(notices, queue.not_recorded(channel, [&leaves](const HandedNotice& one) { leaves.add(one); }));
  if (notices > 0) TRY_DO(leaves.keep());
  return HandedOver{channel, notices, leaves.root()};
}

// A fact about what left. A crash between the fact and the note in the campaign's file finds the fact again by its root.
Result<void> record_one(World& world, const Actor& sender, const Incident& incident, OpenCampaign& campaign, const HandedOver& handed) {
  const auto known = incident.all<fact::NoticesHandedOver>();
  if (std::any_of(known.begin(), known.end(), [&](const auto* fact) { return fact->campaign == campaign.file().id.text() && fact->root == hex(handed.root); }))
    return {};
  fact::NoticesHandedOver fact{campaign.file().id.text(), handed.channel == NoticeChannel::letter ? word::Channel::letter : word::Channel::mail,
                               static_cast<std::int64_t>(handed.notices), hex(handed.root)};
  TRY(recorded, record(world, sender, incident, {.facts = {{.body = std::move(fact)}}}));
  (void)recorded;
  return {};
}

Result<std::vector<HandedOver>> record_handed(World& world, const Actor& sender, const Incident& incident, OpenCampaign& campaign) {
  std::vector<HandedOver> all;
  for (const NoticeChannel channel : {NoticeChannel::letter, NoticeChannel::mail}) {
    for (;;) {  // twice where an earlier fact was cut short
      TRY(handed, not_recorded(*campaign.queue, channel, campaign_folder(world, campaign.file().id)));
      if (handed.notices == 0) break;
      TRY(incident_now, world.store->incident(incident.head().id));
      TRY_DO(record_one(world, sender, incident_now, campaign, handed));
      TRY_DO(campaign.queue->recorded(channel));
      all.push_back(handed);
    }
  }
  return all;
}

}  // namespace

Result<NoticeSending> send_notices(World& world, const Actor& sender, const Incident& incident, const Config& config, const NoticeSendWanted& wanted) {
  TRY(campaign, open_campaign(world, incident, wanted.campaign));
  if (!campaign.approved)
    return failure(ErrorKind::refused, "nobody has approved these notices", "campaign " + campaign.file().id.text(),
                   "tocsin notices approve INCIDENT, by another person than the planner");
  TRY(words, notice_words(world, incident, config));
  TRY_DO(unchanged(campaign, words));
  TRY_DO(campaign.queue->move_all(NoticeState::planned, NoticeEvent::released, world.now));  // an approval cut short

  NoticeSending sending;
  sending.id = campaign.file().id;
  const std::string out_dir = wanted.out_dir.empty() ? campaign_folder(world, campaign.file().id) : wanted.out_dir;
  TRY(mails, send_mails(world, config, words, campaign, out_dir, wanted.mails_progress));
  sending.mails = mails;
  TRY(next, to_next_channels(world, campaign));  // what was refused, or came back since
  sending.next = next;
  LetterSender out(world, words, campaign, out_dir);
  for (;;) {
    TRY(batch, campaign.queue->claim(NoticeChannel::letter, campaign.rule.letters_per_file, world.now));
    if (!batch) break;
    TRY(sent, out.send(*batch));
    if (wanted.progress) wanted.progress(sent);
    sending.batches.push_back(sent);
  }
  TRY(handed, record_handed(world, sender, incident, campaign));
  sending.handed = handed;
  TRY(counts, campaign.queue->counts());
  sending.counts = counts;
  return sending;
}

}  // namespace tocsin
