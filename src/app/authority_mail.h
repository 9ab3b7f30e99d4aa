// One notification to one authority as a finished, sealed mail.
//
// Way:    deliveries (plan), documents (text, PDF) -> [here] -> app/notice_mail -> outbox -> app/mailer
// Law:    GDPR Art. 33(1), Art. 32: what is told to the authority travels encrypted and signed.
// Acts:   on the key ring of the process that holds the keys.
// Holds:  a mail is sealed once, and those bytes stand in the order: however often it is handed over, it is the
//         same message under the same Message-ID.

#pragma once

#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "deliveries/authority_delivery.h"
#include "ports/mail_format.h"
#include "ports/mailer.h"
#include "ports/openpgp.h"

namespace tocsin {

struct AuthorityLetter {
  ports::Mailbox sender;
  ports::Fingerprint signer;  // the organisation's own key
  std::string authority_name;
  std::string subject;        // the true one; outside stands a neutral one
  std::string text;
  std::vector<ports::Attachment> attachments;
};

// Refused where the plan is not mail_openpgp, or a key cannot be used: then nothing was written.
Result<ports::OutgoingMail> authority_mail(const AuthorityDelivery& plan, const AuthorityLetter& letter, ports::OpenPgp& seal, ports::MailFormat& format,
                                           Instant now);

}  // namespace tocsin
