// How one notification reaches one authority: the channel, the order's id, what will count as filed.
//
// Way:    documents, authority profile -> [here] -> outbox (mail) or filing sheet (portal, post)
// Law:    GDPR Art. 33(1), (4); the authority says by which door it takes notifications.
// Pure:   the same filing on the same route always gives the same order, so that two hosts, or a command beside a
//         server, cannot tell the same thing twice (the outbox holds order ids under a UNIQUE constraint).
// Holds:  nothing goes in clear by itself: mail_reduced_clear exists only with a recorded decision.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace tocsin {

enum class FilingChannel {
  portal,              // a person copies the filing sheet into the authority's own form
  mail_openpgp,        // signed with the organisation's key, encrypted to the authority's pinned key
  post,                // printed, with proof of delivery
  mail_reduced_clear,  // only the fact of a breach and a call-back number, in clear, because a person decided so
};
std::string_view name_of(FilingChannel channel);
Result<FilingChannel> filing_channel_of(std::string_view name);

enum class FilingKind { initial, follow_up, complete, withdraw };
std::string_view name_of(FilingKind kind);
Result<FilingKind> filing_kind_of(std::string_view name);

// What the authority's profile says; which of these are set depends on the doors it has.
struct AuthorityRoute {
  std::string authority;                   // profile id, "lu-cnpd"
  std::vector<FilingChannel> channels;  // in the order of preference
  std::string portal_url;
  std::string mail_address;
  std::string key_fingerprint;  // pinned; 40 hex digits
  std::string post_address;
};

struct FilingToSend {
  IncidentId incident;
  FilingKind kind = FilingKind::initial;
  int revision = 1;  // of this kind: the second follow-up is 2
};

// The recorded decision of a person to send the reduced notice although it cannot be encrypted.
struct ClearDecision {
  FactId fact;
};

// What must be at hand before the duty counts as fulfilled. `filed_at` is the time it gives.
struct CountsAsFiled {
  bool number = false;      // the authority's receipt number
  bool time = false;        // when the authority, or the carrier, took it
  bool attachment = false;  // the receipt itself
  bool hand_over = false;   // the relay's acceptance alone is enough (and a later bounce takes it back)
};

struct AuthorityDelivery {
  OrderId order;
  std::string authority;
  FilingChannel channel = FilingChannel::portal;
  std::string recipient;  // URL, mail address or postal address
  std::string key_fingerprint;
  CountsAsFiled counts_as_filed;
  std::vector<FilingChannel> alternatives;  // the authority's other doors, should this one be shut
};

// The delivery by the route's first channel, or by `wanted`.
// Refused: a channel the authority does not have; clear mail without a decision; encrypted mail without a pinned key.
Result<AuthorityDelivery> authority_delivery(const FilingToSend& filing, const AuthorityRoute& route, std::optional<FilingChannel> wanted = {},
                                             std::optional<ClearDecision> decision = {});

CountsAsFiled counts_as_filed(FilingChannel channel);

// SHA-256 over incident, kind, revision, channel and recipient, cut to 16 bytes. docs/formats/order-id.md
OrderId order_id(const FilingToSend& filing, FilingChannel channel, std::string_view recipient);

// "<order>@<domain of the sender>": the same order always travels under the same Message-ID, so that a repeated
// hand-over can be recognised by the relay, by the authority and in the log.
Result<std::string> message_id_of(const OrderId& order, std::string_view sender_address);

// What everybody on the way may read: no law, no incident, no organisation. Eight digits of the order let both sides
// talk about it on the telephone.
std::string neutral_subject(const OrderId& order);

}  // namespace tocsin
