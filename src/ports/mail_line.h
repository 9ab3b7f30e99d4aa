// Many mails to one relay: several connections that stay open, and a journal of the moments that decide.
//
// Way:    app/mailing -> [here] -> relay; reports come back in any order
// Acts:   on the network, from threads of its own.
// Holds:  on each connection at most one message is past its end and unanswered. Before an end mark goes out the
//         journal has it, and the answer is in the journal before the report: whoever dies in between can tell.
//         Every mail that was given is reported once, whatever happens.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ports/mailer.h"

namespace tocsin::ports {

struct PostedMail {
  std::uint64_t number = 0;  // of the notice; with `attempt`, what the report will name
  std::uint32_t attempt = 0;
  std::string from, to;      // addresses alone: the envelope
  std::string envelope_id;   // told to relays that give delivery notes (RFC 3461); may be empty
  std::string bytes;         // RFC 5322, every line ended by CR LF
};

struct PostReport {
  std::uint64_t number = 0;
  std::uint32_t attempt = 0;
  bool begun = true;  // false: the relay never heard of this mail; it is about the relay, not about the mail
  HandOverReport report;
};

// Called from the line's threads.
class DotJournal {
 public:
  virtual ~DotJournal() = default;
  virtual void dot(std::uint64_t number, std::uint32_t attempt) = 0;               // the end mark is about to go out
  virtual void answer(std::uint64_t number, std::uint32_t attempt, int code) = 0;  // 0: the relay surely has not got it
};

class MailLine {
 public:
  virtual ~MailLine() = default;
  virtual void give(std::vector<PostedMail> mails) = 0;
  // What was reported since, waiting at most so long for the first.
  virtual std::vector<PostReport> take(std::chrono::milliseconds longest) = 0;
};

}  // namespace tocsin::ports
