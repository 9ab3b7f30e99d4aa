// The queue's file from inside: its connection, its words, its counters. The tasks lie in one .cc each.
//
// Holds:  one connection, one thread. Every writing task is one transaction (or pieces, each one): Change keeps
//         the moves of counters in memory and writes them with its commit.

#pragma once

#include <map>
#include <string>
#include <utility>

#include "adapters/sqlite/sqlite.h"
#include "adapters/sqlite_queue/sqlite_queue.h"

namespace tocsin {

inline std::int64_t micros(Instant at) { return at.time_since_epoch().count(); }
inline Instant instant_of_micros(std::int64_t value) { return Instant{Micros{value}}; }

// A statement while it is used: whatever happens, it is ready to be bound again afterwards.
class Using {
 public:
  explicit Using(sqlite::Statement* statement) : statement_(statement) {}
  Using(Using&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Using& operator=(Using&&) = delete;
  ~Using() {
    if (statement_ != nullptr) statement_->reset();
  }
  sqlite::Statement* operator->() const { return statement_; }
  sqlite::Statement& operator*() const { return *statement_; }

 private:
  sqlite::Statement* statement_;
};

class QueueFile final : public NoticeQueue {
 public:
  QueueFile(sqlite::Database database, SealKey key, std::string path, Random& random);

  Result<void> write_campaign(const CampaignFile& campaign);
  Result<void> read_campaign();
  bool is_made();

  const CampaignFile& campaign() const override { return campaign_; }
  Result<void> add(std::span<const QueuedNotice> notices) override;
  Result<void> planned() override;
  Result<void> for_each(const std::function<Result<void>(const QueuedNotice&)>& look) override;
  Result<void> for_each_in(NoticeState state, const std::function<Result<void>(const QueuedNotice&)>& look) override;
  Result<void> for_each_said(const std::function<void(const Digest&)>& look) override;
  Result<std::optional<QueuedNotice>> notice(std::uint64_t number) override;
  Result<std::vector<NoticeCount>> counts() override;
  Result<std::uint64_t> move_all(NoticeState from, NoticeEvent event, Instant now) override;
  Result<std::uint64_t> presume(NoticeChannel channel, Instant handed_by, Instant now) override;
  Result<std::optional<NoticeBatch>> claim(NoticeChannel channel, std::size_t most, Instant now) override;
  Result<void> close(const NoticeBatch& batch, std::span<const NoticeOutcome> outcomes, Instant now) override;
  Result<std::vector<ClaimedMail>> claim_mails(const MailClaim& claim, Instant now) override;
  Result<void> settle(std::span<const MailOutcome> outcomes) override;
  Result<std::vector<OpenMail>> open_mails() override;
  Result<std::uint64_t> due_again(Instant now) override;
  Result<std::optional<Instant>> next_due() override;
  Result<void> report(std::span<const NoticeReport> reports) override;
  Result<std::uint64_t> not_recorded(NoticeChannel channel, const std::function<void(const HandedNotice&)>& look) override;
  Result<void> recorded(NoticeChannel channel) override;
  Result<std::string> note(std::string_view name) override;
  Result<void> set_note(std::string_view name, std::string_view value) override;

 private:
  struct Stratum {
    std::int64_t certainty, language, channel;
    auto operator<=>(const Stratum&) const = default;
  };
  // A transaction; rolled back unless kept.
  class Change {
   public:
    static Result<Change> begin(QueueFile& file);
    Change(Change&& other) noexcept;
    Change& operator=(Change&&) = delete;
    ~Change();
    void count(const Stratum& stratum, NoticeState state, std::int64_t more) { moves_[{stratum, static_cast<std::int64_t>(state)}] += more; }
    Result<void> keep();

   private:
    explicit Change(QueueFile& file) : file_(&file) {}
    QueueFile* file_;
    std::map<std::pair<Stratum, std::int64_t>, std::int64_t> moves_;
  };
  // What decides where a happening leads one notice.
  struct Standing {
    std::int64_t number = 0;
    NoticeState state{};
    Stratum stratum{};
    std::optional<Instant> handed_at;
    std::int64_t owner = 0, attempt = 0, batch = 0;
  };
  struct Move {
    NoticeEvent event{};
    Instant at;
    std::string because;
    std::optional<Digest> told;
    std::optional<Instant> due;
    std::optional<NoticeChannel> channel;
  };

  Result<Using> sql(const char* text);  // prepared once; REQUIRES a literal
  Result<std::int64_t> number_of(const std::string& word);
  Result<std::string> word_of(std::int64_t number);
  Result<NoticeState> state_of(std::int64_t number) const;
  Result<Stratum> stratum_of(const NoticeGroup& group);
  Result<NoticeGroup> group_of(const Stratum& stratum);
  Result<QueuedNotice> notice_at(sqlite::Statement& select);
  Result<Standing> standing_at(sqlite::Statement& select);
  Result<std::optional<Standing>> standing(std::int64_t number);
  Result<std::int64_t> number_noted(std::string_view what, NoticeChannel channel);
  Result<std::int64_t> number_of_id(const std::string& id);

  // Where it leads, written down and counted. Nothing, if it leads nowhere.
  Result<bool> move(Change& change, const Standing& from, const Move& move);
  Result<std::uint64_t> move_some(sqlite::Statement& select, NoticeEvent event, Instant now);
  Result<std::optional<NoticeBatch>> open_batch(NoticeChannel channel);
  Result<std::int64_t> next_site(NoticeChannel channel, std::int64_t after);
  Result<std::size_t> claim_of_site(Change& change, const MailClaim& claim, NoticeChannel channel, std::int64_t site, std::size_t most, std::size_t taken,
                                    Instant now, std::vector<ClaimedMail>& claimed);
  Result<void> mark_claimed(Change& change, const MailClaim& claim, ClaimedMail& mail, Instant now);

  std::string plate_context(std::string_view notice) const { return "tocsin/notice/v1/" + campaign_.id.text() + "/" + std::string(notice); }
  static std::string rule_context(const CampaignId& id) { return "tocsin/campaign/v1/" + id.text(); }

  sqlite::Database database_;
  SealKey key_;
  std::string path_;
  Random* random_;
  CampaignFile campaign_;
  std::map<const char*, sqlite::Statement> statements_;  // destroyed before the connection
  std::map<std::string, std::int64_t> numbers_;
  std::map<std::int64_t, std::string> words_;
  std::int64_t cursor_ = -1;  // the site after which the next claim looks on
};

// In this order in every SELECT that notice_at() reads.
#define TOCSIN_NOTICE_COLUMNS \
  "seq, id, person, controller, revision, certainty, language, channel, state, because, site, turn, said, sealed, attempt, deferrals, first_at"
#define TOCSIN_STANDING_COLUMNS "seq, state, certainty, language, channel, handed_at, owner, attempt, batch"

}  // namespace tocsin
