#include "adapters/sqlite_queue/sqlite_queue.h"

#include <fmt/format.h>

#include <filesystem>

#include "adapters/sqlite/sqlite.h"
#include "base/check.h"
#include "base/text.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

std::int64_t micros(Instant at) { return at.time_since_epoch().count(); }
Instant instant_of_micros(std::int64_t value) { return Instant{Micros{value}}; }

std::string text_of(const NoticeGroup& group) { return fmt::format("{}/{}/{}", name_of(group.certainty), group.language, name_of(group.channel)); }

Result<NoticeGroup> group_of(std::string_view text, const std::string& where) {
  const auto parts = split(text, '/');
  if (parts.size() == 3)
    for (const Certainty certainty : {Certainty::confirmed, Certainty::possible, Certainty::not_excluded})
      if (const auto channel = notice_channel_of(parts[2]); channel && parts[0] == name_of(certainty))
        return NoticeGroup{certainty, std::string(parts[1]), *channel};
  return failure(ErrorKind::corrupt, "the campaign's file holds a stratum that nobody knows", where, "restore the file from its back-up");
}

class Transaction {
 public:
  static Result<Transaction> begin(sqlite::Database& database) {
    TRY_DO(database.execute("BEGIN IMMEDIATE"));
    return Transaction(database);
  }
  Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction() {
    if (database_ == nullptr) return;
    const auto undone = database_->execute("ROLLBACK");
    (void)undone;  // SQLite rolls back when the connection closes
  }
  Result<void> keep() {
    TRY_DO(database_->execute("COMMIT"));
    database_ = nullptr;
    return {};
  }

 private:
  explicit Transaction(sqlite::Database& database) : database_(&database) {}
  sqlite::Database* database_;
};

constexpr const char* notice_columns = "id, person, controller, revision, stratum, state, because, said, sealed";

class SqliteQueue final : public NoticeQueue {
 public:
  SqliteQueue(sqlite::Database database, SealKey key, std::string path, Random& random)
      : database_(std::move(database)), key_(std::move(key)), path_(std::move(path)), random_(&random) {}

  Result<void> write_campaign(const CampaignFile& campaign) {
    TRY(transaction, Transaction::begin(database_));
    TRY_DO(database_.execute(std::string(*resource("src/adapters/sqlite_queue/schema.sql"))));
    TRY(insert, database_.prepare("INSERT INTO campaign VALUES(1, ?, ?, ?, ?, ?)"));
    insert.bind(1, campaign.id.text()).bind(2, campaign.incident.text()).bind_blob(3, view_of(campaign.content)).bind(4, micros(campaign.planned_at));
    insert.bind_blob(5, seal(key_, rule_context(campaign.id), campaign.rule, *random_));
    TRY_DO(insert.run());
    return transaction.keep();
  }

  Result<void> read_campaign() {
    TRY(select, database_.prepare("SELECT id, incident, content, planned_at, sealed FROM campaign"));
    TRY(row, select.step());
    if (!row) return failure(ErrorKind::corrupt, "the campaign's file is empty", path_, "restore it from its back-up");
    TRY(id, CampaignId::of(select.text(0)));
    TRY(incident, IncidentId::of(select.text(1)));
    TRY(content, digest_of(select.text(2)));
    TRY(rule, unseal(key_, rule_context(id), select.view(4)));
    campaign_ = {id, incident, content, rule, instant_of_micros(select.number(3))};
    return {};
  }

  bool is_made() {
    auto select = database_.prepare("SELECT 1 FROM campaign");
    if (!select) return false;
    const auto row = select->step();
    return row && *row;
  }

  const CampaignFile& campaign() const override { return campaign_; }
  Result<void> add(std::span<const QueuedNotice> notices) override;
  Result<void> for_each(const std::function<Result<void>(const QueuedNotice&)>& look) override;
  Result<std::vector<Digest>> said() override;
  Result<std::vector<NoticeCount>> counts() override;
  Result<std::uint64_t> move_all(NoticeState from, NoticeEvent event, Instant now) override;
  Result<std::uint64_t> presume(NoticeChannel channel, Instant handed_by, Instant now) override;
  Result<std::optional<NoticeBatch>> claim(NoticeChannel channel, std::size_t most, Instant now) override;
  Result<void> close(const NoticeBatch& batch, std::span<const NoticeOutcome> outcomes, Instant now) override;
  Result<void> report(std::span<const NoticeReport> reports) override;
  Result<std::vector<HandedNotice>> not_recorded(NoticeChannel channel) override;
  Result<void> recorded(NoticeChannel channel) override;

