// What an outbox order of a mail says: a finished message, or a few plain lines that the mailer makes one of.
//
// Way:    app/notify, app/tick -> [here] -> outbox -> app/mailer
// Pure.
// Holds:  the body of an order is sealed at rest. `then` is the fact that a hand-over makes true; the mailer records
//         it with the time of the hand-over as `at`, and only once.
// See:    docs/formats/outbox-mail.md

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace tocsin {

struct OutboxMail {
  std::vector<std::string> to;  // addresses alone

  // A finished message: nothing of it is touched on its way.
  std::string from, message_id;
  std::string bytes;

  // Or lines in clear, for our own people: they say nothing that somebody on the way should not read.
  std::string subject, text;

  std::optional<json::object> then;  // {"kind": "authority_notified", fields ...} without `at`

  bool is_finished() const { return !bytes.empty(); }
};

std::string outbox_body(const OutboxMail& mail);
Result<OutboxMail> outbox_mail_of(std::string_view body);

}  // namespace tocsin
