// Telling the authority: a notice is built from the facts, and goes on its way by the authority's door.
//
// Way:    facts -> documents/forms -> [here] -> files, outbox; back: receipt or hand-over -> authority_notified
// Law:    GDPR Art. 33(1), 33(3), 33(4); no clock waits for a second person
// Acts:   writes the notice's files; in one transaction the fact `filing_prepared` and, for mail, the outbox order
// Holds:  building a notice files nothing. A portal filing counts with its receipt (app/receipt.h), a mail once a relay
//         took it (app/mailer.h). A notice with required answers missing is refused, a draft of it is not. A notice by
//         one person alone is preliminary: a second look is then due within 24 hours.
// See:    docs/formats/filing.md

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/config.h"
#include "app/world.h"
#include "deliveries/authority_delivery.h"

namespace tocsin {

struct NotifyRequest {
  word::Stage stage = word::Stage::initial;
  bool dry_run = false;
  std::string language = "en";           // of the structured answers and the filing sheet
  std::optional<std::string> out;        // folder; absent: in the store
  std::optional<FilingChannel> channel;  // absent: the authority's own
};

struct ToldChange {
  std::string question, was, is;
};

struct Notified {
  std::vector<std::string> files;    // paths, as written
  std::vector<std::string> missing;  // in plain words: what stands in the way
  std::vector<std::string> open;     // asked, and said to be unknown so far
  std::vector<ToldChange> changes;   // since the last notice
  std::size_t answers_needed = 0, answers_there = 0;  // of the minimal ones
  FilingChannel channel = FilingChannel::portal;
  std::string recipient;             // web address, mail address, or whose seat
  bool preliminary = false, late = false;
  std::string sha256;                // of the structured answers
  std::optional<Order> order;        // put into the outbox: not sent yet
};

Result<Notified> notify(World& world, const Config& config, const Actor& actor, const Incident& incident, const NotifyRequest& request);

}  // namespace tocsin
