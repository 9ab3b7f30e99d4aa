#include "rules/assessment/enisa.h"

#include <algorithm>

#include "rules/assessment/number_of_persons.h"

namespace tocsin::assessment {
namespace {

bool unintelligible(const Protection& protection) {
  const bool hidden = protection.kind == ProtectionKind::encryption || protection.kind == ProtectionKind::hash;
  return hidden && protection.state_of_art == true && protection.key_compromised == false;
}

// The class of the heaviest kind. What an employer holds of its own people includes their pay.
int data_context(const BreachProfile& profile) {
  const bool own_people = std::any_of(profile.groups.begin(), profile.groups.end(), [](const PersonGroup& group) { return group.employees; });
  int context = 1;
  for (const DataKind& kind : profile.data) context = std::max(context, own_people && kind.word == "employment" ? 3 : kind.enisa_class);
  return context;
}

// A name together with anything else leads to one person.
double identification(const BreachProfile& profile) {
  double alone = 0.25;
  bool name = false, more = false;
  for (const DataKind& kind : profile.data) {
    alone = std::max(alone, kind.identifies);
    const bool is_name = kind.word == "basic" || kind.word == "name" || kind.word == "identity" || kind.word == "civil_status";
    (is_name ? name : more) = true;
  }
  return (name && more) || (name && profile.national_id == true) ? 1.0 : alone;
}

double confidentiality(const BreachProfile& profile) {
  if (!profile.exfiltration || *profile.exfiltration < Exfiltration::disclosed) return 0;
  const Recipients& recipient = profile.recipient;
  const bool known =
      recipient.kind && *recipient.kind < Recipient::hostile && profile.malicious != true && (recipient.count || *recipient.kind <= Recipient::known_person);
  return known && *profile.exfiltration < Exfiltration::published ? 0.25 : 0.5;
}

double integrity_part(const BreachProfile& profile) {
  if (!hits(profile, Nature::integrity)) return 0;
  if (profile.backup == Backup::available) return 0;
  return profile.backup == Backup::none || profile.backup == Backup::destroyed ? 0.5 : 0.25;
}

double availability_part(const BreachProfile& profile) {
  if (!hits(profile, Nature::availability)) return 0;
  const bool copy = !profile.backup || *profile.backup <= Backup::not_relevant;
  if (!profile.restored_after_hours) return copy ? 0.25 : 0.5;
  if (*profile.restored_after_hours >= never_restored) return 0.5;
  return *profile.restored_after_hours <= 24 ? 0 : 0.25;
}

Band band_of(double score) { return score < 2 ? Band::low : score < 3 ? Band::medium : score < 4 ? Band::high : Band::very_high; }

}  // namespace

std::optional<EnisaScore> enisa_score(const BreachProfile& profile) {
  const bool named = std::any_of(profile.data.begin(), profile.data.end(), [](const DataKind& kind) { return !kind.unspecific; });
  if (!named) return {};
  EnisaScore out;
  out.data_context = data_context(profile);
  out.identification = identification(profile);
  out.circumstances = confidentiality(profile) + integrity_part(profile) + availability_part(profile) + (profile.malicious == true ? 0.5 : 0);
  out.score = out.data_context * out.identification + out.circumstances;
  out.band = band_of(out.score);
  if (unintelligible(profile.protection)) out.flags.push_back("unintelligible");
  if (profile.persons && profile.persons->hi > many_persons_from) out.flags.push_back("over_100_persons");
  return out;
}

std::string_view name_of(Band band) {
  switch (band) {
    case Band::low: return "low";
    case Band::medium: return "medium";
    case Band::high: return "high";
    case Band::very_high: return "very_high";
  }
  return "very_high";
}

Risk risk_of(Band band) {
  if (band == Band::low) return Risk::unlikely;
  return band == Band::medium ? Risk::risk : Risk::high;
}

}  // namespace tocsin::assessment
