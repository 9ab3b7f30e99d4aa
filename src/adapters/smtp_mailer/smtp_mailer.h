// ports::Mailer that speaks SMTP to the organisation's own relay.
//
// Acts:   one connection per message (smtp_line.h: many). Only the host that is configured; no proxy, no other file.
// Holds:  never without TLS, except to this very machine; a relay that offers no STARTTLS gets nothing.
//         The one moment of doubt is named: the message went out whole and no answer came (RFC 5321, 4.5.3.2.6).

#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "ports/mailer.h"

namespace tocsin {

struct SmtpMailerConfig {
  enum class Tls { starttls, implicit, none };  // none: for a relay on 127.0.0.1, ::1 or localhost alone
  std::string host;
  int port = 587;
  Tls tls = Tls::starttls;
  std::string ca_file;           // empty: the system's certificates
  std::string user;              // empty: no AUTH
  Secret<std::string> password;
  std::string our_name;          // in EHLO; a host name
  std::chrono::seconds connect_limit{30};
  std::chrono::seconds reply_limit{600};  // for each answer; RFC 5321 wants ten minutes after the end of the message
};

Result<std::unique_ptr<ports::Mailer>> smtp_mailer(const SmtpMailerConfig& config);

}  // namespace tocsin
