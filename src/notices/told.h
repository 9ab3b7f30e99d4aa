// A notice on paper, as mail, and in the controller's own mailbox: the same words, three shapes.
//
// Way:    notice.h -> [here] -> ports/page_writer (letter), the mailer (mail), the portal (mailbox)
// Pure.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "notices/notice.h"

namespace tocsin {

// `address` comes ready from documents/postal_address.h.
Letter letter_of(const Notice& notice, std::vector<std::string> address);

// A mail as text; From, To, Date and Message-ID belong to the mailer.
struct MailText {
  std::string subject;                                      // one line
  std::vector<std::pair<std::string, std::string>> fields;  // further header fields
  std::string body;                                         // text/plain, UTF-8, lines of at most 72 characters where words allow
};
MailText mail_of(const Notice& notice);

// For the controller's own mailbox: the portal's words around it are the portal's.
struct MailboxText {
  std::string subject, body;
};
MailboxText mailbox_text_of(const Notice& notice);

std::string text_of(const std::vector<Block>& blocks);  // lines of at most 72 signs where words allow

}  // namespace tocsin
