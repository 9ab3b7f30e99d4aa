// ports/notice_queue in memory: the plainest thing that keeps the port's promises, and the model for the real one.
//
// Pure:   no file. Everything is lost with the object.

#pragma once

#include <map>
#include <set>
#include <tuple>

#include "ports/notice_queue.h"

namespace tocsin {

class MemoryQueue final : public NoticeQueue {
 public:
  explicit MemoryQueue(CampaignFile campaign) : campaign_(std::move(campaign)) {}

  const CampaignFile& campaign() const override { return campaign_; }
  Result<void> add(std::span<const QueuedNotice> notices) override;
  Result<void> planned() override { return {}; }
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
  Result<std::string> note(std::string_view name) override { return notes_[std::string(name)]; }
  Result<void> set_note(std::string_view name, std::string_view value) override;

 private:
  struct Row {
    QueuedNotice notice;
    std::uint64_t owner = 0, batch = 0;
    std::uint32_t attempt = 0, deferrals = 0;
    std::optional<Instant> first_at, claimed_at, due, handed_at;
    std::optional<Digest> told;
    std::uint64_t hand = 0;
  };
  struct Batch {
    NoticeChannel channel{};
    Instant made_at;
    bool open = true;
  };

  Row* row_of(const std::string& id, std::uint64_t number);
  void move(Row& row, NoticeEvent event, Instant at, const std::string& because, const std::optional<Digest>& told);
  std::vector<Row*> ready(NoticeChannel channel);  // in the order in which they leave
  NoticeBatch shown(std::uint64_t number);

  CampaignFile campaign_;
  std::vector<Row> rows_;  // number - 1
  std::set<std::tuple<std::string, std::string, std::uint32_t>> who_;
  std::map<std::uint64_t, Batch> batches_;
  std::set<std::string> keys_;
  std::map<NoticeChannel, std::uint64_t> showing_, recorded_;
  std::map<std::string, std::string> notes_;
};

}  // namespace tocsin
