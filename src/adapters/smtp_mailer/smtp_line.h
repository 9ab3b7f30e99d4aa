// ports::MailLine that speaks SMTP: several connections to one relay, each message after message.
//
// Acts:   one thread of its own runs all connections.
// Holds:  what a connection does when the relay is away: it says so once for the mail it had taken, and the mails that
//         wait are reported as not begun; whoever gave them decides when to try again.

#pragma once

#include <memory>

#include "adapters/smtp_mailer/smtp_mailer.h"
#include "ports/mail_line.h"

namespace tocsin {

struct SmtpLineConfig {
  SmtpMailerConfig relay;
  int connections = 8;
  std::size_t mails_per_connection = 1000;
  std::chrono::seconds idle{20};  // then the connection is closed politely
};

// `journal` outlives the line.
Result<std::unique_ptr<ports::MailLine>> smtp_line(const SmtpLineConfig& config, ports::DotJournal& journal);

}  // namespace tocsin
