#include "app/mailing/mailing.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/digest.h"
#include "deliveries/mail_retry.h"

namespace tocsin {
namespace {

using ports::HandOver;
using ports::PostedMail;
using ports::PostReport;

constexpr std::chrono::milliseconds look_around{100};

// All at once in a few threads; each result in its own place.
std::vector<Result<PostedMail>> made_of(const std::vector<ClaimedMail>& claimed, const MakeMail& make, std::size_t makers) {
  std::vector<Result<PostedMail>> made(claimed.size(), PostedMail{});
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = 0; (i = next++) < claimed.size();) made[i] = make({claimed[i].notice, claimed[i].attempt, claimed[i].first_at});
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(makers, claimed.size()); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return made;
}

RelayCode code_of(const ports::HandOverReport& report) { return {report.code, report.enhanced}; }

}  // namespace

// One more batch, if there is room for it and anything is ready. How many were taken from the queue.
Result<std::size_t> Mailing::give_more(ports::MailLine& line, const MakeMail& make) {
  if (on_their_way_.size() > settings_.batch) return std::size_t{0};
  const Instant now = parts_.now();
  TRY_DO(parts_.queue.due_again(now));
  MailClaim claim{.owner = owner_, .lease_until = now + settings_.lease, .most = settings_.batch, .last_turn = settings_.last_turn};
  claim.allowed = [this, now](std::string_view site) { return throttle_.allowed(site, now); };
  TRY(claimed, parts_.queue.claim_mails(claim, now));
  const auto made = made_of(claimed, make, settings_.makers);
  std::vector<PostedMail> mails;
  std::vector<MailOutcome> held;
  for (std::size_t i = 0; i < claimed.size(); ++i) {
    const ClaimedMail& mail = claimed[i];
    throttle_.left(mail.notice.site, 1);
    if (!made[i]) {
      held.push_back({mail.notice.number, owner_, mail.attempt, NoticeEvent::held, now, made[i].error().what, {}, {}});
      continue;
    }
    on_their_way_[mail.notice.number] = {mail.attempt, mail.deferrals, mail.first_at, sha256(made[i]->bytes), mail.notice.site};
    mails.push_back(*made[i]);
  }
  if (!held.empty()) TRY_DO(parts_.queue.settle(held));
  end_.held += held.size();
  line.give(std::move(mails));
  return claimed.size();
}

MailOutcome Mailing::outcome_of(const PostReport& report, const OnItsWay& mail, Instant now) {
  const RelayCode code = code_of(report.report);
  MailOutcome outcome{report.number, owner_, report.attempt, NoticeEvent::given_back, now, text_of(code), {}, {}};
  if (!report.begun) return outcome;
  throttle_.heard(mail.site, code, now);
  const ReplyClass what = class_of(code);
  const bool again = report.report.outcome == HandOver::deferred || what == ReplyClass::mailbox_full || what == ReplyClass::blocked;
  if (report.report.outcome == HandOver::accepted) {
    outcome.event = NoticeEvent::handed_over;
    outcome.told = mail.told;
    ++end_.handed;
  } else if (report.report.outcome == HandOver::in_doubt) {
    outcome.event = NoticeEvent::doubted;
    ++end_.in_doubt;
  } else if (const RetryAfter retry = retry_after(code, mail.deferrals, mail.first_at, now, report.number * 2654435761U); again && !retry.give_up) {
    outcome.event = NoticeEvent::deferred;
    outcome.due = retry.again;
    ++end_.deferred;
  } else {
    outcome.event = NoticeEvent::rejected;
    if (outcome.code.empty()) outcome.code = report.report.what;
    if (again) outcome.code = "expired " + outcome.code;
    ++end_.refused;
    ++end_.refusals[std::string(again ? "expired" : name_of(what))];
  }
  return outcome;
}

// The outcomes of one go, in one transaction; then the journal may forget them.
Result<void> Mailing::hear(const std::vector<PostReport>& reports) {
  if (reports.empty()) return {};
  const Instant now = parts_.now();
  std::vector<MailOutcome> outcomes;
  bool any_begun = false;
  for (const PostReport& report : reports) {
    const auto mail = on_their_way_.find(report.number);
    if (mail == on_their_way_.end() || mail->second.attempt != report.attempt) continue;
    outcomes.push_back(outcome_of(report, mail->second, now));
    any_begun = any_begun || report.begun;
    if (!report.begun) relay_says_ = report.report.what;
    on_their_way_.erase(mail);
  }
  TRY_DO(parts_.queue.settle(outcomes));
  for (const MailOutcome& outcome : outcomes) parts_.journal.settled(outcome.number, outcome.attempt);
  in_vain_ = any_begun ? 0 : in_vain_ + 1;
  return {};
}

Result<MailingEnd> Mailing::run(ports::MailLine& line, const MakeMail& make, const std::function<bool(const MailingEnd&)>& look) {
  end_ = {};
  in_vain_ = 0;
  TRY_DO(parts_.journal.start(owner_));
  for (bool going_on = true; going_on || !on_their_way_.empty();) {
    std::size_t taken = 0;
    if (going_on && in_vain_ == 0) {
      TRY(more, give_more(line, make));
      taken = more;
    }
    TRY_DO(hear(line.take(taken > 0 ? std::chrono::milliseconds(0) : look_around)));
    if (going_on && !look(end_)) {
      end_.stopped = "stopped";
      going_on = false;
    }
    if (going_on && in_vain_ >= settings_.relay_tries) {
      end_.stopped = relay_says_;
      going_on = false;
    }
    if (going_on && in_vain_ > 0 && on_their_way_.empty()) {  // the relay is away: one batch tries again after a pause
      std::this_thread::sleep_for(settings_.relay_pause * (1 << std::min(in_vain_ - 1, 6)));
      TRY(more, give_more(line, make));
      if (more == 0) going_on = false;
    } else if (going_on && taken == 0 && on_their_way_.empty() && in_vain_ == 0) {
      TRY(counts, parts_.queue.counts());
      going_on = std::ranges::any_of(counts,
                                     [](const NoticeCount& one) {  // of a site that may not be written to yet: look again
                                       return one.state == NoticeState::ready &&
                                              (one.group.channel == NoticeChannel::mail || one.group.channel == NoticeChannel::pointer);
                                     }) &&
                 settings_.last_turn == MailingSettings{}.last_turn;
    }
  }
  TRY(again, parts_.queue.next_due());
  end_.again = again;
  return end_;
}

}  // namespace tocsin
