// Moves of notices: one by one by what happened, or many at once because time passed or somebody decided.

#include <fmt/format.h>

#include "adapters/sqlite_queue/queue_file.h"
#include "base/check.h"

namespace tocsin {
namespace {

constexpr std::int64_t rows_at_once = 50'000;  // a transaction

std::int64_t number(NoticeState state) { return static_cast<std::int64_t>(state); }
std::int64_t number(NoticeChannel channel) { return static_cast<std::int64_t>(channel); }

}  // namespace

Result<QueueFile::Standing> QueueFile::standing_at(sqlite::Statement& select) {
  Standing found{.number = select.number(0), .stratum = {select.number(2), select.number(3), select.number(4)}};
  TRY(state, state_of(select.number(1)));
  found.state = state;
  if (!select.is_null(5)) found.handed_at = instant_of_micros(select.number(5));
  found.owner = select.number(6);
  found.attempt = select.number(7);
  found.batch = select.number(8);
  return found;
}

Result<std::optional<QueueFile::Standing>> QueueFile::standing(std::int64_t number) {
  TRY(find, sql("SELECT " TOCSIN_STANDING_COLUMNS " FROM notice WHERE seq = ?"));
  find->bind(1, number);
  TRY(there, find->step());
  if (!there) return std::optional<Standing>{};
  TRY(found, standing_at(*find));
  return std::optional(found);
}

Result<std::int64_t> QueueFile::number_of_id(const std::string& id) {
  TRY(bytes, bytes_of_hex(id));
  TRY(find, sql("SELECT seq FROM notice WHERE id = ?"));
  find->bind_blob(1, bytes);
  TRY(there, find->step());
  if (!there) return failure(ErrorKind::not_found, "the campaign has no such notice", id, "see whether the report belongs to another campaign");
  return find->number(0);
}

Result<bool> QueueFile::move(Change& change, const Standing& from, const Move& move) {
  Telling telling{from.state, from.handed_at, {}};
  if (!apply(telling, {move.event, move.at, "once"})) return false;
  Stratum stratum = from.stratum;
  if (move.channel) stratum.channel = number(*move.channel);
  TRY(update, sql("UPDATE notice SET state = ?, because = ?, handed_at = ?, told = coalesce(?, told), due = ?, deferrals = deferrals + ?, "
                  "channel = ?, site = CASE WHEN channel = ? THEN site ELSE 0 END, "
                  "hand = CASE WHEN ? THEN 1 + coalesce((SELECT value FROM note WHERE name = ?), 0) ELSE hand END, owner = NULL, lease = NULL "
                  "WHERE seq = ?"));
  update->bind(1, number(telling.state)).bind(2, move.because);
  telling.handed_at ? update->bind(3, micros(*telling.handed_at)) : update->bind_null(3);
  move.told ? update->bind_blob(4, view_of(*move.told)) : update->bind_null(4);
  move.due ? update->bind(5, micros(*move.due)) : update->bind_null(5);
  update->bind(6, std::int64_t{move.event == NoticeEvent::deferred}).bind(7, stratum.channel).bind(8, stratum.channel);
  update->bind(9, std::int64_t{move.told.has_value()})
      .bind(10, fmt::format("showing {}", name_of(static_cast<NoticeChannel>(stratum.channel))))
      .bind(11, from.number);
  TRY_DO(update->run());
  change.count(from.stratum, from.state, -1);
  change.count(stratum, telling.state, 1);
  return true;
}

// What `select` shows, all in one state, moved by `event`. `select` gives standing columns.
Result<std::uint64_t> QueueFile::move_some(sqlite::Statement& select, NoticeEvent event, Instant) {
  TRY(change, Change::begin(*this));
  std::vector<Standing> some;
  for (;;) {
    TRY(row, select.step());
    if (!row) break;
    TRY(one, standing_at(select));
    some.push_back(one);
  }
  select.reset();
  TRY(update, sql("UPDATE notice SET state = ? WHERE seq = ?"));
  for (const Standing& one : some) {
    const auto to = after(one.state, event);
    check(to.has_value());
    update->bind(1, number(*to)).bind(2, one.number);
    TRY_DO(update->run());
    change.count(one.stratum, one.state, -1);
    change.count(one.stratum, *to, 1);
  }
  TRY_DO(change.keep());
  return some.size();
}

Result<std::uint64_t> QueueFile::move_all(NoticeState from, NoticeEvent event, Instant now) {
  check(after(from, event).has_value());
  TRY(last, sql("SELECT coalesce(max(seq), 0) FROM notice"));
  TRY(there, last->step());
  check(there);
  const std::int64_t end = last->number(0);
  last->reset();
  std::uint64_t moved = 0;
  for (std::int64_t begin = 0; begin < end; begin += rows_at_once) {
    TRY(select, sql("SELECT " TOCSIN_STANDING_COLUMNS " FROM notice WHERE seq > ? AND seq <= ? AND +state = ?"));
    select->bind(1, begin).bind(2, begin + rows_at_once).bind(3, number(from));
    TRY(some, move_some(*select, event, now));
    moved += some;
  }
  return moved;
}

Result<std::uint64_t> QueueFile::presume(NoticeChannel channel, Instant handed_by, Instant now) {
  for (std::uint64_t moved = 0;;) {
    TRY(select, sql("SELECT " TOCSIN_STANDING_COLUMNS " FROM notice WHERE state = 3 AND channel = ? AND handed_at <= ? LIMIT ?"));
    select->bind(1, number(channel)).bind(2, micros(handed_by)).bind(3, rows_at_once);
    TRY(some, move_some(*select, NoticeEvent::time_passed, now));
    moved += some;
    if (some == 0) return moved;
  }
}

Result<std::uint64_t> QueueFile::due_again(Instant now) {
  TRY(select, sql("SELECT " TOCSIN_STANDING_COLUMNS " FROM notice WHERE state = 6 AND due <= ? LIMIT ?"));
  select->bind(1, micros(now)).bind(2, rows_at_once);
  return move_some(*select, NoticeEvent::due_again, now);
}

Result<std::optional<Instant>> QueueFile::next_due() {
  TRY(select, sql("SELECT min(due) FROM notice WHERE state = 6"));
  TRY(row, select->step());
  if (!row || select->is_null(0)) return std::optional<Instant>{};
  return std::optional(instant_of_micros(select->number(0)));
}

Result<void> QueueFile::report(std::span<const NoticeReport> reports) {
  TRY(change, Change::begin(*this));
  for (const NoticeReport& one : reports) {
    auto number = static_cast<std::int64_t>(one.number);
    if (!one.id.empty()) {
      TRY(found, number_of_id(one.id));
      number = found;
    }
    TRY(from, standing(number));
    if (!from)
      return failure(ErrorKind::not_found, "the campaign has no such notice", std::to_string(number), "see whether the report belongs to another campaign");
    TRY(known, sql("SELECT 1 FROM event WHERE key = ?"));
    known->bind(1, one.happening.key);
    TRY(again, known->step());
    if (again) continue;
    known->reset();
    TRY_DO(move(change, *from, {one.happening.event, one.happening.at, one.because, one.told, {}, one.channel}));
    TRY(now_standing, standing(number));
    TRY(note, sql("INSERT INTO event VALUES(?, ?, ?, ?, ?, ?)"));
    note->bind(1, one.happening.key).bind(2, number).bind(3, static_cast<std::int64_t>(one.happening.event)).bind(4, micros(one.happening.at));
    note->bind(5, one.because).bind(6, static_cast<std::int64_t>(now_standing->state));
    TRY_DO(note->run());
  }
  return change.keep();
}

// `hand` is the number of the fact that will speak of the hand-over. While a fact is being made (`showing` > `recorded`)
// later hand-overs wait for the next one: after a crash the same set is shown again.
Result<std::uint64_t> QueueFile::not_recorded(NoticeChannel channel, const std::function<void(const HandedNotice&)>& look) {
  TRY(recorded, number_noted("recorded", channel));
  TRY(showing, number_noted("showing", channel));
  const bool cut_short = showing != recorded;
  if (!cut_short) TRY_DO(set_note(fmt::format("showing {}", name_of(channel)), std::to_string(++showing)));
  TRY(select, sql("SELECT id, told FROM notice WHERE hand > ? AND hand <= ? AND channel = ? ORDER BY id"));
  select->bind(1, recorded).bind(2, showing).bind(3, number(channel));
  std::uint64_t count = 0;
  for (;; ++count) {
    TRY(row, select->step());
    if (!row) break;
    TRY(told, digest_of(select->view(1)));
    look({hex(select->view(0)), told});
  }
  if (count > 0) return count;
  TRY_DO(this->recorded(channel));  // nothing to speak of: later ones need not wait
  return cut_short ? not_recorded(channel, look) : Result<std::uint64_t>(0);
}

Result<void> QueueFile::recorded(NoticeChannel channel) {
  TRY(showing, number_noted("showing", channel));
  return set_note(fmt::format("recorded {}", name_of(channel)), std::to_string(showing));
}

Result<std::int64_t> QueueFile::number_noted(std::string_view what, NoticeChannel channel) {
  TRY(text, note(fmt::format("{} {}", what, name_of(channel))));
  return text.empty() ? std::int64_t{0} : std::int64_t{std::stoll(text)};
}

}  // namespace tocsin
