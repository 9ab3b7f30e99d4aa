// What a campaign says besides the person's own part: STORE/notices.toml, else the facts, else STORE/tocsin.toml.
//
// Way:    incident, configuration, law/notices, texts -> [here] -> notice_making (words), notice_plan (rule)
// Law:    Art. 34(2)
// Acts:   reads one file of the store.
// Holds:  what a real store leaves out stays empty, and the linter refuses the campaign. A simulated store borrows it
//         from texts/drill-sender.toml, and says so.
// See:    docs/formats/campaign.md

#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/config.h"
#include "app/world.h"
#include "deliveries/throttle.h"
#include "documents/postal_address.h"
#include "notices/check_code.h"
#include "notices/linter.h"
#include "notices/notice.h"
#include "ports/mail_format.h"
#include "ports/notice_queue.h"

namespace tocsin {

struct NoticeWords {
  Campaign campaign;  // without id and date of sending
  ports::Mailbox sender;
  std::map<std::string, std::string> controllers;  // the name that each writes under; else the organisation's
  std::map<std::string, NoticeTexts> texts;        // by language, and "de-easy"
  DataKinds kinds;
  PostalRules posts;
  MailSites sites;
  WindowProfile window;
  std::vector<NoticeChannel> channels = {NoticeChannel::mail, NoticeChannel::letter};  // in the order of preference
  std::string language;       // of persons whose own is not known
  std::int64_t letter_days = 21, mail_hours = 72;  // without bad news: presumed told
  std::size_t letters_per_file = 5000;
  Zone zone = Zone::utc();    // of the authority: the date on the letter
  Certainty certainty = Certainty::confirmed;      // as the facts say
  LintOverrules overrules;    // findings on how a text reads that the approver accepts, and why
  bool large_print = false;
  bool insured_is_guardian = true;  // a minor's letter goes to the one through whom the minor is insured
  CheckKey check_key;         // of the store; never part of the digest
  bool simulated = false;     // everything that leaves says so
  std::vector<std::string> invented;               // simulated stores: what was borrowed
  std::vector<std::string> missing;                // facts without which a sentence would be made up
  Digest digest{};            // over all words that may appear in a notice

  // The campaign in the name of one controller.
  Campaign in_the_name_of(const std::string& controller) const;
  const NoticeTexts& texts_in(const std::string& language) const;  // REQUIRES: a known one
};

Result<NoticeWords> notice_words(World& world, const Incident& incident, const Config& config);

}  // namespace tocsin
