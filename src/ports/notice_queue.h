// One campaign's notices on their way: who is to be told by which channel, and what became of each.
//
// Way:    app/notice_plan -> [here] -> app/notice_send, mailing, bounces, notice_status; adapters/sqlite_queue
// Holds:  one notice per (person, controller, revision), however often it is planned. Every change of state follows
//         notices/notice_state.h and is counted in the same transaction: counts = rows, at any crash. Who a person is
//         and where they live (`plate`) is sealed at rest. Nothing waits for the world inside a transaction.
//         Letters leave in batches: one that was claimed and not closed comes again, the same notices, the same time.
//         Mails leave one by one under a claim: who claimed (`owner`), for which attempt, until when. What became of
//         an attempt counts only if owner and attempt are still those of the claim; else it is noted and moves nothing.
// Errors: unavailable, corrupt, as ports/store.h
// See:    notice_queue_contract.h, deliveries/recovery.h

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

// pointer: a mail that only says that there is something to read elsewhere; it tells nobody anything.
enum class NoticeChannel { none, letter, mail, pointer };
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
  std::string because;  // of one that is held or failed
  Digest said{};        // over everything that decides what is told to whom and where
  std::string plate;    // the person's part of it, JSON; sealed at rest
  std::string site;     // who receives its mail, as throttling counts: "gmail.com"; empty: no mail
  std::uint32_t turn = 0;    // lower leaves earlier; deliveries/waves.h
  std::uint64_t number = 0;  // its place in the plan, from 1; given by the queue
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
  std::vector<QueuedNotice> notices;  // in the order in which they leave
};
struct NoticeOutcome {
  std::string id;
  NoticeEvent event{};
  std::string because;         // of `held`
  std::optional<Digest> told;  // of `handed_over`: what exactly was handed over
};
struct NoticeReport {  // something that happened to one notice, told from outside
  std::string id;      // or, where it is empty, the number
  Happening happening;
  std::optional<Digest> told;            // of a hand-over: what exactly
  std::string because;                   // of a failure: "550 5.1.1"
  std::optional<NoticeChannel> channel;  // of `next_channel`: which
  std::uint64_t number = 0;
};
struct HandedNotice {
  std::string id;
  Digest told{};
};

// What a sender of mails takes on.
struct MailClaim {
  std::uint64_t owner = 0;  // who: another number at each start of a sender
  Instant lease_until;
  std::size_t most = 500;
  std::uint32_t last_turn = 0xffffffff;                                     // later ones stay
  std::function<std::size_t(std::string_view site)> allowed = {};           // how many more for this site; empty: any number
};
struct ClaimedMail {
  std::uint32_t attempt = 0;   // 1, 2, 3 ...: with `owner`, what a result must name to count
  std::uint32_t deferrals = 0;
  Instant first_at;            // when it was first claimed: its age
  QueuedNotice notice;
};
struct MailOutcome {
  std::uint64_t number = 0, owner = 0;
  std::uint32_t attempt = 0;
  NoticeEvent event{};
  Instant at;
  std::string code;            // "250 2.0.0", "421": the relay's figures, never its words
  std::optional<Digest> told;  // of `handed_over` and `found_accepted`
  Instant due;                 // of `deferred`: when again
};
// A mail that left the queue and whose end is not known: of a sender that died, or in doubt.
struct OpenMail {
  std::uint64_t number = 0, owner = 0;
  std::uint32_t attempt = 0;
  std::string id;
  NoticeState state{};  // claimed or in_doubt
  Instant since;        // of the claim
  Instant first_at;     // of the first claim
};

class NoticeQueue {
 public:
  virtual ~NoticeQueue() = default;

  virtual const CampaignFile& campaign() const = 0;
  virtual Result<void> add(std::span<const QueuedNotice> notices) = 0;  // one transaction; those known stay as they are
  virtual Result<void> planned() = 0;                                   // all are in: whatever makes later questions quick
  virtual Result<void> for_each(const std::function<Result<void>(const QueuedNotice&)>& look) = 0;  // in the order of the plan
  virtual Result<void> for_each_in(NoticeState state, const std::function<Result<void>(const QueuedNotice&)>& look) = 0;
  virtual Result<void> for_each_said(const std::function<void(const Digest&)>& look) = 0;           // in the order of the plan
  virtual Result<std::optional<QueuedNotice>> notice(std::uint64_t number) = 0;
  virtual Result<std::vector<NoticeCount>> counts() = 0;  // from counters, not from rows

  // Everything that is in a state from which `event` leads on; in pieces, each a transaction.
  virtual Result<std::uint64_t> move_all(NoticeState from, NoticeEvent event, Instant now) = 0;
  // handed -> presumed, for what was handed over to a channel at that time or before.
  virtual Result<std::uint64_t> presume(NoticeChannel channel, Instant handed_by, Instant now) = 0;

  // Letters. An open batch first, else a new one of at most `most` notices that are ready; nothing where none is.
  virtual Result<std::optional<NoticeBatch>> claim(NoticeChannel channel, std::size_t most, Instant now) = 0;
  // What became of the batch, in one transaction. A notice without an outcome stays claimed: somebody will report.
  virtual Result<void> close(const NoticeBatch& batch, std::span<const NoticeOutcome> outcomes, Instant now) = 0;

  // Mails and pointers: at most `most`, spread over the receiving sites, the intent of each written before it leaves.
  virtual Result<std::vector<ClaimedMail>> claim_mails(const MailClaim& claim, Instant now) = 0;
  virtual Result<void> settle(std::span<const MailOutcome> outcomes) = 0;  // one transaction
  virtual Result<std::vector<OpenMail>> open_mails() = 0;
  virtual Result<std::uint64_t> due_again(Instant now) = 0;  // deferred whose pause is over -> ready
  virtual Result<std::optional<Instant>> next_due() = 0;     // of the deferred

  virtual Result<void> report(std::span<const NoticeReport> reports) = 0;  // one transaction; idempotent by key

  // What was handed over and stands in no fact yet, by id; how many.
  virtual Result<std::uint64_t> not_recorded(NoticeChannel channel, const std::function<void(const HandedNotice&)>& look) = 0;
  virtual Result<void> recorded(NoticeChannel channel) = 0;  // all that not_recorded() gave last

  // Small things that must survive: "paused", "wave". Empty: never said.
  virtual Result<std::string> note(std::string_view name) = 0;
  virtual Result<void> set_note(std::string_view name, std::string_view value) = 0;
};

}  // namespace tocsin
