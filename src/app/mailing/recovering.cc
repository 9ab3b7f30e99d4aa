// After a death: what earlier senders had claimed, by the journal; what is in doubt, by the relay's log and by time.

#include "app/mailing/mailing.h"
#include "base/digest.h"
#include "deliveries/mail_retry.h"
#include "deliveries/recovery.h"

namespace tocsin {
namespace {

NoticeEvent event_of(LeftAs as) {
  switch (as) {
    case LeftAs::handed: return NoticeEvent::handed_over;
    case LeftAs::deferred: return NoticeEvent::deferred;
    case LeftAs::rejected: return NoticeEvent::rejected;
    case LeftAs::in_doubt: return NoticeEvent::doubted;
    case LeftAs::not_sent: break;
  }
  return NoticeEvent::given_back;
}

}  // namespace

// The same notice, made again, has the same bytes.
Result<std::optional<Digest>> Mailing::told_of(const OpenMail& mail, const MakeMail& make) {
  TRY(notice, parts_.queue.notice(mail.number));
  if (!notice) return std::optional<Digest>{};
  TRY(made, make({*notice, mail.attempt, mail.first_at}));
  return std::optional(sha256(made.bytes));
}

Result<void> Mailing::recover(const MakeMail& make, const KnownToRelay& known) {
  TRY(open, parts_.queue.open_mails());
  std::vector<ClaimLeft> claims;
  std::map<std::uint64_t, const OpenMail*> by_number;
  for (const OpenMail& mail : open) {
    if (mail.state != NoticeState::claimed) continue;
    claims.push_back({mail.number, mail.owner, mail.attempt});
    by_number[mail.number] = &mail;
  }
  const Instant now = parts_.now();
  std::vector<MailOutcome> outcomes;
  for (const Recovered& one : recovered(claims, parts_.journal.left(), parts_.journal.machine_died())) {
    MailOutcome outcome{one.claim.number, one.claim.owner, one.claim.attempt, event_of(one.as), now, one.code == 0 ? "" : std::to_string(one.code), {}, {}};
    if (one.as == LeftAs::handed) {
      TRY(told, told_of(*by_number[one.claim.number], make));
      outcome.told = told;
    }
    if (one.as == LeftAs::deferred) outcome.due = retry_after({one.code, ""}, 0, by_number[one.claim.number]->first_at, now, one.claim.number).again;
    outcomes.push_back(std::move(outcome));
  }
  TRY_DO(parts_.queue.settle(outcomes));
  return settle_doubts(make, known);
}

Result<void> Mailing::settle_doubts(const MakeMail& make, const KnownToRelay& known) {
  TRY(open, parts_.queue.open_mails());
  std::map<std::string, const OpenMail*> doubts;
  std::set<std::string> wanted;
  for (const OpenMail& mail : open) {
    if (mail.state != NoticeState::in_doubt) continue;
    TRY(notice, parts_.queue.notice(mail.number));
    const std::string id = parts_.message_id(*notice);
    doubts[id] = &mail;
    wanted.insert(id);
  }
  if (doubts.empty()) return {};
  std::set<std::string> found;
  if (known) {
    TRY(in_log, known(wanted));
    found = in_log;
  }
  const Instant now = parts_.now();
  std::vector<MailOutcome> outcomes;
  for (const auto& [id, mail] : doubts) {
    MailOutcome outcome{mail->number, mail->owner, mail->attempt, NoticeEvent::found_not_taken, now, "", {}, {}};
    if (found.contains(id)) {
      outcome.event = NoticeEvent::found_accepted;
      TRY(told, told_of(*mail, make));
      outcome.told = told;
    } else if (now - mail->since < settings_.doubt) {
      continue;  // a relay's log may be late
    }
    outcomes.push_back(std::move(outcome));
  }
  return parts_.queue.settle(outcomes);
}

}  // namespace tocsin