 private:
  static std::string rule_context(const CampaignId& id) { return "tocsin/campaign/v1/" + id.text(); }
  std::string plate_context(std::string_view notice) const { return fmt::format("tocsin/notice/v1/{}/{}", campaign_.id.text(), notice); }

  Result<QueuedNotice> notice_at(const sqlite::Statement& select);
  Result<NoticeState> state_at(const sqlite::Statement& select, int column);
  Result<std::optional<NoticeBatch>> open_batch(NoticeChannel channel);
  Result<void> happened(const std::string& id, const Happening& happening, const std::string& because, const std::optional<Digest>& told);

  sqlite::Database database_;
  SealKey key_;
  std::string path_;
  Random* random_;
  CampaignFile campaign_;
};

Result<NoticeState> SqliteQueue::state_at(const sqlite::Statement& select, int column) {
  const auto state = notice_state_of(select.view(column));
  if (!state) return failure(ErrorKind::corrupt, "the campaign's file holds a state that nobody knows", path_, "restore the file from its back-up");
  return *state;
}

Result<QueuedNotice> SqliteQueue::notice_at(const sqlite::Statement& select) {
  QueuedNotice notice{.id = select.text(0), .person = select.text(1), .controller = select.text(2), .revision = static_cast<std::uint32_t>(select.number(3))};
  TRY(group, group_of(select.view(4), path_));
  TRY(state, state_at(select, 5));
  TRY(said, digest_of(select.view(7)));
  TRY(plate, unseal(key_, plate_context(notice.id), select.view(8)));
  notice.group = group;
  notice.state = state;
  notice.because = select.text(6);
  notice.said = said;
  notice.plate = std::move(plate);
  return notice;
}

Result<void> SqliteQueue::add(std::span<const QueuedNotice> notices) {
  TRY(transaction, Transaction::begin(database_));
  TRY(insert, database_.prepare("INSERT INTO notice(id, person, controller, revision, stratum, channel, state, because, said, sealed) "
                                "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"));
  for (const QueuedNotice& notice : notices) {
    insert.bind(1, notice.id).bind(2, notice.person).bind(3, notice.controller).bind(4, std::int64_t{notice.revision});
    insert.bind(5, text_of(notice.group)).bind(6, name_of(notice.group.channel)).bind(7, name_of(notice.state)).bind(8, notice.because);
    insert.bind_blob(9, view_of(notice.said)).bind_blob(10, seal(key_, plate_context(notice.id), notice.plate, *random_));
    TRY_DO(insert.run());
  }
  return transaction.keep();
}

Result<void> SqliteQueue::for_each(const std::function<Result<void>(const QueuedNotice&)>& look) {
  TRY(select, database_.prepare(fmt::format("SELECT {} FROM notice ORDER BY seq", notice_columns)));
  for (;;) {
    TRY(row, select.step());
    if (!row) return {};
    TRY(notice, notice_at(select));
    TRY_DO(look(notice));
  }
}

Result<std::vector<Digest>> SqliteQueue::said() {
  std::vector<Digest> all;
  TRY(select, database_.prepare("SELECT said FROM notice ORDER BY seq"));
  for (;;) {
    TRY(row, select.step());
    if (!row) return all;
    TRY(one, digest_of(select.view(0)));
    all.push_back(one);
  }
}

Result<std::vector<NoticeCount>> SqliteQueue::counts() {
  std::vector<NoticeCount> all;
  TRY(select, database_.prepare("SELECT stratum, state, notices FROM counter WHERE notices <> 0 ORDER BY stratum, state"));
  for (;;) {
    TRY(row, select.step());
    if (!row) return all;
    TRY(group, group_of(select.view(0), path_));
    TRY(state, state_at(select, 1));
    all.push_back({group, state, static_cast<std::uint64_t>(select.number(2))});
  }
}

