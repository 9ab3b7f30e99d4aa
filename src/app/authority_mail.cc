#include "app/authority_mail.h"

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/check.h"
#include "base/json.h"

namespace tocsin {
namespace {

using ports::HandOver;

constexpr std::string_view mail_order = "authority_mail";

OrderState state_after(HandOver outcome) {
  switch (outcome) {
    case HandOver::accepted: return OrderState::handed;
    case HandOver::deferred: return OrderState::ready;
    case HandOver::rejected: return OrderState::failed;
    case HandOver::in_doubt: return OrderState::in_doubt;
  }
  check(false);
  return OrderState::failed;
}

std::vector<Order>& list_of(OutboxTurn& turn, OrderState state) {
  switch (state) {
    case OrderState::handed: return turn.handed;
    case OrderState::failed: return turn.failed;
    case OrderState::in_doubt: return turn.in_doubt;
    case OrderState::ready:
    case OrderState::claimed: return turn.deferred;
  }
  check(false);
  return turn.failed;
}

// One order to the relay. What cannot be sent by anybody has failed; only the store's own trouble is an error.
ports::HandOverReport hand_over(const Order& order, ports::Mailer& mailer) {
  const auto mail = mail_of(order);
  if (!mail) return {HandOver::rejected, 0, "", mail.error().what};
  auto report = mailer.hand_over(*mail);
  if (report) return *std::move(report);
  const bool later = report.error().kind == ErrorKind::unavailable;
  return {later ? HandOver::deferred : HandOver::rejected, 0, "", report.error().what};
}

}  // namespace

Result<ports::OutgoingMail> authority_mail(const AuthorityDelivery& plan, const AuthorityLetter& letter, ports::OpenPgp& seal, ports::MailFormat& format,
                                           Instant now) {
  if (plan.channel != FilingChannel::mail_openpgp)
    return failure(ErrorKind::refused, "this delivery is not an encrypted mail", plan.authority, "write the filing sheet instead");
  TRY(key, ports::Fingerprint::of(plan.key_fingerprint));
  TRY(message_id, message_id_of(plan.order, letter.sender.address));
  const ports::MailHead inner{letter.sender, {{letter.authority_name, plan.recipient}}, letter.subject, now, message_id};
  ports::MailHead outer = inner;
  outer.subject = neutral_subject(plan.order);
  outer.from.name.clear();
  outer.to.front().name.clear();

  TRY(payload, format.payload({inner, letter.text, letter.attachments}, outer.subject));
  TRY(sealed, seal.sign_and_encrypt(payload, letter.signer, {key}));
  TRY(bytes, format.encrypted(outer, sealed));
  return ports::OutgoingMail{plan.order, message_id, letter.sender.address, {plan.recipient}, std::move(bytes)};
}

Order order_of(const ports::OutgoingMail& mail, const IncidentId& incident, Instant now) {
  json::array to;
  for (const std::string& address : mail.to) to.emplace_back(address);
  const json::object body = {{"from", mail.from}, {"message", base64(mail.bytes)}, {"message_id", mail.message_id}, {"to", std::move(to)}};
  Order order;
  order.id = mail.order;
  order.incident = incident;
  order.kind = mail_order;
  order.body = canonical(body);
  order.created_at = now;
  return order;
}

Result<ports::OutgoingMail> mail_of(const Order& order) {
  if (order.kind != mail_order) return failure(ErrorKind::invalid, fmt::format("an order of kind {} is no mail", order.kind), order.id.text());
  TRY(body, json_of(order.body, "order"));
  Fields fields(body, "order");
  ports::OutgoingMail mail;
  mail.order = order.id;
  mail.from = fields.text("from");
  mail.message_id = fields.text("message_id");
  mail.to = fields.texts("to");
  const std::string message = fields.text("message");
  TRY_DO(fields.done());
  TRY(bytes, bytes_of_base64(message));
  mail.bytes = std::move(bytes);
  return mail;
}

Result<OutboxTurn> drain_outbox(Store& store, ports::Mailer& mailer, std::size_t most, Instant now) {
  // From here on these orders are ours; if we die before the answer is written, they stay claimed and somebody must ask.
  TRY(orders, store.claim_orders(most, now));
  OutboxTurn turn;
  for (Order& order : orders) {
    const ports::HandOverReport report = hand_over(order, mailer);
    order.state = state_after(report.outcome);
    order.result = report.code == 0 ? report.what : fmt::format("{} {} {}", report.code, report.enhanced, report.what);
    TRY_DO(store.finish_order(order.id, order.state, order.result, now));
    list_of(turn, order.state).push_back(order);
  }
  return turn;
}

}  // namespace tocsin
