#include "app/notice_mail.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/authority_keys.h"
#include "app/authority_mail.h"
#include "app/filings.h"
#include "app/notice_draft.h"
#include "app/outbox_mail.h"
#include "base/text.h"
#include "base/toml.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

struct MailTexts {
  std::string subject, text;
};

Result<MailTexts> texts_of(const World& world, const AuthorityDelivery& delivery, const MailToAuthority& mail) {
  const std::string file = fmt::format("texts/{}/authority-mail.toml", mail.language);
  const auto toml = resource(file);
  if (!toml) return failure(ErrorKind::not_found, "mails are not written in this language", file, "languages: en fr");
  TRY(value, toml_of(*toml, file));
  const json::object& texts = value.as_object();
  const std::string stage(texts.at("stage").at(word::text_of(mail.stage)).as_string());
  const std::string prefix = delivery.channel == FilingChannel::mail_reduced_clear ? "clear_" : "";
  const auto filled = [&](const char* id) {
    const std::string pattern(texts.at(prefix + id).as_string());
    return fmt::format(fmt::runtime(pattern), fmt::arg("organisation", world.store->info().name), fmt::arg("reference", mail.reference),
                       fmt::arg("contact", mail.contact), fmt::arg("stage", stage));
  };
  return MailTexts{filled("subject"), std::string(trimmed(filled("text"))) + "\n"};
}

json::object fact_of_hand_over(const AuthorityDelivery& delivery, const MailToAuthority& mail) {
  json::object fact{{"kind", "authority_notified"},
                    {"stage", word::text_of(mail.stage)},
                    {"authority", delivery.authority},
                    {"channel", word::text_of(word_of(delivery.channel))}};
  if (mail.preliminary) fact["preliminary"] = true;
  return fact;
}

// Signed and encrypted, or, where a person decided so, a few words in clear without attachments.
Result<ports::OutgoingMail> message_of(World& world, const OwnMailKey& own, const AuthorityDelivery& delivery, const MailToAuthority& wanted) {
  TRY(texts, texts_of(world, delivery, wanted));
  const ports::Mailbox sender{world.store->info().name, own.address};
  if (delivery.channel != FilingChannel::mail_reduced_clear) {
    TRY(ring, own_ring(world));
    const AuthorityLetter letter{sender, own.fingerprint, "", texts.subject, texts.text, wanted.attachments};
    return authority_mail(delivery, letter, *ring, world.workshop.mail_format(), world.now);
  }
  TRY(message_id, message_id_of(delivery.order, own.address));
  TRY(bytes, world.workshop.mail_format().plain({{sender, {{"", delivery.recipient}}, texts.subject, world.now, message_id}, texts.text, {}}));
  return ports::OutgoingMail{delivery.order, message_id, own.address, {delivery.recipient}, bytes};
}

}  // namespace

Result<AuthorityRoute> route_of(World& world, const AuthorityProfile& authority) {
  AuthorityRoute route;
  route.authority = authority.id;
  TRY(pinned, pinned_key(world, authority.id));
  const auto add = [&](FilingChannel channel) {
    if (std::ranges::find(route.channels, channel) == route.channels.end()) route.channels.push_back(channel);
  };
  if (authority.channel == AuthorityChannel::portal) {
    route.portal_url = authority.address;
    add(FilingChannel::portal);
  }
  if (authority.address.find('@') != std::string::npos) route.mail_address = authority.address;
  if (pinned && !pinned->address.empty()) route.mail_address = pinned->address;
  if (pinned) route.key_fingerprint = pinned->fingerprint.text();
  if (authority.channel == AuthorityChannel::mail_openpgp || (pinned && !route.mail_address.empty())) add(FilingChannel::mail_openpgp);
  route.post_address = authority.name_in("en");  // paper always reaches a seat; the postal address is not in the profiles
  add(FilingChannel::post);
  return route;
}

std::string language_of(const AuthorityProfile& authority) {
  for (const std::string& language : authority.languages)
    if (std::ranges::find(notice_languages, language) != std::end(notice_languages)) return language;
  return "en";
}

Result<Order> notice_mail(World& world, const IncidentId& incident, const AuthorityDelivery& delivery, const MailToAuthority& wanted) {
  TRY(own, own_mail_key(world));
  if (!own)
    return failure(ErrorKind::refused, "the organisation has no mail key, so nothing can be signed", "mail_openpgp",
                   "make one: tocsin mail key --address NAME@YOUR-DOMAIN, and give its public part to the authority; or take another --channel");
  TRY(mail, message_of(world, *own, delivery, wanted));
  OutboxMail out;
  out.to = mail.to;
  out.from = mail.from;
  out.message_id = mail.message_id;
  out.bytes = mail.bytes;
  out.then = fact_of_hand_over(delivery, wanted);

  Order order;
  order.id = delivery.order;
  order.incident = incident;
  order.kind = "authority_mail";
  order.body = outbox_body(out);
  order.created_at = world.now;
  return order;
}

}  // namespace tocsin
