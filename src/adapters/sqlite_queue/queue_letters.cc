// Letters: in batches that come again until they are closed.

#include "adapters/sqlite_queue/queue_file.h"
#include "base/check.h"

namespace tocsin {

Result<std::optional<NoticeBatch>> QueueFile::open_batch(NoticeChannel channel) {
  TRY(find, sql("SELECT number, made_at FROM batch WHERE open = 1 AND channel = ? ORDER BY number"));
  find->bind(1, static_cast<std::int64_t>(channel));
  TRY(there, find->step());
  if (!there) return std::optional<NoticeBatch>{};
  NoticeBatch batch{static_cast<std::uint64_t>(find->number(0)), channel, instant_of_micros(find->number(1)), {}};
  TRY(select, sql("SELECT " TOCSIN_NOTICE_COLUMNS " FROM notice WHERE batch = ? ORDER BY turn, seq"));
  select->bind(1, static_cast<std::int64_t>(batch.number));
  for (;;) {
    TRY(row, select->step());
    if (!row) return std::optional(std::move(batch));
    TRY(notice, notice_at(*select));
    batch.notices.push_back(std::move(notice));
  }
}

Result<std::optional<NoticeBatch>> QueueFile::claim(NoticeChannel channel, std::size_t most, Instant now) {
  TRY(open, open_batch(channel));
  if (open) return std::move(open);
  {
    TRY(change, Change::begin(*this));
    TRY(insert, sql("INSERT INTO batch SELECT coalesce(max(number), 0) + 1, ?, ?, 1 FROM batch RETURNING number"));
    insert->bind(1, static_cast<std::int64_t>(channel)).bind(2, micros(now));
    TRY(made, insert->step());
    check(made);
    const std::int64_t batch = insert->number(0);
    TRY_DO(insert->run());

    std::vector<Standing> taken;
    TRY(select, sql("SELECT " TOCSIN_STANDING_COLUMNS " FROM notice WHERE state = 1 AND channel = ? AND site = 0 ORDER BY turn, seq LIMIT ?"));
    select->bind(1, static_cast<std::int64_t>(channel)).bind(2, static_cast<std::int64_t>(most));
    for (;;) {
      TRY(row, select->step());
      if (!row) break;
      TRY(one, standing_at(*select));
      taken.push_back(one);
    }
    select->reset();
    if (taken.empty()) return std::optional<NoticeBatch>{};  // rolled back: no empty batch
    TRY(update, sql("UPDATE notice SET state = 2, batch = ? WHERE seq = ?"));
    for (const Standing& one : taken) {
      update->bind(1, batch).bind(2, one.number);
      TRY_DO(update->run());
      change.count(one.stratum, NoticeState::ready, -1);
      change.count(one.stratum, NoticeState::claimed, 1);
    }
    TRY_DO(change.keep());
  }
  return open_batch(channel);
}

Result<void> QueueFile::close(const NoticeBatch& batch, std::span<const NoticeOutcome> outcomes, Instant now) {
  TRY(change, Change::begin(*this));
  for (const NoticeOutcome& outcome : outcomes) {
    TRY(number, number_of_id(outcome.id));
    TRY(from, standing(number));
    const bool counts = from && from->batch == static_cast<std::int64_t>(batch.number) && from->state == NoticeState::claimed;
    if (!counts) continue;  // acknowledged before
    TRY_DO(move(change, *from, {outcome.event, now, outcome.because, outcome.told, {}, {}}));
    TRY(note, sql("INSERT INTO outcome VALUES(?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING"));
    note->bind(1, number).bind(2, -static_cast<std::int64_t>(batch.number)).bind(3, static_cast<std::int64_t>(outcome.event));
    note->bind(4, micros(now)).bind(5, outcome.because);
    TRY_DO(note->run());
  }
  TRY(update, sql("UPDATE batch SET open = 0 WHERE number = ?"));
  update->bind(1, static_cast<std::int64_t>(batch.number));
  TRY_DO(update->run());
  return change.keep();
}

}  // namespace tocsin
