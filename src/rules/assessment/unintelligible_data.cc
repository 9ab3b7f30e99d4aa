// Data that nobody can read: encrypted by the state of the art, the key safe; or a medium that came back unread.
#include "rules/assessment/finding.h"

namespace tocsin::assessment {

Findings unintelligible_data(const BreachProfile& profile) {
  if (!hits(profile, Nature::confidentiality) && profile.exfiltration < Exfiltration::unlikely) return {};
  Findings out;
  const Protection& protection = profile.protection;
  if (protection.kind == ProtectionKind::encryption) {
    const bool holds = protection.state_of_art == true && protection.key_compromised == false;
    out.push_back(holds ? at_most(Exposure::nobody, Because::data_unintelligible) : for_risk(Because::key_or_algorithm_fails));
  }
  if (protection.kind == ProtectionKind::none) out.push_back(for_risk(Because::no_encryption));
  if (profile.medium_recovered_unread && profile.exfiltration != Exfiltration::published)
    out.push_back(at_most(Exposure::nobody, Because::medium_recovered_unread));
  return out;
}

}  // namespace tocsin::assessment
