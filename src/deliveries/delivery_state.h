// What became of one delivery: the sum of the events recorded about it.
//
// Way:    outbox reports, receipts, bounces -> [here] -> obligations ("is it done?"), the next channel
// Pure:   the same events in any order of arrival give the same state; an event that comes twice counts once.
// Holds:  a receipt is final; a bounce takes back an acceptance but never a receipt; a message in doubt is not sent
//         again before somebody, or the relay's log, said what happened.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/result.h"
#include "deliveries/authority_delivery.h"

namespace tocsin {

// In the past tense: each happened. The words are for life.
enum class DeliveryEventKind {
  accepted,         // the relay took responsibility
  deferred,         // the relay, or the network, said: not now
  rejected,         // the relay said no
  in_doubt,         // sent whole, no answer
  found_accepted,   // after a doubt: the relay's log has it
  found_not_taken,  // after a doubt: it has not
  bounced,          // a delivery status notification says it did not arrive
  receipt_entered,  // number, time and document of the authority (portal, post, acknowledgement)
};
std::string_view name_of(DeliveryEventKind kind);
Result<DeliveryEventKind> delivery_event_kind_of(std::string_view name);

struct DeliveryEvent {
  DeliveryEventKind kind;
  Instant at;
  std::string key;  // what makes a repeated report the same event: "<order>/<attempt>/<kind>"

  // Of a receipt only: what stands on it, and the SHA-256 of the document.
  std::string number;
  std::optional<Instant> taken_at;
  std::optional<Digest> attachment;
};

enum class DeliveryState { planned, handed, filed, failed, in_doubt };
std::string_view name_of(DeliveryState state);

struct Delivered {
  DeliveryState state = DeliveryState::planned;
  std::optional<Instant> handed_at;  // the first acceptance that still stands
  std::optional<Instant> filed_at;   // when the duty counts as fulfilled; empty: it does not
  int deferrals = 0;
  std::string missing;  // of an incomplete receipt: "number", "time", "the receipt itself"
  bool may_send = true;  // whether the mailer may hand it over (again)
};

Delivered delivered(const CountsAsFiled& rule, std::span<const DeliveryEvent> events);

// When to try again after `deferrals` deferrals: 1, 2, 4, 8, 16 minutes, then every 30. A 72-hour clock is running.
std::chrono::minutes pause_after(int deferrals);

}  // namespace tocsin
