#include "app/mailer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/outbox_mail.h"
#include "app/record.h"
#include "base/check.h"
#include "base/text.h"
#include "deliveries/authority_delivery.h"
#include "deliveries/delivery_state.h"

namespace tocsin {
namespace {

using ports::HandOver;
using ports::HandOverReport;

constexpr std::size_t password_bytes_max = 4096;

// Results of orders; other programs may read them, so they are for life.
constexpr std::string_view handing_over = "handing over";
constexpr std::string_view deferred = "deferred ";  // "deferred 3, again at 2026-11-20T18:20:00Z, code 451"

struct Pause {
  int deferrals = 0;
  Instant until;
};

std::optional<Pause> pause_of(const Order& order) {
  if (!order.result.starts_with(deferred)) return {};
  const auto parts = split(std::string_view(order.result).substr(deferred.size()), ',');
  Pause pause;
  std::from_chars(parts.front().data(), parts.front().data() + parts.front().size(), pause.deferrals);
  constexpr std::string_view again = " again at ";
  if (parts.size() < 2 || !parts[1].starts_with(again)) return {};
  const auto until = instant_of(parts[1].substr(again.size()));
  if (!until) return {};
  pause.until = *until;
  return pause;
}

bool is_due(const Order& order, Instant now) {
  const auto pause = pause_of(order);
  return order.state == OrderState::ready && (!pause || pause->until <= now);
}

Order without_body(Order order) {
  order.body.clear();
  return order;
}

std::string code_of(const HandOverReport& report) {
  if (report.code == 0) return report.what;
  return report.enhanced.empty() ? std::to_string(report.code) : fmt::format("{} {}", report.code, report.enhanced);
}

bool was_reported(const Incident& incident, const Order& order) {
  return std::ranges::any_of(incident.facts(), [&](const Fact& fact) { return fact.basis.find(order.id.text()) != std::string::npos; });
}

// The fact that a hand-over makes true; again after a conflict, once whatever happens.
Result<void> report_back(World& world, const Actor& actor, const Order& order, Instant at) {
  TRY(mail, outbox_mail_of(order.body));
  if (!mail.then) return {};
  json::object told = *mail.then;
  told["at"] = rfc3339_micros(at);
  told["basis"] = fmt::format("mail of order {} was taken by the relay", order.id.text());
  const json::value value = told;
  TRY(fact, fact_of_json(value, "an order in the outbox"));
  for (int attempt = 0;; ++attempt) {
    TRY(incident, world.store->incident(order.incident));
    if (was_reported(incident, order)) return {};
    const auto recorded = record(world, actor, incident, {{fact}});
    if (recorded) return {};
    if (recorded.error().kind != ErrorKind::conflict || attempt == 3) return std::unexpected(recorded.error());
  }
}

Result<ports::OutgoingMail> finished(World& world, const Config& config, const Order& order) {
  TRY(mail, outbox_mail_of(order.body));
  if (mail.is_finished()) return ports::OutgoingMail{order.id, mail.message_id, mail.from, mail.to, mail.bytes};
  const std::string from = config.text("mail.from").empty() ? mail.to.front() : config.text("mail.from");
  TRY(message_id, message_id_of(order.id, from));
  ports::Mail letter;
  letter.head = {{"Tocsin", from}, {}, mail.subject, order.created_at, message_id};
  for (const std::string& address : mail.to) letter.head.to.push_back({"", address});
  letter.text = mail.text;
  TRY(bytes, world.workshop.mail_format().plain(letter));
  return ports::OutgoingMail{order.id, message_id, from, mail.to, bytes};
}

Result<void> finish(World& world, Order& order, OrderState state, std::string result) {
  order.state = state;
  order.result = std::move(result);
  return world.store->finish_order(order.id, state, order.result, world.now);
}

Result<void> settle(World& world, Order& order, const HandOverReport& report) {
  switch (report.outcome) {
    case HandOver::accepted:
      // The fact first: should we die between the two, the order is found to be reported already.
      TRY_DO(report_back(world, the_store_itself(world), order, world.now));
      return finish(world, order, OrderState::handed, code_of(report));
    case HandOver::deferred: {
      const auto before = pause_of(order);
      const int deferrals = (before ? before->deferrals : 0) + 1;
      return finish(world, order, OrderState::ready,
                    fmt::format("{}{}, again at {}, {}", deferred, deferrals, rfc3339(world.now + pause_after(deferrals)), code_of(report)));
    }
    case HandOver::rejected: return finish(world, order, OrderState::failed, code_of(report));
    case HandOver::in_doubt: return finish(world, order, OrderState::in_doubt, code_of(report));
  }
  check(false);
  return {};
}

Result<void> hand_over(World& world, const Config& config, ports::Mailer& mailer, Order& order) {
  const auto mail = finished(world, config, order);
  if (!mail) return finish(world, order, OrderState::failed, mail.error().what);
  TRY_DO(world.store->finish_order(order.id, OrderState::claimed, std::string(handing_over), world.now));
  const auto report = mailer.hand_over(*mail);
  if (!world.store->info().simulated) world.now = world.workshop.now();  // a relay may take minutes to answer
  if (!report) return finish(world, order, OrderState::failed, report.error().what);
  return settle(world, order, *report);
}

// What a mailer that died left behind. One process owns a store, so nobody else holds these.
Result<void> recover(World& world, std::vector<Order>& touched) {
  TRY(orders, world.store->orders());
  for (Order& order : orders) {
    if (order.state != OrderState::claimed) continue;
    if (order.result != handing_over) {
      TRY_DO(finish(world, order, OrderState::ready, order.result));  // claimed, never begun
    } else {
      TRY(incident, world.store->incident(order.incident));
      const bool reported = was_reported(incident, order);
      TRY_DO(finish(world, order, reported ? OrderState::handed : OrderState::in_doubt, "the mailer ended before the answer"));
    }
    touched.push_back(without_body(order));
  }
  return {};
}

std::string domain_of(const std::string& address) {
  const std::size_t sign = address.rfind('@');
  return sign == std::string::npos ? "localhost" : address.substr(sign + 1);
}

bool is_this_machine(std::string_view host) { return host == "127.0.0.1" || host == "::1" || host == "localhost"; }

}  // namespace

Result<MailRelay> relay_of(World& world, const Config& config) {
  TRY(relay, mail_relay_of(config.text("mail.relay")));
  relay.user = config.text("mail.user");
  relay.our_name = domain_of(config.text("mail.from"));
  if (const std::string file = config.text("mail.password_file"); !file.empty()) {
    TRY(password, world.workshop.files().read(file, password_bytes_max));
    relay.password = Secret(std::string(trimmed(password)));
  }
  return relay;
}

Result<std::unique_ptr<ports::Mailer>> mailer_of(World& world, const Config& config) {
  if (config.text("mail.relay").empty() || world.store->info().simulated) return world.workshop.mail_folder(world.store_dir + "/outbox");
  TRY(relay, relay_of(world, config));
  return world.workshop.mail_relay(relay);
}

Result<MailRelay> mail_relay_of(std::string_view url) {
  const auto wrong = [&] { return failure(ErrorKind::invalid, "this names no mail relay", "mail.relay", "write smtp://host:587 or smtps://host:465"); };
  MailRelay relay;
  std::string_view rest = url;
  if (rest.starts_with("smtps://")) {
    relay.tls = MailRelay::Tls::implicit;
    relay.port = 465;
    rest.remove_prefix(8);
  } else if (rest.starts_with("smtp://")) {
    rest.remove_prefix(7);
  } else {
    return wrong();
  }
  if (const std::size_t colon = rest.rfind(':'); colon != std::string_view::npos) {
    const std::string_view port = rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), relay.port);
    if (error != std::errc{} || end != port.data() + port.size() || relay.port < 1 || relay.port > 65535) return wrong();
    rest = rest.substr(0, colon);
  }
  if (rest.empty() || rest.find_first_of("/@ ") != std::string_view::npos) return wrong();
  relay.host = rest;
  if (relay.tls == MailRelay::Tls::starttls && is_this_machine(relay.host)) relay.tls = MailRelay::Tls::none;
  return relay;
}

