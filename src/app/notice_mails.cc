#include "app/notice_mails.h"

#include <fmt/format.h>

#include "app/mailer.h"
#include "app/mailing/relay_log.h"
#include "app/notice_making.h"
#include "base/text.h"
#include "deliveries/next_channel.h"
#include "deliveries/verp.h"

namespace tocsin {
namespace {

constexpr std::size_t relay_log_max = 1 << 30;
constexpr std::size_t reports_at_once = 5000;

std::string domain_of(const std::string& address) { return address.substr(address.rfind('@') + 1); }

// How one campaign's mails are made and named; used from several threads.
class MailMaker {
 public:
  MailMaker(const NoticeWords& words, const CampaignId& id, std::string key, std::string bounce_domain, ports::MailFormat& format)
      : words_(words), id_(id), key_(std::move(key)), bounce_domain_(std::move(bounce_domain)), format_(format) {}

  std::string message_id(const QueuedNotice& notice) const { return notice_message_id(key_, notice.id, notice.revision, domain_of(words_.sender.address)); }

  Result<ports::PostedMail> make(const MailToMake& wanted) const {
    TRY(plate, plate_of(wanted.notice.plate));
    TRY(bytes, NoticeMaker(words_, id_, wanted.first_at).mail(wanted.notice, message_id(wanted.notice), format_));
    const Sent sent{wanted.notice.number, wanted.attempt};
    const std::string from = bounce_domain_.empty() ? words_.sender.address : bounce_address(key_, sent, bounce_domain_);
    return ports::PostedMail{sent.number, sent.attempt, from, plate.email, fmt::format("{}.{}", sent.number, sent.attempt), std::move(bytes)};
  }

 private:
  const NoticeWords& words_;
  CampaignId id_;
  std::string key_, bounce_domain_;
  ports::MailFormat& format_;
};

KnownToRelay relay_log_of(World& world, const Config& config) {
  const std::string path = config.text("mail.relay_log");
  if (path.empty()) return {};
  return [&world, path](const std::set<std::string>& wanted) -> Result<std::set<std::string>> {
    TRY(log, world.workshop.files().read(path, relay_log_max));
    return taken_by_log(log, wanted);
  };
}

// A simulated relay takes everything at once.
const MailSites& without_limits() {
  static const MailSites sites{{"standard", {}, 1e9}, {}};
  return sites;
}

std::uint64_t new_owner(World& world) {
  std::uint64_t owner = 0;
  for (const char c : world.workshop.random().bytes(7)) owner = owner << 8 | static_cast<unsigned char>(c);
  return owner | 1;
}

bool has_mails(const std::vector<NoticeCount>& counts) {
  return std::any_of(counts.begin(), counts.end(), [](const NoticeCount& one) { return one.group.channel == NoticeChannel::mail; });
}

}  // namespace

Result<MailsSent> send_mails(World& world, const Config& config, const NoticeWords& words, OpenCampaign& campaign, const std::string& out_dir,
                             const std::function<void(const MailingEnd&)>& progress) {
  TRY(counts, campaign.queue->counts());
  MailsSent sent;
  if (!has_mails(counts)) return sent;
  const CampaignId& id = campaign.file().id;
  const bool to_relay = !words.simulated && !config.text("mail.relay").empty();
  std::optional<MailRelay> relay;
  if (to_relay) {
    TRY(known, relay_of(world, config));
    relay = known;
  } else {
    sent.folder = words.simulated ? out_dir : world.store_dir + "/outbox";
  }
  TRY(key, mail_names_key(world, id));
  const std::string bounces = words.simulated ? std::string("bounce.simulator.tocsin") : config.text("mail.bounce_domain");
  const MailMaker maker(words, id, key, bounces, world.workshop.mail_format());
  const MakeMail make = [&maker](const MailToMake& wanted) { return maker.make(wanted); };
  const std::function<Instant()> now = [&world, &words] { return words.simulated ? world.now : world.workshop.now(); };

  TRY(journal, world.workshop.mail_journal(dots_folder(world, id)));
  Mailing mailing({*campaign.queue, *journal, words.simulated ? without_limits() : words.sites, now,
                   [&maker](const QueuedNotice& notice) { return maker.message_id(notice); }},
                  {}, new_owner(world));
  TRY_DO(mailing.recover(make, relay_log_of(world, config)));
  TRY(line, world.workshop.mail_line(relay ? &*relay : nullptr, sent.folder.empty() ? world.store_dir + "/outbox" : sent.folder, now, *journal));
  auto shown = std::chrono::steady_clock::now();
  TRY(end, mailing.run(*line, make, [&](const MailingEnd& so_far) {
    if (progress && std::chrono::steady_clock::now() - shown > std::chrono::seconds(2)) {
      shown = std::chrono::steady_clock::now();
      progress(so_far);
    }
    return true;
  }));
  sent.end = end;
  if (!words.simulated) world.now = world.workshop.now();
  return sent;
}

Result<NextChannels> to_next_channels(const World& world, OpenCampaign& campaign) {
  std::vector<std::string> order;
  for (const NoticeChannel channel : campaign.rule.channels) order.emplace_back(name_of(channel));
  NextChannels done;
  std::vector<NoticeReport> reports;
  const auto flush = [&]() -> Result<void> {
    TRY_DO(campaign.queue->report(reports));
    reports.clear();
    return {};
  };
  std::vector<NoticeReport> all;
  TRY_DO(campaign.queue->for_each_in(NoticeState::failed, [&](const QueuedNotice& notice) -> Result<void> {
    TRY(plate, plate_of(notice.plate));
    std::set<std::string> has;
    if (!plate.email.empty()) has.insert("mail");
    if (!plate.address.empty()) has.insert("letter");
    const auto next = next_channel({order, has, std::string(name_of(notice.group.channel)), {}});
    NoticeReport report{.happening = {next ? NoticeEvent::next_channel : NoticeEvent::no_channel_left, world.now,
                                      fmt::format("next/{}/{}", notice.number, name_of(notice.group.channel))},
                        .because = notice.because,
                        .number = notice.number};
    if (next) report.channel = notice_channel_of(*next);
    next ? ++done.by_letter : ++done.exhausted;
    all.push_back(std::move(report));
    return {};
  }));
  for (NoticeReport& report : all) {
    reports.push_back(std::move(report));
    if (reports.size() == reports_at_once) TRY_DO(flush());
  }
  TRY_DO(flush());
  return done;
}

}  // namespace tocsin
