#include "rules/assessment/would_change.h"

#include <algorithm>

#include "rules/assessment/number_of_persons.h"

namespace tocsin::assessment {
namespace {

struct Turn {
  std::string_view code;
  bool (*can)(const BreachProfile&);   // a fact that could still come out, or change
  void (*turn)(BreachProfile&);
};

bool protection_open(const BreachProfile& p) {
  const bool says_nothing = !p.protection.kind || p.protection.kind == ProtectionKind::special_reader;
  const bool half_said = p.protection.kind == ProtectionKind::encryption && (!p.protection.state_of_art || !p.protection.key_compromised);
  return says_nothing || half_said;
}
bool protected_now(const BreachProfile& p) {
  return (p.protection.kind == ProtectionKind::encryption || p.protection.kind == ProtectionKind::hash) && p.protection.key_compromised != true;
}
bool exfiltration_open(const BreachProfile& p) {
  if (p.cause == Cause::stolen_medium) return false;  // no log shows what a thief does at home
  return !p.exfiltration || p.exfiltration == Exfiltration::unlikely;
}
bool a_medium(const BreachProfile& p) { return p.cause == Cause::stolen_medium || p.cause == Cause::lost_medium; }
bool unavailable(const BreachProfile& p) { return hits(p, Nature::availability); }
bool kinds_open(const BreachProfile& p) {
  return p.data.empty() || std::any_of(p.data.begin(), p.data.end(), [](const DataKind& kind) { return kind.unspecific; });
}

void name_data(BreachProfile& p, DataKind kind) {
  std::erase_if(p.data, [](const DataKind& known) { return known.unspecific; });
  p.data.push_back(kind);
}

const Turn turns[] = {
    {"if_encryption_is_shown", protection_open, [](BreachProfile& p) { p.protection = {ProtectionKind::encryption, true, false}; }},
    {"if_not_encrypted", protection_open, [](BreachProfile& p) { p.protection = {ProtectionKind::none, {}, {}}; }},
    {"if_key_falls", protected_now, [](BreachProfile& p) { p.protection.key_compromised = true; }},
    {"if_exfiltration_excluded", exfiltration_open, [](BreachProfile& p) { p.exfiltration = Exfiltration::excluded; }},
    {"if_exfiltration_found", [](const BreachProfile& p) { return !p.exfiltration || *p.exfiltration < Exfiltration::disclosed; },
     [](BreachProfile& p) { p.exfiltration = Exfiltration::confirmed; }},
    {"if_published", [](const BreachProfile& p) { return p.exfiltration != Exfiltration::published; },
     [](BreachProfile& p) { p.exfiltration = Exfiltration::published; }},
    {"if_medium_recovered_unread", a_medium, [](BreachProfile& p) { p.medium_recovered_unread = true; }},
    {"if_recipient_trusted_and_deletes", [](const BreachProfile& p) { return p.malicious == false && p.exfiltration == Exfiltration::disclosed; },
     [](BreachProfile& p) { p.recipient.trusted = p.recipient.deletion_confirmed = true; }},
    {"if_recipient_stays_silent", [](const BreachProfile& p) { return p.recipient.trusted == true; },
     [](BreachProfile& p) { p.recipient.deletion_confirmed = false; }},
    {"if_data_are_contact_only", kinds_open,
     [](BreachProfile& p) {
       name_data(p, kindest_kind());
       p.special_category = p.national_id = false;
     }},
    {"if_identity_numbers_or_money_among_data", [](const BreachProfile& p) { return p.national_id != true; }, [](BreachProfile& p) { p.national_id = true; }},
    {"if_special_data_among_data", [](const BreachProfile& p) { return p.special_category != true; },
     [](BreachProfile& p) {
       p.special_category = true;
       name_data(p, worst_kind());
     }},
    {"if_vulnerable_persons_among_them", [](const BreachProfile& p) { return p.vulnerable != true; }, [](BreachProfile& p) { p.vulnerable = true; }},
    {"if_very_many_persons", [](const BreachProfile& p) { return !p.persons || p.persons->lo < very_many_persons_from; },
     [](BreachProfile& p) { p.persons = PersonCount{very_many_persons_from, very_many_persons_from}; }},
    {"if_only_few_persons", [](const BreachProfile& p) { return !p.persons || (p.persons->lo < p.persons->hi && p.persons->lo < many_persons_from); },
     [](BreachProfile& p) { p.persons = PersonCount{p.persons ? p.persons->lo : 1, p.persons ? p.persons->lo : 1}; }},
    {"if_identity_is_misused", [](const BreachProfile& p) { return p.cause != Cause::impersonation; },
     [](BreachProfile& p) {
       p.cause = Cause::impersonation;
       p.malicious = true;
       p.exfiltration = std::max(p.exfiltration.value_or(Exfiltration::confirmed), Exfiltration::confirmed);
     }},
    {"if_restored_without_harm", unavailable,
     [](BreachProfile& p) {
       p.backup = Backup::available;
       p.restored_after_hours = 1;
       p.service_impact = Impact::none;
     }},
    {"if_never_restored", unavailable,
     [](BreachProfile& p) {
       p.backup = Backup::none;
       p.restored_after_hours = never_restored;
     }},
    {"if_consequences_become_severe", unavailable, [](BreachProfile& p) { p.service_impact = Impact::severe; }},
};

}  // namespace

std::vector<Change> changes_of(const BreachProfile& profile, const Duties& now) {
  std::vector<Change> out;
  for (const Turn& turn : turns) {
    if (!turn.can(profile)) continue;
    BreachProfile other = profile;
    turn.turn(other);
    const Duties then = duties_of(other);
    if (!(then == now)) out.push_back({turn.code, then});
  }
  return out;
}

std::vector<std::string_view> all_change_codes() {
  std::vector<std::string_view> out;
  for (const Turn& turn : turns) out.push_back(turn.code);
  return out;
}

}  // namespace tocsin::assessment