Result<std::uint64_t> SqliteQueue::move_all(NoticeState from, NoticeEvent event, Instant) {
  const auto to = after(from, event);
  check(to.has_value());
  TRY(transaction, Transaction::begin(database_));
  TRY(update, database_.prepare("UPDATE notice SET state = ? WHERE state = ?"));
  update.bind(1, name_of(*to)).bind(2, name_of(from));
  TRY_DO(update.run());
  const auto moved = static_cast<std::uint64_t>(database_.changes());
  TRY_DO(transaction.keep());
  return moved;
}

Result<std::uint64_t> SqliteQueue::presume(NoticeChannel channel, Instant handed_by, Instant) {
  TRY(transaction, Transaction::begin(database_));
  TRY(update, database_.prepare("UPDATE notice SET state = ? WHERE state = 'handed' AND channel = ? AND handed_at <= ?"));
  update.bind(1, name_of(*after(NoticeState::handed, NoticeEvent::time_passed))).bind(2, name_of(channel)).bind(3, micros(handed_by));
  TRY_DO(update.run());
  const auto moved = static_cast<std::uint64_t>(database_.changes());
  TRY_DO(transaction.keep());
  return moved;
}

Result<std::optional<NoticeBatch>> SqliteQueue::open_batch(NoticeChannel channel) {
  TRY(find, database_.prepare("SELECT number, made_at FROM batch WHERE open = 1 AND channel = ? ORDER BY number"));
  find.bind(1, name_of(channel));
  TRY(there, find.step());
  if (!there) return std::optional<NoticeBatch>{};
  NoticeBatch batch{static_cast<std::uint64_t>(find.number(0)), channel, instant_of_micros(find.number(1)), {}};
  TRY(select, database_.prepare(fmt::format("SELECT {} FROM notice WHERE batch = ? ORDER BY seq", notice_columns)));
  select.bind(1, static_cast<std::int64_t>(batch.number));
  for (;;) {
    TRY(row, select.step());
    if (!row) return std::optional<NoticeBatch>(std::move(batch));
    TRY(notice, notice_at(select));
    batch.notices.push_back(std::move(notice));
  }
}

Result<std::optional<NoticeBatch>> SqliteQueue::claim(NoticeChannel channel, std::size_t most, Instant now) {
  TRY(open, open_batch(channel));
  if (open) return std::move(open);
  {
    TRY(transaction, Transaction::begin(database_));
    TRY(insert, database_.prepare("INSERT INTO batch SELECT coalesce(max(number), 0) + 1, ?, ?, 1 FROM batch"));
    insert.bind(1, name_of(channel)).bind(2, micros(now));
    TRY_DO(insert.run());
    TRY(update, database_.prepare("UPDATE notice SET state = ?, batch = (SELECT max(number) FROM batch) WHERE seq IN "
                                  "(SELECT seq FROM notice WHERE state = 'ready' AND channel = ? ORDER BY seq LIMIT ?)"));
    update.bind(1, name_of(*after(NoticeState::ready, NoticeEvent::claimed))).bind(2, name_of(channel)).bind(3, static_cast<std::int64_t>(most));
    TRY_DO(update.run());
    if (database_.changes() == 0) return std::optional<NoticeBatch>{};  // rolled back: no empty batch
    TRY_DO(transaction.keep());
  }
  return open_batch(channel);
}

