// From a queued notice to the letter or the mail that a person gets.
//
// Way:    queue (plate) + notice_words -> notices/ -> [here] -> print_letters, outbox
// Holds:  the same plate, words and date give the same bytes.

#pragma once

#include "app/notice_words.h"
#include "notices/check_code.h"
#include "notices/linter.h"
#include "ports/page_writer.h"

namespace tocsin {

// The person's part of a notice: who, where, and which kinds of data.
struct Plate {
  std::string recipient;
  std::string concerned;             // of a guardian's notice: whose data these are
  std::vector<std::string> address;  // ready lines; empty where no letter can be sent
  std::string email;
  Addressed addressed = Addressed::person;
  std::vector<std::string> kinds;    // notices/data_kinds.h
};
std::string text_of(const Plate& plate);
Result<Plate> plate_of(std::string_view text);

class NoticeMaker {
 public:
  NoticeMaker(const NoticeWords& words, const CampaignId& campaign, Instant made_at);

  Result<Notice> notice(const QueuedNotice& queued, const Plate& plate) const;
  Result<std::vector<LintFinding>> findings(const QueuedNotice& queued, const Plate& plate) const;  // blocking ones that nobody overruled
  Result<Letter> letter(const QueuedNotice& queued) const;
  Result<std::string> mail(const QueuedNotice& queued, const std::string& message_id, ports::MailFormat& format) const;  // RFC 5322
  Stationery stationery(const std::string& title) const;

 private:
  Campaign campaign_of(const std::string& controller) const;
  NoticeRow row_of(const QueuedNotice& queued, const Plate& plate) const;

  const NoticeWords& words_;
  CampaignId id_;
  Instant made_at_;
  CheckKey check_key_;  // of this campaign
};

}  // namespace tocsin
