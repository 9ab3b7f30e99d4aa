#include "app/notice_send.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "app/notice_making.h"
#include "app/notice_proof.h"
#include "app/outbox_mail.h"
#include "app/print_letters.h"
#include "app/record.h"
#include "deliveries/authority_delivery.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mails_at_once = 2000;
constexpr std::string_view notice_mail_order = "notice_mail";

std::unexpected<Error> cannot_write(const fs::path& path) {
  return failure(ErrorKind::unavailable, "the file cannot be written", path.string(),
                 "see whether the folder exists, may be written and has room; then send again");
}

class Sender {
 public:
  Sender(World& world, const Actor& actor, const Incident& incident, const NoticeWords& words, OpenCampaign& campaign, std::string out_dir)
      : world_(world), actor_(actor), incident_(incident), words_(words), campaign_(campaign), out_dir_(std::move(out_dir)) {}

  Result<SentBatch> send(const NoticeBatch& batch) {
    return batch.channel == NoticeChannel::letter ? letters(batch) : words_.simulated ? mail_files(batch) : mail_orders(batch);
  }

 private:
  NoticeMaker maker(const NoticeBatch& batch) const { return {words_, campaign_.file().id, batch.made_at}; }
  std::string reference() const { return campaign_.file().id.text().substr(0, 12); }

  Result<SentBatch> letters(const NoticeBatch& batch) {
    const std::string folder = fmt::format("{}/letters-{:04}", out_dir_, batch.number);
    TRY_DO(world_.workshop.files().remove_all(folder));  // begun and not acknowledged: made again, the same bytes
    const NoticeMaker made = maker(batch);
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
    const std::string title = fmt::format("Letters, campaign {}, batch {:04}", reference(), batch.number);
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

  Result<SentBatch> mail_files(const NoticeBatch& batch) {
    const std::string folder = fmt::format("{}/mails-{:04}", out_dir_, batch.number);
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) return cannot_write(folder);
    std::vector<NoticeOutcome> outcomes;
    for (const QueuedNotice& notice : batch.notices) {
      TRY(bytes, maker(batch).mail(notice, world_.workshop.mail_format()));
      const fs::path path = fs::path(folder) / (notice.id + ".eml");
      std::ofstream out(path, std::ios::binary | std::ios::trunc);
      out << bytes;
      out.close();
      if (!out) return cannot_write(path);
      outcomes.push_back({notice.id, NoticeEvent::handed_over, "", sha256(bytes)});
    }
    TRY_DO(campaign_.queue->close(batch, outcomes, world_.now));
    return SentBatch{batch.number, batch.channel, outcomes.size(), 0, 0, folder};
  }

  // The notices stay claimed until the mailer reports (settle_mails).
  Result<SentBatch> mail_orders(const NoticeBatch& batch) {
    Recording recording;
    for (const QueuedNotice& notice : batch.notices) {
      TRY(bytes, maker(batch).mail(notice, world_.workshop.mail_format()));
      TRY(plate, plate_of(notice.plate));
      TRY(order_id, OrderId::of(notice.id));
      TRY(message_id, message_id_of(order_id, words_.sender.address));
      Order order{.id = order_id, .incident = incident_.head().id, .kind = std::string(notice_mail_order), .created_at = batch.made_at};
      order.body = outbox_body({.to = {plate.email}, .from = words_.sender.address, .message_id = message_id, .bytes = std::move(bytes)});
      recording.orders.push_back(std::move(order));
    }
    TRY(recorded, record(world_, actor_, incident_, recording));
    (void)recorded;
    TRY_DO(campaign_.queue->close(batch, {}, world_.now));
    return SentBatch{batch.number, batch.channel, batch.notices.size(), 0, 0, ""};
  }

  World& world_;
  const Actor& actor_;
  const Incident& incident_;
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

std::optional<NoticeEvent> event_of(OrderState state) {
  switch (state) {
    case OrderState::handed: return NoticeEvent::handed_over;
    case OrderState::failed: return NoticeEvent::rejected;
    case OrderState::in_doubt: return NoticeEvent::doubted;
    case OrderState::ready:
    case OrderState::claimed: break;  // still with the mailer, which tries again by itself
  }
  return {};
}

}  // namespace

Result<void> settle_mails(World& world, const IncidentId& incident, NoticeQueue& queue) {
  std::set<std::string> waiting;
  TRY_DO(queue.for_each([&](const QueuedNotice& notice) -> Result<void> {
    if (notice.state == NoticeState::claimed && notice.group.channel == NoticeChannel::mail) waiting.insert(notice.id);
    return {};
  }));
  if (waiting.empty()) return {};
  TRY(orders, world.store->orders(incident));
  std::vector<NoticeReport> reports;
  for (const Order& order : orders) {
    const auto event = event_of(order.state);
    if (order.kind != notice_mail_order || !event || !waiting.contains(order.id.text())) continue;
    TRY(mail, outbox_mail_of(order.body));
    NoticeReport report{.id = order.id.text(),
                        .happening = {*event, world.now, fmt::format("order/{}/{}/{}", order.id.text(), order.attempts, name_of(order.state))}};
    if (*event == NoticeEvent::handed_over) report.told = sha256(mail.bytes);
    reports.push_back(std::move(report));
  }
  return queue.report(reports);
}

Result<NoticeSending> send_notices(World& world, const Actor& sender, const Incident& incident, const Config& config, const NoticeSendWanted& wanted) {
  TRY(campaign, open_campaign(world, incident, wanted.campaign));
  if (!campaign.approved)
    return failure(ErrorKind::refused, "nobody has approved these notices", "campaign " + campaign.file().id.text(),
                   "tocsin notices approve INCIDENT, by another person than the planner");
  TRY(words, notice_words(world, incident, config));
  TRY_DO(unchanged(campaign, words));
  TRY_DO(campaign.queue->move_all(NoticeState::planned, NoticeEvent::released, world.now));  // an approval cut short

  NoticeSending sending{campaign.file().id, {}, {}, {}};
  Sender out(world, sender, incident, words, campaign, wanted.out_dir.empty() ? campaign_folder(world, campaign.file().id) : wanted.out_dir);
  for (const NoticeChannel channel : {NoticeChannel::mail, NoticeChannel::letter}) {
    const std::size_t most = channel == NoticeChannel::letter ? campaign.rule.letters_per_file : mails_at_once;
    for (;;) {
      TRY(batch, campaign.queue->claim(channel, most, world.now));
      if (!batch) break;
      TRY(sent, out.send(*batch));
      if (wanted.progress) wanted.progress(sent);
      sending.batches.push_back(sent);
    }
  }
  if (!words.simulated) TRY_DO(settle_mails(world, incident.head().id, *campaign.queue));
  TRY(handed, record_handed(world, sender, incident, campaign));
  sending.handed = handed;
  TRY(counts, campaign.queue->counts());
  sending.counts = counts;
  return sending;
}

}  // namespace tocsin
