#include "adapters/sqlite_queue/queue_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

constexpr std::string_view restore = "restore the file from its back-up";

// Persons of a scope are numbers, and numbers in order make a quick and small index.
std::optional<std::int64_t> plain_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || std::to_string(number) != text) return {};
  return number;
}

}  // namespace

QueueFile::QueueFile(sqlite::Database database, SealKey key, std::string path, Random& random)
    : database_(std::move(database)), key_(std::move(key)), path_(std::move(path)), random_(&random) {}

Result<Using> QueueFile::sql(const char* text) {
  auto known = statements_.find(text);
  if (known == statements_.end()) {
    TRY(statement, database_.prepare(text));
    known = statements_.emplace(text, std::move(statement)).first;
  }
  return Using(&known->second);
}

// ---- the campaign itself ----

Result<void> QueueFile::write_campaign(const CampaignFile& campaign) {
  TRY(change, Change::begin(*this));
  TRY_DO(database_.execute(std::string(*resource("src/adapters/sqlite_queue/schema.sql"))));
  {
    TRY(insert, sql("INSERT INTO campaign VALUES(1, ?, ?, ?, ?, ?)"));
    insert->bind(1, campaign.id.text()).bind(2, campaign.incident.text()).bind_blob(3, view_of(campaign.content)).bind(4, micros(campaign.planned_at));
    insert->bind_blob(5, seal(key_, rule_context(campaign.id), campaign.rule, *random_));
    TRY_DO(insert->run());
  }
  return change.keep();
}

Result<void> QueueFile::read_campaign() {
  TRY(select, sql("SELECT id, incident, content, planned_at, sealed FROM campaign"));
  TRY(row, select->step());
  if (!row) return failure(ErrorKind::corrupt, "the campaign's file is empty", path_, "restore it from its back-up");
  TRY(id, CampaignId::of(select->text(0)));
  TRY(incident, IncidentId::of(select->text(1)));
  TRY(content, digest_of(select->text(2)));
  TRY(rule, unseal(key_, rule_context(id), select->view(4)));
  campaign_ = {id, incident, content, rule, instant_of_micros(select->number(3))};
  return {};
}

bool QueueFile::is_made() {
  auto select = database_.prepare("SELECT 1 FROM campaign");
  if (!select) return false;
  const auto row = select->step();
  return row && *row;
}

// ---- transactions and counters ----

Result<QueueFile::Change> QueueFile::Change::begin(QueueFile& file) {
  TRY_DO(file.database_.execute("BEGIN IMMEDIATE"));
  return Change(file);
}

QueueFile::Change::Change(Change&& other) noexcept : file_(std::exchange(other.file_, nullptr)), moves_(std::move(other.moves_)) {}

QueueFile::Change::~Change() {
  if (file_ == nullptr) return;
  file_->numbers_.clear();  // what was learnt inside may be gone
  file_->words_.clear();
  const auto undone = file_->database_.execute("ROLLBACK");
  (void)undone;  // SQLite rolls back when the connection closes
}

Result<void> QueueFile::Change::keep() {
  for (const auto& [key, more] : moves_) {
    if (more == 0) continue;
    TRY(upsert, file_->sql("INSERT INTO counter VALUES(?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET notices = notices + excluded.notices"));
    const auto& [stratum, state] = key;
    upsert->bind(1, stratum.certainty).bind(2, stratum.language).bind(3, stratum.channel).bind(4, state).bind(5, more);
    TRY_DO(upsert->run());
  }
  TRY_DO(file_->database_.execute("COMMIT"));
  file_ = nullptr;
  return {};
}

// ---- words ----

Result<std::int64_t> QueueFile::number_of(const std::string& word) {
  if (const auto known = numbers_.find(word); known != numbers_.end()) return known->second;
  TRY(find, sql("SELECT no FROM word WHERE text = ?"));
  find->bind(1, word);
  TRY(there, find->step());
  std::int64_t number = 0;
  if (there) {
    number = find->number(0);
  } else {
    TRY(insert, sql("INSERT INTO word(text) VALUES(?) RETURNING no"));
    insert->bind(1, word);
    TRY(made, insert->step());
    check(made);
    number = insert->number(0);
    TRY_DO(insert->run());
  }
  numbers_.emplace(word, number);
  return number;
}

Result<std::string> QueueFile::word_of(std::int64_t number) {
  if (const auto known = words_.find(number); known != words_.end()) return known->second;
  TRY(find, sql("SELECT text FROM word WHERE no = ?"));
  find->bind(1, number);
  TRY(there, find->step());
  if (!there) return failure(ErrorKind::corrupt, "the campaign's file refers to a word that it does not hold", path_, std::string(restore));
  return words_.emplace(number, find->text(0)).first->second;
}

Result<NoticeState> QueueFile::state_of(std::int64_t number) const {
  if (number < 0 || number >= static_cast<std::int64_t>(notice_states))
    return failure(ErrorKind::corrupt, "the campaign's file holds a state that nobody knows", path_, std::string(restore));
  return static_cast<NoticeState>(number);
}

Result<QueueFile::Stratum> QueueFile::stratum_of(const NoticeGroup& group) {
  TRY(language, number_of(group.language));
  return Stratum{static_cast<std::int64_t>(group.certainty), language, static_cast<std::int64_t>(group.channel)};
}

Result<NoticeGroup> QueueFile::group_of(const Stratum& stratum) {
  if (stratum.certainty < 0 || stratum.certainty > 2 || stratum.channel < 0 || stratum.channel > 3)
    return failure(ErrorKind::corrupt, "the campaign's file holds a stratum that nobody knows", path_, std::string(restore));
  TRY(language, word_of(stratum.language));
  return NoticeGroup{static_cast<Certainty>(stratum.certainty), language, static_cast<NoticeChannel>(stratum.channel)};
}

