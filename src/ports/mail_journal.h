// The dot journal of one campaign: which messages were past their end when a sender died.
//
// Way:    adapters/smtp_mailer writes, app/mailing reads after a death -> deliveries/recovery.h
// Holds:  a record is with the kernel before dot() returns: killing the process loses none. A power cut may lose the
//         last fifty milliseconds, and `machine_died` says that it happened.
// See:    docs/formats/dot-journal.md

#pragma once

#include <vector>

#include "deliveries/recovery.h"
#include "ports/mail_line.h"

namespace tocsin::ports {

class MailJournal : public DotJournal {
 public:
  virtual const std::vector<DotRecord>& left() const = 0;  // by senders before this one
  virtual bool machine_died() const = 0;                   // since they wrote
  // From now on records are of this owner; what was left is settled and forgotten.
  virtual Result<void> start(std::uint64_t owner) = 0;
  virtual void settled(std::uint64_t number, std::uint32_t attempt) = 0;  // what became of it stands in the queue
};

}  // namespace tocsin::ports
