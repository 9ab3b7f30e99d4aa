#include "app/tick.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/due.h"
#include "app/record.h"
#include "base/digest.h"
#include "obligations/obligations.h"
#include "obligations/one_deadline.h"

namespace tocsin {
namespace {

// A duty that somebody is to be reminded of: when it comes due, and again when it is late.
struct Reminder {
  std::string obligation;  // with what it is about, so that two questions are two duties
  std::string stage;       // due_soon or late
  const Obligation* duty;
};

std::string key_of(const Obligation& duty) { return duty.fact == 0 || duty.about.empty() ? duty.name : fmt::format("{}/{}", duty.name, duty.fact); }

bool already_sent(const Incident& incident, const Reminder& reminder) {
  const auto sent = incident.all<fact::ReminderSent>();
  return std::any_of(sent.begin(), sent.end(),
                     [&](const fact::ReminderSent* one) { return one->obligation == reminder.obligation && one->stage == reminder.stage; });
}

std::vector<Reminder> reminders_of(const Obligations& duties, const Incident& incident) {
  std::vector<Reminder> wanted;
  for (const Obligation& duty : duties) {
    if (duty.state != ObligationState::due_soon && duty.state != ObligationState::late) continue;
    Reminder reminder{key_of(duty), std::string(name_of(duty.state)), &duty};
    if (!already_sent(incident, reminder)) wanted.push_back(std::move(reminder));
  }
  return wanted;
}

// The same intention always has the same id: the outbox holds it once.
OrderId order_id_of(const IncidentId& incident, const Reminder& reminder) {
  const Digest digest = sha256_of_parts({"tocsin/reminder/v1", incident.text(), "/", reminder.obligation, "/", reminder.stage});
  return OrderId::of_bytes(view_of(digest).substr(0, 16));
}

// What the mailer will write. The subject says nothing that somebody on the way should not read.
Order order_of(const Incident& incident, const Reminder& reminder, const Config& config, const Words& say, Instant now, const Zone& zone) {
  json::array to;
  for (const std::string& address : config.texts("mail.remind")) to.emplace_back(address);
  const std::string id = incident.head().id.text().substr(0, 8);
  const std::string when = reminder.duty->due_at ? said_deadline(*reminder.duty, now, zone, say) : say("deadline.no_figure");
  const json::object body{{"to", to},
                          {"subject", say(reminder.stage == "late" ? "tick.subject_late" : "tick.subject_due_soon")},
                          {"text", fmt::format("{}\n\n{}\n", say("tick.reminder", {{"incident", id}, {"duty", reminder.obligation}, {"when", when}}),
                                               say("tick.see", {{"incident", id}}))}};
  Order order;
  order.id = order_id_of(incident.head().id, reminder);
  order.incident = incident.head().id;
  order.kind = "reminder";
  order.body = canonical(body);
  order.created_at = now;
  return order;
}

// The next instant at which a state changes by time alone; none: only a new fact can change anything.
std::optional<Instant> next_look(const Obligations& duties, const Incident& incident, Instant now) {
  std::optional<Instant> next;
  const auto consider = [&](std::optional<Instant> at) {
    if (at && *at > now && (!next || *at < *next)) next = at;
  };
  for (const Obligation& duty : duties) {
    if (!duty.is_open()) continue;
    if (duty.due_at) consider(*duty.due_at - std::chrono::hours(24));
    consider(duty.due_at);
    consider(duty.late_from);
  }
  for (const auto* wait : incident.all<fact::PoliceAskedToWait>()) consider(wait->until);
  return next;
}

}  // namespace

Result<Turn> tick(World& world, const Law& law, const Config& config, const Words& say, const IncidentId& id) {
  const Instant now = world.now;

  // Read what happened. From here on, the facts of this turn are fixed.
  TRY(incident, world.store->incident(id));
  if (incident.is_closed()) {
    TRY_DO(record(world, the_store_itself(world), incident, {.facts = {}, .orders = {}, .wheel_at = std::optional<Instant>{}}));
    return Turn{1, 0, 0, 0};
  }

  // Ask the law. From here on, nothing depends on the clock except `now`.
  const DueCase due = due_case(incident, law, organisation_profile(config, world.store->info().country), now);

  // Decide whom to remind of what. Still nothing has left the house.
  const std::vector<Reminder> reminders = reminders_of(due.obligations, incident);
  Recording turn;
  for (const Reminder& reminder : reminders) {
    turn.facts.push_back({fact::ReminderSent{.obligation = reminder.obligation, .stage = reminder.stage}});
    if (!config.texts("mail.remind").empty()) turn.orders.push_back(order_of(incident, reminder, config, say, now, due.zone));
  }
  turn.wheel_at = next_look(due.obligations, incident, now);

  // Record the intention and the outbox orders in one transaction; `conflict` if the log moved since we read it. Only
  // the mailer touches the network, and what came of it returns as a fact: a crash in between repeats, never forgets.
  TRY_DO(record(world, the_store_itself(world), incident, turn));
  return Turn{1, reminders.size(), turn.orders.size(), 0};
}

Result<Turn> turn(World& world, const Law& law, const Config& config, const Words& say) {
  TRY(due, world.store->wheel_due(world.now));
  Turn done;
  for (const IncidentId& id : due) {
    const auto ticked = tick(world, law, config, say, id);
    if (!ticked && ticked.error().kind == ErrorKind::conflict) {
      ++done.put_off;
      continue;
    }
    if (!ticked) return std::unexpected(ticked.error());
    done.looked_at += ticked->looked_at;
    done.reminders += ticked->reminders;
    done.orders += ticked->orders;
  }
  return done;
}

}  // namespace tocsin