// Inside a transaction. What is known already, or leads nowhere from here, changes nothing.
Result<void> SqliteQueue::happened(const std::string& id, const Happening& happening, const std::string& because, const std::optional<Digest>& told) {
  TRY(find, database_.prepare("SELECT state, handed_at FROM notice WHERE id = ?"));
  find.bind(1, id);
  TRY(there, find.step());
  if (!there) return failure(ErrorKind::not_found, "the campaign has no such notice", id, "see whether the report belongs to another campaign");
  TRY(state, state_at(find, 0));
  Telling telling{state, find.is_null(1) ? std::nullopt : std::optional(instant_of_micros(find.number(1))), {}};
  find.reset();
  const bool moved = apply(telling, happening);
  TRY(note, database_.prepare("INSERT INTO event VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"));
  note.bind(1, happening.key).bind(2, id).bind(3, name_of(happening.event)).bind(4, micros(happening.at)).bind(5, name_of(telling.state));
  TRY_DO(note.run());
  if (database_.changes() == 0 || !moved) return {};
  TRY(update, database_.prepare("UPDATE notice SET state = ?, because = ?, handed_at = ?, told = coalesce(?, told) WHERE id = ?"));
  update.bind(1, name_of(telling.state)).bind(2, because).bind(5, id);
  if (telling.handed_at)
    update.bind(3, micros(*telling.handed_at));
  else
    update.bind_null(3);
  if (told)
    update.bind_blob(4, view_of(*told));
  else
    update.bind_null(4);
  return update.run();
}

Result<void> SqliteQueue::close(const NoticeBatch& batch, std::span<const NoticeOutcome> outcomes, Instant now) {
  TRY(transaction, Transaction::begin(database_));
  for (const NoticeOutcome& outcome : outcomes)
    TRY_DO(happened(outcome.id, {outcome.event, now, fmt::format("batch/{}/{}", batch.number, outcome.id)}, outcome.because, outcome.told));
  TRY(update, database_.prepare("UPDATE batch SET open = 0 WHERE number = ?"));
  update.bind(1, static_cast<std::int64_t>(batch.number));
  TRY_DO(update.run());
  return transaction.keep();
}

Result<void> SqliteQueue::report(std::span<const NoticeReport> reports) {
  TRY(transaction, Transaction::begin(database_));
  for (const NoticeReport& one : reports) TRY_DO(happened(one.id, one.happening, "", one.told));
  return transaction.keep();
}

Result<std::vector<HandedNotice>> SqliteQueue::not_recorded(NoticeChannel channel) {
  std::vector<HandedNotice> all;
  TRY(select, database_.prepare("SELECT id, told FROM notice WHERE told IS NOT NULL AND recorded = 0 AND channel = ? ORDER BY id"));
  select.bind(1, name_of(channel));
  for (;;) {
    TRY(row, select.step());
    if (!row) return all;
    TRY(told, digest_of(select.view(1)));
    all.push_back({select.text(0), told});
  }
}

Result<void> SqliteQueue::recorded(NoticeChannel channel) {
  TRY(update, database_.prepare("UPDATE notice SET recorded = 1 WHERE told IS NOT NULL AND recorded = 0 AND channel = ?"));
  update.bind(1, name_of(channel));
  return update.run();
}

Result<std::unique_ptr<SqliteQueue>> opened(const std::string& path, bool create, const SealKey& key, Random& random) {
  TRY(database, sqlite::Database::open(path, create));
  std::error_code ignored;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, ignored);
  return std::make_unique<SqliteQueue>(std::move(database), key, path, random);
}

}  // namespace

Result<std::unique_ptr<NoticeQueue>> make_sqlite_queue(const std::string& path, const SealKey& key, const CampaignFile& campaign, Random& random) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  TRY(queue, opened(path, true, key, random));
  if (!queue->is_made()) TRY_DO(queue->write_campaign(campaign));  // a file without tables is one whose making was cut short
  TRY_DO(queue->read_campaign());
  if (queue->campaign().id != campaign.id || queue->campaign().content != campaign.content)
    return failure(ErrorKind::conflict, "the file holds another campaign", path, "move it away and plan again");
  return std::unique_ptr<NoticeQueue>(std::move(queue));
}

Result<std::unique_ptr<NoticeQueue>> open_sqlite_queue(const std::string& path, const SealKey& key, Random& random) {
  if (!fs::exists(path)) return failure(ErrorKind::not_found, "the campaign's file is missing", path, "restore it from its back-up, or plan again");
  TRY(queue, opened(path, false, key, random));
  TRY_DO(queue->read_campaign());
  return std::unique_ptr<NoticeQueue>(std::move(queue));
}

}  // namespace tocsin
