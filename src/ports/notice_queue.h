// One campaign's notices on their way: who is to be told by which channel, and what became of each.
//
// Way:    app/notice_plan -> [here] -> app/notice_send, notice_status; adapters/sqlite_queue
// Holds:  one notice per (person, controller, revision), however often it is planned. Every change of state follows
//         notices/notice_state.h and is counted in the same transaction: counts = rows, at any crash. Who a person is
//         and where they live (`plate`) is sealed at rest. A batch that was claimed and not closed comes again, with
//         the same notices and the same time: what is made of it is the same, byte for byte.
// Errors: unavailable, corrupt, as ports/store.h

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/result.h"
#include "notices/notice.h"
#include "notices/notice_state.h"

namespace tocsin {

enum class NoticeChannel { none, letter, mail };
std::string_view name_of(NoticeChannel channel);
std::optional<NoticeChannel> notice_channel_of(std::string_view name);

struct NoticeGroup {  // a stratum, as plans and status show it
  Certainty certainty{};
  std::string language;
  NoticeChannel channel{};
  auto operator<=>(const NoticeGroup&) const = default;
};

struct QueuedNotice {
  std::string id;  // notice_id
  std::string person, controller;
  std::uint32_t revision = 1;
  NoticeGroup group;
  NoticeState state = NoticeState::planned;
  std::string because;  // of one that is held
  Digest said{};        // over everything that decides what is told to whom and where
  std::string plate;    // the person's part of it, JSON; sealed at rest
};

struct CampaignFile {
  CampaignId id;
  IncidentId incident;
  Digest content{};  // what is approved: text, rule and set
  std::string rule;  // JSON
  Instant planned_at;
};

struct NoticeCount {
  NoticeGroup group;
  NoticeState state{};
  std::uint64_t notices = 0;
};

struct NoticeBatch {
  std::uint64_t number = 0;  // 1, 2, 3 ... of the campaign
  NoticeChannel channel{};
  Instant made_at;
  std::vector<QueuedNotice> notices;  // in the order of the plan
};
struct NoticeOutcome {
  std::string id;
  NoticeEvent event{};
  std::string because;         // of `held`
  std::optional<Digest> told;  // of `handed_over`: what exactly was handed over
};
struct NoticeReport {  // something that happened to one notice, told from outside
  std::string id;
  Happening happening;
  std::optional<Digest> told;  // of a hand-over: what exactly
};
struct HandedNotice {
  std::string id;
  Digest told{};
};

class NoticeQueue {
 public:
  virtual ~NoticeQueue() = default;

  virtual const CampaignFile& campaign() const = 0;
  virtual Result<void> add(std::span<const QueuedNotice> notices) = 0;  // one transaction; those known stay as they are
  virtual Result<void> for_each(const std::function<Result<void>(const QueuedNotice&)>& look) = 0;  // in the order of the plan
  virtual Result<std::vector<Digest>> said() = 0;                       // of every notice, in the order of the plan
  virtual Result<std::vector<NoticeCount>> counts() = 0;                // from counters, not from rows

  // Everything that is in a state from which `event` leads on.
  virtual Result<std::uint64_t> move_all(NoticeState from, NoticeEvent event, Instant now) = 0;
  // handed -> presumed, for what was handed over to a channel at that time or before.
  virtual Result<std::uint64_t> presume(NoticeChannel channel, Instant handed_by, Instant now) = 0;

  // An open batch first, else a new one of at most `most` notices that are ready; nothing where none is.
  virtual Result<std::optional<NoticeBatch>> claim(NoticeChannel channel, std::size_t most, Instant now) = 0;
  // What became of the batch, in one transaction. A notice without an outcome stays claimed: somebody will report.
  virtual Result<void> close(const NoticeBatch& batch, std::span<const NoticeOutcome> outcomes, Instant now) = 0;
  virtual Result<void> report(std::span<const NoticeReport> reports) = 0;  // one transaction; idempotent by key

  // What was handed over and stands in no fact yet, by id.
  virtual Result<std::vector<HandedNotice>> not_recorded(NoticeChannel channel) = 0;
  virtual Result<void> recorded(NoticeChannel channel) = 0;  // all that not_recorded() gave
};

}  // namespace tocsin
