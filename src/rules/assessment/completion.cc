#include "rules/assessment/completion.h"

#include <algorithm>
#include <limits>

namespace tocsin::assessment {
namespace {

enum class End { best, worst };

// What a known cause says about the intention behind it.
std::optional<bool> intention_of(const BreachProfile& profile) {
  if (profile.malicious) return profile.malicious;
  if (!profile.cause) return {};
  switch (*profile.cause) {
    case Cause::planned_maintenance:
    case Cause::accident:
    case Cause::lost_medium: return false;
    case Cause::intrusion:
    case Cause::insider:
    case Cause::stolen_medium:
    case Cause::impersonation: return true;
  }
  return {};
}

Exfiltration exfiltration_at(End end, const BreachProfile& profile) {
  const bool stated = hits(profile, Nature::confidentiality);
  const bool hostile = profile.malicious == true;
  if (profile.cause == Cause::stolen_medium) return Exfiltration::confirmed;
  if (profile.cause == Cause::impersonation && stated) return Exfiltration::confirmed;
  if (profile.logs_prove_no_exfiltration == true) return Exfiltration::excluded;
  if (end == End::best) return stated && hostile ? Exfiltration::unlikely : Exfiltration::none;
  if (stated || hostile || !profile.nature) return hostile ? Exfiltration::confirmed : Exfiltration::disclosed;
  return Exfiltration::none;  // an accident that touched availability or integrity alone
}

void settle_protection(End end, Protection& protection) {
  const bool best = end == End::best;
  // A special reader is a hurdle; whether there is encryption behind it is a question of its own.
  if (protection.kind == ProtectionKind::special_reader) {
    const bool fails = protection.state_of_art == false || protection.key_compromised == true;
    protection = {fails ? std::optional(ProtectionKind::none) : std::nullopt, {}, {}};
  }
  if (!protection.kind) protection.kind = best ? ProtectionKind::encryption : ProtectionKind::none;
  if (!protection.state_of_art) protection.state_of_art = best;
  if (!protection.key_compromised) protection.key_compromised = !best;
}

// What the word for a recipient says of itself; an explicit answer goes before.
void settle_recipient(End end, BreachProfile& profile) {
  const bool best = end == End::best;
  Recipients& recipient = profile.recipient;
  const bool nobody_named = recipient.kind == Recipient::none && *profile.exfiltration >= Exfiltration::unlikely;
  if (!recipient.kind || nobody_named) {
    recipient.kind = best ? Recipient::known_person : Recipient::unknown_circle;
    if (!recipient.trusted) recipient.trusted = best;
  }
  if (!recipient.trusted) recipient.trusted = recipient.kind == Recipient::bound_to_secrecy;
  if (!recipient.deletion_confirmed) recipient.deletion_confirmed = best;
  if (!recipient.count) {
    const bool one = recipient.kind <= Recipient::known_person;
    recipient.count = one || best ? 1 : std::numeric_limits<std::int64_t>::max();
  }
}

void settle_data(End end, BreachProfile& profile) {
  const DataKind substitute = end == End::best ? kindest_kind() : worst_kind();
  if (profile.data.empty()) profile.data.push_back(substitute);
  for (DataKind& kind : profile.data)
    if (kind.unspecific) kind = substitute;
}

void settle_persons(End end, BreachProfile& profile) {
  const bool best = end == End::best;
  if (!profile.persons) profile.persons = PersonCount{1, std::numeric_limits<std::int64_t>::max()};
  const std::int64_t count = best ? profile.persons->lo : profile.persons->hi;
  profile.persons = PersonCount{count, count};
  if (profile.groups.empty()) profile.groups.push_back(best ? kindest_group() : worst_group());
  for (PersonGroup& group : profile.groups)
    if (group.word.empty()) group = best ? kindest_group() : worst_group();
}

bool in_care(const BreachProfile& profile) {
  return std::any_of(profile.groups.begin(), profile.groups.end(), [](const PersonGroup& group) { return group.in_care; }) &&
         std::any_of(profile.data.begin(), profile.data.end(), [](const DataKind& kind) { return kind.health; });
}

void settle_outage(End end, BreachProfile& profile) {
  const bool best = end == End::best;
  if (!profile.backup) profile.backup = best ? Backup::available : Backup::none;
  // That treatment depends on medical records is presumed until somebody shows that it did not suffer.
  if (!profile.service_impact) profile.service_impact = !best ? Impact::severe : in_care(profile) ? Impact::moderate : Impact::none;
  if (!profile.restored_after_hours) profile.restored_after_hours = best && *profile.backup <= Backup::not_relevant ? 0 : never_restored;
}

BreachProfile settled(End end, BreachProfile profile) {
  const bool best = end == End::best;
  profile.malicious = intention_of(profile);
  if (!profile.malicious) profile.malicious = !best;
  if (!profile.logs_prove_no_exfiltration) profile.logs_prove_no_exfiltration = false;
  if (!profile.exfiltration) profile.exfiltration = exfiltration_at(end, profile);
  if (!profile.nature) {
    profile.nature = std::vector{Nature::availability};
    if (!best) profile.nature = std::vector{Nature::confidentiality, Nature::integrity, Nature::availability};
  }
  settle_protection(end, profile.protection);
  settle_recipient(end, profile);
  settle_data(end, profile);
  settle_persons(end, profile);
  settle_outage(end, profile);
  if (!profile.special_category) profile.special_category = !best;
  if (!profile.national_id) profile.national_id = !best;
  if (!profile.vulnerable) profile.vulnerable = !best;
  return profile;
}

}  // namespace

BreachProfile at_best(const BreachProfile& profile) { return settled(End::best, profile); }
BreachProfile at_worst(const BreachProfile& profile) { return settled(End::worst, profile); }

}  // namespace tocsin::assessment
