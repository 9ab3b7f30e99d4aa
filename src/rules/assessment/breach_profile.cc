#include "rules/assessment/breach_profile.h"

#include <algorithm>

namespace tocsin::assessment {

bool hits(const BreachProfile& profile, Nature nature) {
  if (nature == Nature::confidentiality && profile.exfiltration && *profile.exfiltration >= Exfiltration::disclosed) return true;
  return profile.nature && std::find(profile.nature->begin(), profile.nature->end(), nature) != profile.nature->end();
}

}  // namespace tocsin::assessment
