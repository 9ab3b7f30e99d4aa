#include "app/due.h"

#include "rules/evaluate.h"

namespace tocsin {

DueCase due_case(const Incident& incident, const Law& law, const OrganisationProfile& organisation, Instant now) {
  const Findings findings = evaluate(incident, law, organisation, now);
  DueCase due{incident.head(), obligations_of(findings, incident, now), findings.zone, findings.exposed_since, {}};
  for (const Pack* pack : findings.left_out) due.left_out.push_back(pack->id);
  return due;
}

Result<std::vector<DueCase>> due(World& world, const Law& law, const OrganisationProfile& organisation, const std::optional<std::string>& incident) {
  const Instant now = world.as_of.value_or(world.now);
  std::vector<DueCase> all;
  if (incident) {
    TRY(named, incident_named(world, *incident));
    all.push_back(due_case(named, law, organisation, now));
    return all;
  }
  TRY_DO(world.store->for_each_incident([&](const Incident& one) {
    if (one.head().opened_at > now) return;
    const Incident known = world.as_of ? incident_as_of(one, *world.as_of) : one;
    if (!known.is_closed()) all.push_back(due_case(known, law, organisation, now));
  }));
  return all;
}

}  // namespace tocsin
