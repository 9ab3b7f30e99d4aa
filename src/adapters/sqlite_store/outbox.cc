// The outbox: orders, and what became of each.
#include <fmt/format.h>

#include "adapters/sqlite_store/tables.h"
#include "adapters/sqlite_store/transaction.h"

namespace tocsin {
namespace {

std::string order_context(const OrderId& order) { return "tocsin/order/v1/" + order.text(); }

}  // namespace

Result<void> SqliteStore::write_orders(const Append& append, const SealKey& key) {
  if (append.orders.empty()) return {};
  TRY(insert, database_.prepare("INSERT INTO outbox(id, organisation, incident, kind, created_at, state, attempts, result, sealed) VALUES(?1, ?2, ?3, ?4, ?5, "
                                "0, 0, '', ?6) ON CONFLICT(id) DO NOTHING"));
  for (const Order& order : append.orders) {
    insert.bind(1, order.id.text()).bind(2, info_.organisation.text()).bind(3, order.incident.text()).bind(4, order.kind).bind(5, micros(order.created_at));
    insert.bind_blob(6, seal(key, order_context(order.id), order.body, *random_));
    TRY_DO(insert.run());
  }
  return {};
}

Result<std::vector<Order>> SqliteStore::orders_where(std::string_view condition, std::optional<IncidentId> incident, std::size_t most) {
  TRY(select, database_.prepare(fmt::format(
                  "SELECT id, incident, kind, created_at, state, attempts, result, sealed FROM outbox WHERE {} ORDER BY created_at, id LIMIT ?2", condition)));
  if (incident)
    select.bind(1, incident->text());
  else
    select.bind_null(1);
  select.bind(2, static_cast<std::int64_t>(most));
  std::vector<Order> found;
  for (;;) {
    TRY(row, select.step());
    if (!row) return found;
    Order order;
    TRY(id, OrderId::of(select.view(0)));
    TRY(owner, IncidentId::of(select.view(1)));
    TRY(key, key_for(owner, false));
    TRY(body, unseal(key, order_context(id), select.view(7)));
    order.id = id;
    order.incident = owner;
    order.kind = select.text(2);
    order.created_at = instant_of_micros(select.number(3));
    order.state = static_cast<OrderState>(select.number(4));
    order.attempts = static_cast<int>(select.number(5));
    order.result = select.text(6);
    order.body = body;
    found.push_back(std::move(order));
  }
}

Result<std::vector<Order>> SqliteStore::orders(std::optional<IncidentId> incident) { return orders_where("(?1 IS NULL OR incident = ?1)", incident, 1U << 20); }

Result<std::vector<Order>> SqliteStore::claim_orders(std::size_t most, Instant now) {
  TRY(transaction, Transaction::begin(database_, ""));
  TRY(ready, orders_where("state = 0 AND ?1 IS NULL", {}, most));
  TRY(update, database_.prepare("UPDATE outbox SET state = 1, attempts = attempts + 1 WHERE id = ?1"));
  TRY(event, database_.prepare("INSERT INTO outbox_event(id, at, state, result) VALUES(?1, ?2, 1, '')"));
  for (Order& order : ready) {
    update.bind(1, order.id.text());
    TRY_DO(update.run());
    event.bind(1, order.id.text()).bind(2, micros(now));
    TRY_DO(event.run());
    order.state = OrderState::claimed;
    ++order.attempts;
  }
  TRY_DO(transaction.keep());
  return ready;
}

Result<void> SqliteStore::finish_order(const OrderId& id, OrderState state, const std::string& result, Instant now) {
  TRY(transaction, Transaction::begin(database_, ""));
  TRY(update, database_.prepare("UPDATE outbox SET state = ?2, result = ?3 WHERE id = ?1"));
  update.bind(1, id.text()).bind(2, static_cast<std::int64_t>(state)).bind(3, result);
  TRY_DO(update.run());
  TRY(event, database_.prepare("INSERT INTO outbox_event(id, at, state, result) VALUES(?1, ?2, ?3, ?4)"));
  event.bind(1, id.text()).bind(2, micros(now)).bind(3, static_cast<std::int64_t>(state)).bind(4, result);
  TRY_DO(event.run());
  return transaction.keep();
}

}  // namespace tocsin
