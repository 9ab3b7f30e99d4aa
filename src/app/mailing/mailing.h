// Sends the mails of one campaign until nothing more can leave: claims, has them made, hands them on, settles.
//
// Way:    queue (ready) -> [here] -> ports/mail_line -> queue (handed, deferred, failed, in doubt)
// Law:    Art. 34; handed over is not told
// Acts:   on the queue's file and the journal, in this thread; `make` runs in several.
// Holds:  a mail's intent is in the queue before the line sees it, its end in the queue before the journal forgets it.
//         Nothing is waited for inside a transaction. At most two batches are on their way, so a stop takes effect at
//         once. A relay that is away costs no attempt: what it never heard of goes back.
// See:    docs/formats/dot-journal.md

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "deliveries/throttle.h"
#include "ports/mail_journal.h"
#include "ports/notice_queue.h"

namespace tocsin {

struct MailToMake {
  const QueuedNotice& notice;
  std::uint32_t attempt = 0;
  Instant first_at;  // dates the mail: the same bytes on every attempt
};
// An error holds this one notice, and nobody else's.
using MakeMail = std::function<Result<ports::PostedMail>(const MailToMake&)>;

struct MailingSettings {
  std::size_t batch = 500;
  std::size_t makers = 2;                    // threads
  std::chrono::minutes lease{10};
  std::chrono::seconds doubt{15 * 60};       // then a mail that nobody's log knows goes again
  int relay_tries = 4;                       // in a row in vain, then this is given up for now
  std::chrono::milliseconds relay_pause{1000};  // doubled each time
  std::uint32_t last_turn = 0xffffffff;
};

struct MailingEnd {
  std::uint64_t handed = 0, deferred = 0, refused = 0, in_doubt = 0, held = 0;
  std::map<std::string, std::uint64_t> refusals;  // by reply class
  std::optional<Instant> again;                   // when the first deferred one is due
  std::string stopped;                            // why before the end; empty: nothing is left that could leave now
};

// Which of these Message-IDs the relay's own log knows as taken.
using KnownToRelay = std::function<Result<std::set<std::string>>(const std::set<std::string>&)>;

class Mailing {
 public:
  struct Parts {
    NoticeQueue& queue;
    ports::MailJournal& journal;
    const MailSites& sites;
    std::function<Instant()> now;
    std::function<std::string(const QueuedNotice&)> message_id;
  };
  Mailing(Parts parts, const MailingSettings& settings, std::uint64_t owner) : parts_(parts), settings_(settings), owner_(owner), throttle_(parts.sites) {}

  // What earlier senders left, then what is in doubt. Before the first run(), and before the line is opened.
  Result<void> recover(const MakeMail& make, const KnownToRelay& known);
  // `look` is shown how far it is and says whether to go on.
  Result<MailingEnd> run(ports::MailLine& line, const MakeMail& make, const std::function<bool(const MailingEnd&)>& look);

 private:
  struct OnItsWay {
    std::uint32_t attempt = 0, deferrals = 0;
    Instant first_at;
    Digest told{};
    std::string site;
  };

  Result<std::optional<Digest>> told_of(const OpenMail& mail, const MakeMail& make);
  Result<void> settle_doubts(const MakeMail& make, const KnownToRelay& known);
  Result<std::size_t> give_more(ports::MailLine& line, const MakeMail& make);
  Result<void> hear(const std::vector<ports::PostReport>& reports);
  MailOutcome outcome_of(const ports::PostReport& report, const OnItsWay& mail, Instant now);

  Parts parts_;
  MailingSettings settings_;
  std::uint64_t owner_;
  Throttle throttle_;
  std::map<std::uint64_t, OnItsWay> on_their_way_;
  MailingEnd end_;
  int in_vain_ = 0;
  std::string relay_says_;
};

}  // namespace tocsin
