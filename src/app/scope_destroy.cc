#include "app/scope_destroy.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace tocsin {

std::vector<StandingHold> standing_holds(const Incident& incident) {
  const auto lifted = incident.all<fact::LegalHoldLifted>();
  std::vector<StandingHold> standing;
  for (const Fact* fact : incident.all_facts<fact::LegalHoldSet>())
    if (std::ranges::none_of(lifted, [&](const auto* one) { return static_cast<std::uint64_t>(one->hold) == fact->seq; }))
      standing.push_back({fact->seq, std::get<fact::LegalHoldSet>(fact->body)});
  return standing;
}

Result<void> destroy_tables(World& world, const Actor& who, const Incident& incident, const std::string& reason) {
  if (who.role != StaffRole::decider)
    return failure(ErrorKind::refused, "only a decider may have tables destroyed", "--actor", "it cannot be undone; ask a decider");
  if (trimmed(reason).empty()) return failure(ErrorKind::invalid, "destroying needs a reason; it stays in the register", "--reason");
  if (const auto holds = standing_holds(incident); !holds.empty())
    return failure(ErrorKind::refused, fmt::format("a legal hold stands, to be looked at again on {}", rfc3339(holds.front().hold.review_at)),
                   fmt::format("fact {}", holds.front().seq),
                   fmt::format("where it no longer stands: tocsin fact add {} legal_hold_lifted hold={} reason=...", incident.head().id.text().substr(0, 8),
                               holds.front().seq));
  TRY(key, world.store->bulk_key(incident.head().id, false));
  (void)key;
  TRY_DO(record(world, who, incident, {.facts = {{fact::TablesDestroyed{.reason = reason}}}}));
  return world.store->destroy_bulk_key(incident.head().id);
}

Result<void> look_at_person(World& world, const Actor& who, const Incident& incident, std::int64_t person, const std::string& reason) {
  if (trimmed(reason).empty()) return failure(ErrorKind::invalid, "looking at a person needs a reason; it is kept", "--reason");
  TRY_DO(record(world, who, incident, {.facts = {{fact::PersonLookedAt{.person = person, .reason = reason}}}}));
  return {};
}

}  // namespace tocsin