// ---- rows ----

Result<QueuedNotice> QueueFile::notice_at(sqlite::Statement& select) {
  QueuedNotice notice{.id = hex(select.view(1)), .person = select.text(2), .revision = static_cast<std::uint32_t>(select.number(4))};
  TRY(controller, word_of(select.number(3)));
  TRY(group, group_of({select.number(5), select.number(6), select.number(7)}));
  TRY(state, state_of(select.number(8)));
  if (select.number(10) != 0) {
    TRY(site, word_of(select.number(10)));
    notice.site = site;
  }
  TRY(said, digest_of(select.view(12)));
  TRY(plate, unseal(key_, plate_context(notice.id), select.view(13)));
  notice.controller = controller;
  notice.group = group;
  notice.state = state;
  notice.because = select.text(9);
  notice.turn = static_cast<std::uint32_t>(select.number(11));
  notice.said = said;
  notice.plate = std::move(plate);
  notice.number = static_cast<std::uint64_t>(select.number(0));
  return notice;
}

Result<void> QueueFile::add(std::span<const QueuedNotice> notices) {
  TRY(change, Change::begin(*this));
  TRY(insert, sql("INSERT INTO notice(id, person, controller, revision, certainty, language, channel, state, because, site, turn, said, sealed) "
                  "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"));
  for (const QueuedNotice& notice : notices) {
    TRY(stratum, stratum_of(notice.group));
    TRY(controller, number_of(notice.controller));
    std::int64_t site = 0;
    if (!notice.site.empty()) {
      TRY(known, number_of(notice.site));
      site = known;
    }
    TRY(id, bytes_of_hex(notice.id));
    insert->bind_blob(1, id).bind(3, controller).bind(4, std::int64_t{notice.revision});
    if (const auto number = plain_number(notice.person))
      insert->bind(2, *number);
    else
      insert->bind(2, notice.person);
    insert->bind(5, stratum.certainty).bind(6, stratum.language).bind(7, stratum.channel);
    insert->bind(8, static_cast<std::int64_t>(notice.state)).bind(9, notice.because).bind(10, site).bind(11, std::int64_t{notice.turn});
    insert->bind_blob(12, view_of(notice.said)).bind_blob(13, seal(key_, plate_context(notice.id), notice.plate, *random_));
    TRY_DO(insert->run());
    if (database_.changes() == 1) change.count(stratum, notice.state, 1);
  }
  return change.keep();
}

Result<void> QueueFile::planned() { return database_.execute("CREATE UNIQUE INDEX IF NOT EXISTS notice_id ON notice(id)"); }

Result<void> QueueFile::for_each(const std::function<Result<void>(const QueuedNotice&)>& look) {
  TRY(select, sql("SELECT " TOCSIN_NOTICE_COLUMNS " FROM notice ORDER BY seq"));
  for (;;) {
    TRY(row, select->step());
    if (!row) return {};
    TRY(notice, notice_at(*select));
    TRY_DO(look(notice));
  }
}

Result<void> QueueFile::for_each_in(NoticeState state, const std::function<Result<void>(const QueuedNotice&)>& look) {
  // 7, failed, has an index; the condition must stand there as it is to be used.
  TRY(select, state == NoticeState::failed ? sql("SELECT " TOCSIN_NOTICE_COLUMNS " FROM notice WHERE state = 7 ORDER BY seq")
                                           : sql("SELECT " TOCSIN_NOTICE_COLUMNS " FROM notice WHERE state = ? ORDER BY seq"));
  if (state != NoticeState::failed) select->bind(1, static_cast<std::int64_t>(state));
  for (;;) {
    TRY(row, select->step());
    if (!row) return {};
    TRY(notice, notice_at(*select));
    TRY_DO(look(notice));
  }
}

Result<void> QueueFile::for_each_said(const std::function<void(const Digest&)>& look) {
  TRY(select, sql("SELECT said FROM notice ORDER BY seq"));
  for (;;) {
    TRY(row, select->step());
    if (!row) return {};
    TRY(one, digest_of(select->view(0)));
    look(one);
  }
}

Result<std::optional<QueuedNotice>> QueueFile::notice(std::uint64_t number) {
  TRY(select, sql("SELECT " TOCSIN_NOTICE_COLUMNS " FROM notice WHERE seq = ?"));
  select->bind(1, static_cast<std::int64_t>(number));
  TRY(row, select->step());
  if (!row) return std::optional<QueuedNotice>{};
  TRY(notice, notice_at(*select));
  return std::optional(std::move(notice));
}

Result<std::vector<NoticeCount>> QueueFile::counts() {
  std::vector<NoticeCount> all;
  TRY(select, sql("SELECT certainty, language, channel, state, notices FROM counter WHERE notices <> 0"));
  for (;;) {
    TRY(row, select->step());
    if (!row) break;
    TRY(group, group_of({select->number(0), select->number(1), select->number(2)}));
    TRY(state, state_of(select->number(3)));
    all.push_back({group, state, static_cast<std::uint64_t>(select->number(4))});
  }
  std::ranges::sort(all, [](const NoticeCount& a, const NoticeCount& b) { return std::tie(a.group, a.state) < std::tie(b.group, b.state); });
  return all;
}

Result<std::string> QueueFile::note(std::string_view name) {
  TRY(find, sql("SELECT value FROM note WHERE name = ?"));
  find->bind(1, name);
  TRY(there, find->step());
  return there ? find->text(0) : std::string();
}

Result<void> QueueFile::set_note(std::string_view name, std::string_view value) {
  TRY(upsert, sql("INSERT INTO note VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"));
  upsert->bind(1, name).bind(2, value);
  return upsert->run();
}

}  // namespace tocsin
