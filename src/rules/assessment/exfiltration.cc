// Did the data leave? Only evidence excludes it; that no trace was found is not evidence.
#include "rules/assessment/finding.h"

namespace tocsin::assessment {

Findings exfiltration(const BreachProfile& profile) {
  switch (profile.exfiltration.value_or(Exfiltration::published)) {
    case Exfiltration::none:
    case Exfiltration::excluded: return {at_most(Exposure::nobody, Because::exfiltration_excluded)};
    case Exfiltration::unlikely:
      if (profile.logs_prove_no_exfiltration == true) return {at_most(Exposure::nobody, Because::exfiltration_excluded)};
      return {at_least(Exposure::possible, Because::exfiltration_not_excluded)};
    case Exfiltration::disclosed:
    case Exfiltration::confirmed: return {};  // who has them decides: recipients.cc
    case Exfiltration::published: return {at_least(Exposure::everybody, Because::published)};
  }
  return {};
}

}  // namespace tocsin::assessment