Result<MailerPass> mailer_pass(World& world, const Config& config, ports::Mailer& mailer) {
  MailerPass pass;
  TRY_DO(recover(world, pass.touched));
  TRY(before, world.store->orders());
  pass.waiting = static_cast<std::size_t>(
      std::ranges::count_if(before, [&](const Order& order) { return order.state == OrderState::ready && !is_due(order, world.now); }));
  if (std::ranges::any_of(before, [&](const Order& order) { return is_due(order, world.now); })) {
    TRY(claimed, world.store->claim_orders(before.size(), world.now));
    for (Order& order : claimed) {
      if (const auto pause = pause_of(order); pause && pause->until > world.now) {
        TRY_DO(world.store->finish_order(order.id, OrderState::ready, order.result, world.now));
        continue;
      }
      TRY_DO(hand_over(world, config, mailer, order));
      pass.touched.push_back(without_body(order));
    }
  }
  TRY(after, world.store->orders());
  for (const Order& order : after)
    if (order.state == OrderState::in_doubt) pass.in_doubt.push_back(without_body(order));
  return pass;
}

Result<Order> settle_order(World& world, const Actor& actor, const std::string& id_or_prefix, std::optional<Instant> taken_at) {
  TRY(orders, world.store->orders());
  const auto fits = [&](const Order& order) { return !id_or_prefix.empty() && order.id.text().starts_with(lower_ascii(id_or_prefix)); };
  const auto order = std::ranges::find_if(orders, fits);
  if (order == orders.end() || std::ranges::count_if(orders, fits) > 1)
    return failure(ErrorKind::not_found, "no single order begins like this", id_or_prefix, "`tocsin mailer list` shows the orders");
  if (order->state != OrderState::in_doubt)
    return failure(ErrorKind::refused, fmt::format("the order is not in doubt, it is {}", name_of(order->state)), order->id.text());
  if (taken_at) {
    TRY_DO(report_back(world, actor, *order, *taken_at));
    TRY_DO(finish(world, *order, OrderState::handed, "found to have been taken"));
  } else {
    TRY_DO(finish(world, *order, OrderState::ready, "found not to have been taken"));
  }
  return without_body(*order);
}

Result<std::vector<Order>> outbox(World& world) {
  TRY(orders, world.store->orders());
  for (Order& order : orders) order.body.clear();
  return orders;
}

}  // namespace tocsin
