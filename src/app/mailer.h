// Role mailer: hands the mails of the outbox to a relay, and reports back what became of them.
//
// Way:    outbox -> [here] -> ports::Mailer; accepted -> the fact that the order promised
// Acts:   the only use case that touches the network
// Holds:  an order is marked before it is handed over. One that was left so by a mailer that died is in doubt: it
//         is listed, and never sent again before somebody said what happened. A deferred one waits its pause.
// See:    deliveries/delivery_state.h (the states), app/outbox_mail.h (what an order says)

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/config.h"
#include "app/world.h"

namespace tocsin {

struct MailerPass {
  std::vector<Order> touched;    // as they stand now, bodies left out
  std::size_t waiting = 0;       // ready, but their pause is not over
  std::vector<Order> in_doubt;   // all that are, bodies left out
};

// Where mails go: the relay of the configuration, or STORE/outbox where it names none. A simulated store has none.
Result<std::unique_ptr<ports::Mailer>> mailer_of(World& world, const Config& config);

// The relay of the configuration, with name and password. REQUIRES: it names one.
Result<MailRelay> relay_of(World& world, const Config& config);

// smtp://host:port (STARTTLS; none needed on this very machine) or smtps://host:port
Result<MailRelay> mail_relay_of(std::string_view url);

// One pass over all orders that are due.
Result<MailerPass> mailer_pass(World& world, const Config& config, ports::Mailer& mailer);

// What a person found out about an order in doubt: taken at an instant, or not taken, and then it goes again.
Result<Order> settle_order(World& world, const Actor& actor, const std::string& id_or_prefix, std::optional<Instant> taken_at);

// Every order, bodies left out.
Result<std::vector<Order>> outbox(World& world);

}  // namespace tocsin
