#include "app/notice_bounces.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/digest.h"
#include "deliveries/verp.h"
#include "ports/return_reader.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mails_at_once = 200;

Result<std::vector<fs::path>> new_mails(const std::string& maildir) {
  std::error_code error;
  std::vector<fs::path> mails;
  for (const auto& entry : fs::directory_iterator(fs::path(maildir) / "new", error))
    if (entry.is_regular_file()) mails.push_back(entry.path());
  if (error)
    return failure(ErrorKind::invalid, "this is no mailbox that can be read", maildir, "name a Maildir: a folder with `new` and `cur` in it, readable by you");
  std::ranges::sort(mails);
  return mails;
}

// For a person: seen, as Maildir says it.
void put_aside(const fs::path& mail) {
  std::error_code ignored;
  const fs::path aside = mail.parent_path().parent_path() / "cur";
  fs::create_directories(aside, ignored);
  fs::rename(mail, aside / (mail.filename().string() + ":2,S"), ignored);
}

class Intake {
 public:
  Intake(World& world, OpenCampaign& campaign, std::string key, BounceIntake& done)
      : world_(world), queue_(*campaign.queue), key_(std::move(key)), reader_(world.workshop.return_reader()), done_(done) {}

  Result<void> take(std::span<const fs::path> paths) {
    std::vector<std::string> mails;
    for (const fs::path& path : paths) {
      TRY(bytes, world_.workshop.files().read(path.string(), 64 << 20));
      mails.push_back(std::move(bytes));
    }
    TRY(answers, reader_->read_returned(mails));
    std::vector<NoticeReport> reports;
    std::vector<fs::path> understood;
    for (std::size_t i = 0; i < mails.size(); ++i) {
      ++done_.read;
      const auto report = report_of(answers[i], mails[i]);
      if (!report) {
        put_aside(paths[i]);
        continue;
      }
      reports.push_back(*report);
      understood.push_back(paths[i]);
    }
    TRY_DO(queue_.report(reports));
    for (const fs::path& path : understood) {
      std::error_code ignored;
      fs::remove(path, ignored);  // it comes again, and changes nothing
    }
    return {};
  }

 private:
  // Nothing: a person must look at it.
  std::optional<NoticeReport> report_of(const std::optional<ReturnedMail>& mail, std::string_view bytes) {
    const auto sent = mail ? sent_of_bounce_address(key_, mail->address) : std::nullopt;
    const auto known = sent ? queue_.notice(sent->number) : Result<std::optional<QueuedNotice>>(std::nullopt);
    if (!sent || !known || !*known) {
      ++(mail && looks_like_bounce_address(mail->address) ? done_.forged : done_.unclear);
      return {};
    }
    NoticeReport report{.happening = {NoticeEvent::heard, world_.now, "return/" + hex(sha256(bytes)).substr(0, 32)}, .number = sent->number};
    report.because = mail->status.empty() ? std::string(name_of(mail->kind)) : mail->status;
    if (mail->guessed) report.because += " guessed";
    switch (mail->kind) {
      case ReturnKind::failed:
        report.happening.event = NoticeEvent::returned;
        ++done_.failed;
        return report;
      case ReturnKind::delayed: ++done_.delayed; return report;
      case ReturnKind::delivered: return report;
      case ReturnKind::complaint: ++done_.complaints; return report;
      case ReturnKind::automatic: ++done_.automatic; return report;
      case ReturnKind::unclear: break;
    }
    ++done_.unclear;
    return {};
  }

  World& world_;
  NoticeQueue& queue_;
  std::string key_;
  std::unique_ptr<ReturnReader> reader_;
  BounceIntake& done_;
};

}  // namespace

Result<BounceIntake> take_bounces(World& world, const Incident& incident, const std::string& maildir, const std::optional<std::string>& id) {
  TRY(campaign, open_campaign(world, incident, id));
  TRY(key, mail_names_key(world, campaign.file().id));
  TRY(mails, new_mails(maildir));
  BounceIntake done;
  done.id = campaign.file().id;
  Intake intake(world, campaign, key, done);
  for (std::size_t i = 0; i < mails.size(); i += mails_at_once) TRY_DO(intake.take(std::span(mails).subspan(i, std::min(mails_at_once, mails.size() - i))));
  TRY(next, to_next_channels(world, campaign));
  done.next = next;
  TRY(counts, campaign.queue->counts());
  done.counts = counts;
  return done;
}

}  // namespace tocsin
