// A notice as an order of the outbox: its words, its attachments, and what a hand-over makes true.
//
// Way:    app/notify (files) -> [here] (app/authority_mail seals) -> outbox order
// Law:    GDPR Art. 5(1)(f), 32: nothing of a breach travels in clear by itself
// Acts:   asks the key ring; sends nothing.
// Holds:  the order's id follows from incident, stage, revision and recipient, so the same notice is told once.
//         Without a usable key there is no message at all, never one in clear.

#pragma once

#include <string>
#include <vector>

#include "app/world.h"
#include "deliveries/authority_delivery.h"
#include "rules/authority.h"

namespace tocsin {

struct MailToAuthority {
  word::Stage stage = word::Stage::initial;
  std::string language;
  std::string reference;  // ours
  std::string contact;    // whom the authority may ask
  bool preliminary = false;
  std::vector<ports::Attachment> attachments;  // none travel with a reduced notice in clear
};

// The doors of an authority: that of its profile first, mail once a key is pinned, paper last.
Result<AuthorityRoute> route_of(World& world, const AuthorityProfile& authority);

// Of the authority's languages the first that we write, else English.
std::string language_of(const AuthorityProfile& authority);

Result<Order> notice_mail(World& world, const IncidentId& incident, const AuthorityDelivery& delivery, const MailToAuthority& mail);

}  // namespace tocsin
