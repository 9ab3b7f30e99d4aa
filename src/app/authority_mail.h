// One notification to one authority as a finished, sealed mail; as an order of the outbox; and handed over.
//
// Way:    deliveries (plan), documents (text, PDF) -> [here] -> outbox -> role `mailer` -> relay
// Law:    GDPR Art. 33(1), Art. 32: what is told to the authority travels encrypted and signed.
// Acts:   sealing on the key ring of the process that holds the keys; `drain_outbox` alone on the network.
// Holds:  a mail is sealed once, and those bytes are the order's body: however often it is handed over, it is the
//         same message under the same Message-ID. An order without an answer is left in doubt, not sent again.

#pragma once

#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "deliveries/authority_delivery.h"
#include "ports/mail_format.h"
#include "ports/mailer.h"
#include "ports/openpgp.h"
#include "ports/store.h"

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

// The order that carries it, and back. docs/formats/order-id.md
Order order_of(const ports::OutgoingMail& mail, const IncidentId& incident, Instant now);
Result<ports::OutgoingMail> mail_of(const Order& order);

struct OutboxTurn {
  std::vector<Order> handed;
  std::vector<Order> deferred;  // ready again: wait pause_after(order.attempts) before the next turn
  std::vector<Order> failed;    // refused by the relay, or not a mail: a person must choose another channel
  std::vector<Order> in_doubt;
};

// Hands over what is ready, at most `most` orders. The caller records what the turn says as facts.
Result<OutboxTurn> drain_outbox(Store& store, ports::Mailer& mailer, std::size_t most, Instant now);

}  // namespace tocsin
