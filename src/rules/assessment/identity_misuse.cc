// Somebody acted under the person's name: the misuse is not a risk any more, it has begun. One person is enough.
#include "rules/assessment/finding.h"

namespace tocsin::assessment {

Findings identity_misuse(const BreachProfile& profile) {
  const bool got_in = profile.exfiltration >= Exfiltration::disclosed;
  if (profile.cause == Cause::impersonation && got_in) return {at_least(Risk::high, Because::identity_misused)};
  return {};
}

}  // namespace tocsin::assessment
