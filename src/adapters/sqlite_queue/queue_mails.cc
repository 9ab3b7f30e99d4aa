// Mails: claimed one by one, each attempt written down before it leaves and again when its end is known.

#include <algorithm>

#include "adapters/sqlite_queue/queue_file.h"
#include "base/check.h"

namespace tocsin {

// The next receiving site that has something ready, by number; -1: none behind this one.
Result<std::int64_t> QueueFile::next_site(NoticeChannel channel, std::int64_t after) {
  TRY(find, sql("SELECT site FROM notice WHERE state = 1 AND channel = ? AND site > ? ORDER BY site LIMIT 1"));
  find->bind(1, static_cast<std::int64_t>(channel)).bind(2, after);
  TRY(there, find->step());
  return there ? find->number(0) : std::int64_t{-1};
}

Result<void> QueueFile::mark_claimed(Change& change, const MailClaim& claim, ClaimedMail& mail, Instant now) {
  TRY(update, sql("UPDATE notice SET state = 2, owner = ?, lease = ?, attempt = ?, first_at = ? WHERE seq = ?"));
  const auto number = static_cast<std::int64_t>(mail.notice.number), owner = static_cast<std::int64_t>(claim.owner);
  update->bind(1, owner).bind(2, micros(claim.lease_until)).bind(3, std::int64_t{mail.attempt}).bind(4, micros(mail.first_at)).bind(5, number);
  TRY_DO(update->run());
  TRY(intent, sql("INSERT INTO attempt VALUES(?, ?, ?, ?)"));
  intent->bind(1, number).bind(2, std::int64_t{mail.attempt}).bind(3, micros(now)).bind(4, owner);
  TRY_DO(intent->run());
  TRY(stratum, stratum_of(mail.notice.group));
  change.count(stratum, NoticeState::ready, -1);
  change.count(stratum, NoticeState::claimed, 1);
  mail.notice.state = NoticeState::claimed;
  return {};
}

// `taken`: of this site in this claim so far.
Result<std::size_t> QueueFile::claim_of_site(Change& change, const MailClaim& claim, NoticeChannel channel, std::int64_t site, std::size_t most,
                                             std::size_t taken, Instant now, std::vector<ClaimedMail>& claimed) {
  if (claim.allowed && site != 0) {
    TRY(name, word_of(site));
    const std::size_t allowed = claim.allowed(name);
    most = std::min(most, allowed - std::min(allowed, taken));
  }
  if (most == 0) return std::size_t{0};
  const std::size_t before = claimed.size();
  {
    TRY(select, sql("SELECT " TOCSIN_NOTICE_COLUMNS " FROM notice WHERE state = 1 AND channel = ? AND site = ? AND turn <= ? ORDER BY turn, seq LIMIT ?"));
    select->bind(1, static_cast<std::int64_t>(channel)).bind(2, site).bind(3, std::int64_t{claim.last_turn}).bind(4, static_cast<std::int64_t>(most));
    for (;;) {
      TRY(row, select->step());
      if (!row) break;
      TRY(notice, notice_at(*select));
      ClaimedMail mail{.attempt = static_cast<std::uint32_t>(select->number(14) + 1), .deferrals = static_cast<std::uint32_t>(select->number(15))};
      mail.first_at = select->is_null(16) ? now : instant_of_micros(select->number(16));
      mail.notice = std::move(notice);
      claimed.push_back(std::move(mail));
    }
  }
  for (std::size_t i = before; i < claimed.size(); ++i) TRY_DO(mark_claimed(change, claim, claimed[i], now));
  return claimed.size() - before;
}

Result<std::vector<ClaimedMail>> QueueFile::claim_mails(const MailClaim& claim, Instant now) {
  TRY(change, Change::begin(*this));
  std::vector<ClaimedMail> claimed;
  const std::size_t share = std::max<std::size_t>(1, claim.most / 4);  // of one site in one round: no large one makes the small ones wait
  std::map<std::int64_t, std::size_t> taken;
  for (const NoticeChannel channel : {NoticeChannel::mail, NoticeChannel::pointer}) {
    for (std::size_t before = claimed.size(), round = 0; round < 6 && claimed.size() < claim.most; ++round) {
      std::int64_t site = round == 0 ? cursor_ : -1;  // from where the last claim stopped, then from the beginning
      while (claimed.size() < claim.most) {
        TRY(next, next_site(channel, site));
        if (next < 0) break;
        site = next;
        TRY(more, claim_of_site(change, claim, channel, site, std::min(share, claim.most - claimed.size()), taken[site], now, claimed));
        taken[site] += more;
        cursor_ = site;
      }
      if (round > 0 && claimed.size() == before) break;
      before = claimed.size();
    }
  }
  if (claimed.empty()) return claimed;  // rolled back: nothing was touched
  TRY_DO(change.keep());
  return claimed;
}

Result<void> QueueFile::settle(std::span<const MailOutcome> outcomes) {
  TRY(change, Change::begin(*this));
  for (const MailOutcome& outcome : outcomes) {
    TRY(from, standing(static_cast<std::int64_t>(outcome.number)));
    if (!from) return failure(ErrorKind::not_found, "the campaign has no such notice", std::to_string(outcome.number));
    const bool counts =
        from->attempt == std::int64_t{outcome.attempt} &&
        ((from->state == NoticeState::claimed && from->owner == static_cast<std::int64_t>(outcome.owner)) || from->state == NoticeState::in_doubt);
    if (counts) {
      std::optional<Instant> due;
      if (outcome.event == NoticeEvent::deferred) due = outcome.due;
      TRY_DO(move(change, *from, {outcome.event, outcome.at, outcome.event == NoticeEvent::handed_over ? "" : outcome.code, outcome.told, due, {}}));
    }
    TRY(note, sql("INSERT INTO outcome VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"));
    note->bind(1, from->number).bind(2, std::int64_t{outcome.attempt}).bind(3, static_cast<std::int64_t>(outcome.event)).bind(4, micros(outcome.at));
    note->bind(5, outcome.code).bind(6, std::int64_t{counts});
    TRY_DO(note->run());
  }
  return change.keep();
}

Result<std::vector<OpenMail>> QueueFile::open_mails() {
  std::vector<OpenMail> all;
  TRY(select,
      sql("SELECT notice.seq, notice.owner, notice.attempt, notice.id, notice.state, attempt.at, notice.first_at FROM notice "
          "JOIN attempt ON attempt.notice = notice.seq AND attempt.n = notice.attempt WHERE state IN (2, 8) AND notice.batch IS NULL ORDER BY notice.seq"));
  for (;;) {
    TRY(row, select->step());
    if (!row) return all;
    TRY(state, state_of(select->number(4)));
    all.push_back({static_cast<std::uint64_t>(select->number(0)), static_cast<std::uint64_t>(select->number(1)), static_cast<std::uint32_t>(select->number(2)),
                   hex(select->view(3)), state, instant_of_micros(select->number(5)), instant_of_micros(select->number(6))});
  }
}

}  // namespace tocsin
