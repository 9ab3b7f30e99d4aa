#include "rules/assessment/of_incident.h"

#include <algorithm>
#include <chrono>

#include "rules/assessment/words.h"

namespace tocsin::assessment {
namespace {

double hours_between(Instant begin, Instant end) { return std::chrono::duration<double, std::ratio<3600>>(end - begin).count(); }

std::optional<bool> intention_of(const fact::CauseEstablished* cause, const fact::NatureEstablished* nature) {
  if (cause != nullptr && cause->origin) {
    if (*cause->origin == word::Origin::internal_malicious || *cause->origin == word::Origin::external_malicious) return true;
    if (*cause->origin == word::Origin::internal_accidental || *cause->origin == word::Origin::external_accidental) return false;
  }
  if (nature != nullptr && nature->intent) {
    if (*nature->intent == word::Intent::unlawful) return true;
    if (*nature->intent == word::Intent::accidental) return false;
  }
  return {};
}

// Short of an assessment of its own, the state of confidentiality says it; "reasonably excluded" is no proof.
std::optional<Exfiltration> exfiltration_of(word::ConfidentialityState state) {
  switch (state) {
    case word::ConfidentialityState::exfiltrated_or_disclosed:
    case word::ConfidentialityState::likely: return Exfiltration::confirmed;
    case word::ConfidentialityState::reasonably_excluded: return Exfiltration::unlikely;
    case word::ConfidentialityState::not_assessable:
    case word::ConfidentialityState::to_be_determined: return {};
  }
  return {};
}

void what_happened(const Incident& incident, BreachProfile& p) {
  const auto* nature = incident.latest<fact::NatureEstablished>();
  const auto* cause = incident.latest<fact::CauseEstablished>();
  if (incident.has<fact::BreachDismissed>()) p.personal_data = false;
  if (nature != nullptr && !nature->nature.empty()) {
    p.nature.emplace();
    for (const word::Nature one : nature->nature) p.nature->push_back(*nature_of(text_of(one).substr(0, 1)));
  }
  if (cause != nullptr) p.cause = cause_of(text_of(cause->cause));
  p.malicious = intention_of(cause, nature);
  if (const auto* left = incident.latest<fact::ExfiltrationAssessed>()) {
    p.exfiltration = assessment::exfiltration_of(text_of(left->exfiltration));
    p.logs_prove_no_exfiltration = left->logs_prove;
  } else if (nature != nullptr && nature->confidentiality) {
    p.exfiltration = exfiltration_of(*nature->confidentiality);
  }
}

void which_data(const Incident& incident, BreachProfile& p) {
  bool some_unspecific = false;
  std::vector<word::DataKind> exposed;
  for (const auto* fact : incident.all<fact::DataExposed>()) {
    for (const word::DataKind one : fact->kinds) {
      exposed.push_back(one);
      p.data.push_back(data_kind_of(text_of(one)).value_or(unspecified_kind()));
      some_unspecific |= p.data.back().unspecific;
      if (one == word::DataKind::national_id) p.national_id = true;
      if (p.data.back().weight == Weight::intimate) p.special_category = true;
    }
    if (fact->special == true) p.special_category = true;
  }
  for (const auto* fact : incident.all<fact::DataNotExposed>())
    for (const word::DataKind one : fact->kinds)
      if (std::find(exposed.begin(), exposed.end(), one) == exposed.end()) p.not_exposed.emplace_back(text_of(one));
  // The fact names all kinds, so what a complete list does not name is not there.
  if (p.data.empty() || some_unspecific) return;
  if (!p.national_id) p.national_id = false;
  if (!p.special_category) p.special_category = false;
}

void which_persons(const Incident& incident, BreachProfile& p) {
  if (const auto count = incident.persons()) {
    const auto least = count->min ? count->min : count->best;
    const auto most = count->max ? count->max : count->best ? count->best : count->min;
    if (most) p.persons = PersonCount{std::min(least.value_or(1), *most), *most};
  }
  for (const auto* fact : incident.all<fact::PersonGroupsEstablished>()) {
    for (const word::PersonGroup one : fact->groups) p.groups.push_back(person_group_of(text_of(one)).value_or(PersonGroup{}));
    if (fact->vulnerable == true || fact->minors == true) p.vulnerable = true;
    if (!p.vulnerable && fact->vulnerable == false && fact->minors != true) p.vulnerable = false;
  }
}

// Part of the data unprotected: the unprotected part decides.
void how_protected(const Incident& incident, BreachProfile& p) {
  const auto* fact = incident.latest<fact::ProtectionAssessed>();
  if (fact == nullptr) return;
  p.protection.kind = protection_kind_of(text_of(fact->protection));
  if (fact->coverage_percent && *fact->coverage_percent < 100) p.protection.kind = ProtectionKind::none;
  p.protection.state_of_art = fact->state_of_art;
  if (fact->key_taken == true || fact->key_derivable == true)
    p.protection.key_compromised = true;
  else if (fact->key_taken == false && fact->key_derivable == false)
    p.protection.key_compromised = false;
}

void who_has_them(const Incident& incident, BreachProfile& p) {
  for (const auto* fact : incident.all<fact::RecipientsEstablished>()) {
    const auto kind = recipient_of(text_of(fact->recipient));
    const bool worse = !p.recipient.kind || (kind && *kind >= *p.recipient.kind);
    if (worse) p.recipient = {kind, fact->trusted, fact->count, fact->deletion_confirmed};
  }
}

void how_long(const Incident& incident, BreachProfile& p) {
  const auto* nature = incident.latest<fact::NatureEstablished>();
  const auto* happened = incident.latest<fact::BreachHappened>();
  const auto* restored = incident.latest<fact::AvailabilityRestored>();
  const auto* backup = incident.latest<fact::BackupAssessed>();
  const auto* impact = incident.latest<fact::ServiceImpactAssessed>();
  if (backup != nullptr) p.backup = backup_of(text_of(backup->backup));
  if (impact != nullptr) p.service_impact = impact_of(text_of(impact->impact));
  if (happened != nullptr && happened->begin && happened->end) p.exposure_duration_hours = hours_between(*happened->begin, *happened->end);
  const bool everything = restored != nullptr && !restored->service && restored->complete != false;
  if (everything && happened != nullptr && happened->begin)
    p.restored_after_hours = std::max(0.0, hours_between(*happened->begin, restored->at));
  else if (nature != nullptr && nature->availability == word::AvailabilityState::permanent)
    p.restored_after_hours = never_restored;
}

void what_watches_found(const Incident& incident, BreachProfile& p) {
  for (const auto* fact : incident.all<fact::WatchReported>()) {
    const bool found = fact->report == word::ReportKind::found_online;
    const bool misused = fact->report == word::ReportKind::misuse;
    if (!found && !misused) continue;
    const Exfiltration at_least = found ? Exfiltration::published : Exfiltration::confirmed;
    p.exfiltration = std::max(p.exfiltration.value_or(at_least), at_least);
    if (misused) p.malicious = true;
    if (misused) p.cause = Cause::impersonation;
  }
}

}  // namespace

BreachProfile breach_profile_of(const Incident& incident) {
  BreachProfile p;
  p.role = incident.role() == tocsin::Role::processor ? Role::processor : Role::controller;
  what_happened(incident, p);
  which_data(incident, p);
  which_persons(incident, p);
  how_protected(incident, p);
  who_has_them(incident, p);
  how_long(incident, p);
  what_watches_found(incident, p);
  return p;
}

}  // namespace tocsin::assessment
