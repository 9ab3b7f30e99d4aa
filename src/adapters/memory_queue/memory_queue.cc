#include "adapters/memory_queue/memory_queue.h"

#include <algorithm>

namespace tocsin {

namespace {
std::unexpected<Error> unknown(const std::string& where) {
  return failure(ErrorKind::not_found, "the campaign has no such notice", where, "see whether the report belongs to another campaign");
}
bool is_mail(NoticeChannel channel) { return channel == NoticeChannel::mail || channel == NoticeChannel::pointer; }
}  // namespace

MemoryQueue::Row* MemoryQueue::row_of(const std::string& id, std::uint64_t number) {
  if (id.empty()) return number >= 1 && number <= rows_.size() ? &rows_[number - 1] : nullptr;
  const auto found = std::ranges::find_if(rows_, [&](const Row& row) { return row.notice.id == id; });
  return found == rows_.end() ? nullptr : &*found;
}

void MemoryQueue::move(Row& row, NoticeEvent event, Instant at, const std::string& because, const std::optional<Digest>& told) {
  Telling telling{row.notice.state, row.handed_at, {}};
  if (!apply(telling, {event, at, "once"})) return;
  row.notice.state = telling.state;
  row.notice.because = because;
  row.handed_at = telling.handed_at;
  row.due.reset();
  if (event == NoticeEvent::deferred) ++row.deferrals;
  if (told) {
    row.told = told;
    row.hand = 1 + showing_[row.notice.group.channel];
  }
}

Result<void> MemoryQueue::add(std::span<const QueuedNotice> notices) {
  for (const QueuedNotice& notice : notices) {
    if (!who_.emplace(notice.person, notice.controller, notice.revision).second) continue;
    Row row;
    row.notice = notice;
    row.notice.number = rows_.size() + 1;
    rows_.push_back(std::move(row));
  }
  return {};
}

Result<void> MemoryQueue::for_each(const std::function<Result<void>(const QueuedNotice&)>& look) {
  for (const Row& row : rows_) TRY_DO(look(row.notice));
  return {};
}

Result<void> MemoryQueue::for_each_in(NoticeState state, const std::function<Result<void>(const QueuedNotice&)>& look) {
  for (const Row& row : rows_)
    if (row.notice.state == state) TRY_DO(look(row.notice));
  return {};
}

Result<void> MemoryQueue::for_each_said(const std::function<void(const Digest&)>& look) {
  for (const Row& row : rows_) look(row.notice.said);
  return {};
}

Result<std::optional<QueuedNotice>> MemoryQueue::notice(std::uint64_t number) {
  const Row* row = row_of("", number);
  return row == nullptr ? std::optional<QueuedNotice>{} : std::optional(row->notice);
}

Result<std::vector<NoticeCount>> MemoryQueue::counts() {
  std::map<std::pair<NoticeGroup, NoticeState>, std::uint64_t> counted;
  for (const Row& row : rows_) ++counted[{row.notice.group, row.notice.state}];
  std::vector<NoticeCount> all;
  for (const auto& [key, count] : counted) all.push_back({key.first, key.second, count});
  return all;
}

Result<std::uint64_t> MemoryQueue::move_all(NoticeState from, NoticeEvent event, Instant) {
  std::uint64_t moved = 0;
  for (Row& row : rows_) {
    if (row.notice.state != from) continue;
    row.notice.state = *after(from, event);
    ++moved;
  }
  return moved;
}

Result<std::uint64_t> MemoryQueue::presume(NoticeChannel channel, Instant handed_by, Instant) {
  std::uint64_t moved = 0;
  for (Row& row : rows_) {
    if (row.notice.state != NoticeState::handed || row.notice.group.channel != channel || *row.handed_at > handed_by) continue;
    row.notice.state = NoticeState::presumed;
    ++moved;
  }
  return moved;
}

std::vector<MemoryQueue::Row*> MemoryQueue::ready(NoticeChannel channel) {
  std::vector<Row*> all;
  for (Row& row : rows_)
    if (row.notice.state == NoticeState::ready && row.notice.group.channel == channel) all.push_back(&row);
  std::ranges::stable_sort(all, {}, [](const Row* row) { return row->notice.turn; });
  return all;
}

NoticeBatch MemoryQueue::shown(std::uint64_t number) {
  const Batch& batch = batches_.at(number);
  NoticeBatch all{number, batch.channel, batch.made_at, {}};
  for (const Row& row : rows_)
    if (row.batch == number) all.notices.push_back(row.notice);
  std::ranges::stable_sort(all.notices, {}, &QueuedNotice::turn);
  return all;
}

Result<std::optional<NoticeBatch>> MemoryQueue::claim(NoticeChannel channel, std::size_t most, Instant now) {
  for (const auto& [number, batch] : batches_)
    if (batch.open && batch.channel == channel) return std::optional(shown(number));
  std::vector<Row*> taken = ready(channel);
  if (taken.size() > most) taken.resize(most);
  if (taken.empty()) return std::optional<NoticeBatch>{};
  const std::uint64_t number = batches_.size() + 1;
  batches_[number] = {channel, now, true};
  for (Row* row : taken) {
    row->notice.state = NoticeState::claimed;
    row->batch = number;
  }
  return std::optional(shown(number));
}

Result<void> MemoryQueue::close(const NoticeBatch& batch, std::span<const NoticeOutcome> outcomes, Instant now) {
  for (const NoticeOutcome& outcome : outcomes) {
    Row* row = row_of(outcome.id, 0);
    if (row == nullptr) return unknown(outcome.id);
    if (row->batch == batch.number && row->notice.state == NoticeState::claimed) move(*row, outcome.event, now, outcome.because, outcome.told);
  }
  batches_.at(batch.number).open = false;
  return {};
}

Result<std::vector<ClaimedMail>> MemoryQueue::claim_mails(const MailClaim& claim, Instant now) {
  std::vector<ClaimedMail> claimed;
  std::map<std::string, std::size_t> taken;
  for (const NoticeChannel channel : {NoticeChannel::mail, NoticeChannel::pointer}) {
    for (Row* row : ready(channel)) {
      const std::string& site = row->notice.site;
      if (claimed.size() == claim.most || row->notice.turn > claim.last_turn) continue;
      if (claim.allowed && !site.empty() && taken[site] >= claim.allowed(site)) continue;
      ++taken[site];
      row->notice.state = NoticeState::claimed;
      row->owner = claim.owner;
      row->claimed_at = now;
      if (!row->first_at) row->first_at = now;
      claimed.push_back({++row->attempt, row->deferrals, *row->first_at, row->notice});
    }
  }
  return claimed;
}

Result<void> MemoryQueue::settle(std::span<const MailOutcome> outcomes) {
  for (const MailOutcome& outcome : outcomes) {
    Row* row = row_of("", outcome.number);
    if (row == nullptr) return unknown(std::to_string(outcome.number));
    const bool mine = row->notice.state == NoticeState::claimed && row->owner == outcome.owner;
    if (row->attempt != outcome.attempt || (!mine && row->notice.state != NoticeState::in_doubt)) continue;
    move(*row, outcome.event, outcome.at, outcome.event == NoticeEvent::handed_over ? "" : outcome.code, outcome.told);
    if (row->notice.state == NoticeState::deferred) row->due = outcome.due;
  }
  return {};
}

Result<std::vector<OpenMail>> MemoryQueue::open_mails() {
  std::vector<OpenMail> all;
  for (const Row& row : rows_)
    if ((row.notice.state == NoticeState::claimed || row.notice.state == NoticeState::in_doubt) && row.batch == 0 && is_mail(row.notice.group.channel))
      all.push_back({row.notice.number, row.notice.state == NoticeState::claimed ? row.owner : 0, row.attempt, row.notice.id, row.notice.state, *row.claimed_at,
                     *row.first_at});
  return all;
}

Result<std::uint64_t> MemoryQueue::due_again(Instant now) {
  std::uint64_t moved = 0;
  for (Row& row : rows_) {
    if (row.notice.state != NoticeState::deferred || *row.due > now) continue;
    row.notice.state = NoticeState::ready;
    ++moved;
  }
  return moved;
}

Result<std::optional<Instant>> MemoryQueue::next_due() {
  std::optional<Instant> first;
  for (const Row& row : rows_)
    if (row.notice.state == NoticeState::deferred && (!first || *row.due < *first)) first = row.due;
  return first;
}

Result<void> MemoryQueue::report(std::span<const NoticeReport> reports) {
  for (const NoticeReport& one : reports)
    if (row_of(one.id, one.number) == nullptr) return unknown(one.id);
  for (const NoticeReport& one : reports) {
    if (!keys_.insert(one.happening.key).second) continue;
    Row& row = *row_of(one.id, one.number);
    const NoticeState before = row.notice.state;
    if (one.channel && after(before, one.happening.event)) {
      if (row.notice.group.channel != *one.channel) row.notice.site.clear();
      row.notice.group.channel = *one.channel;
    }
    move(row, one.happening.event, one.happening.at, one.because, one.told);
  }
  return {};
}

Result<std::uint64_t> MemoryQueue::not_recorded(NoticeChannel channel, const std::function<void(const HandedNotice&)>& look) {
  const bool cut_short = showing_[channel] != recorded_[channel];
  if (!cut_short) ++showing_[channel];
  std::map<std::string, Digest> shown;
  for (const Row& row : rows_)
    if (row.notice.group.channel == channel && row.hand > recorded_[channel] && row.hand <= showing_[channel]) shown[row.notice.id] = *row.told;
  for (const auto& [id, told] : shown) look({id, told});
  if (!shown.empty()) return shown.size();
  recorded_[channel] = showing_[channel];
  return cut_short ? not_recorded(channel, look) : Result<std::uint64_t>(0);
}

Result<void> MemoryQueue::recorded(NoticeChannel channel) {
  recorded_[channel] = showing_[channel];
  return {};
}

Result<void> MemoryQueue::set_note(std::string_view name, std::string_view value) {
  notes_[std::string(name)] = value;
  return {};
}

}  // namespace tocsin
