// Hands one finished message to a mail relay, and says what became of it.
//
// Way:    outbox -> [here] -> relay; the report comes back as an event of the delivery
// Acts:   only role `mailer` holds one. It is told bytes and addresses, nothing of the incident.
// Holds:  hand_over never splits one message: all recipients or none. The same message may be handed over again
//         under the same Message-ID; who asks decides whether to (deliveries/delivery_state.h).
//
// An Error means that the message itself cannot be sent by anybody (a bare line feed, an address with a line
// break): the program that wrote it is wrong. Whatever the relay or the network answers is a HandOverReport.

#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace tocsin::ports {

struct OutgoingMail {
  OrderId order;
  std::string message_id;       // without < and >, as in the message's own header
  std::string from;             // addresses alone, no display names: the envelope
  std::vector<std::string> to;  // at least one
  std::string bytes;            // RFC 5322, every line ended by CR LF
};

// By what the sender does next.
enum class HandOver {
  accepted,  // the relay took responsibility: never send again
  deferred,  // not now; surely not taken: again later
  rejected,  // the relay says no to this message or a recipient: another channel
  in_doubt,  // the message went out whole, the answer never came: ask before sending again
};

struct HandOverReport {
  HandOver outcome = HandOver::deferred;
  int code = 0;          // the relay's reply code; 0 where there was none
  std::string enhanced;  // RFC 3463 status, "5.1.1"; empty where the relay gives none
  std::string what;      // in our words; the relay's own text may hold addresses and stays out
};

class Mailer {
 public:
  virtual ~Mailer() = default;
  virtual Result<HandOverReport> hand_over(const OutgoingMail& mail) = 0;
};

}  // namespace tocsin::ports
