// What do the data tell, and what can be done with them? The heaviest kind decides.
#include <algorithm>

#include "rules/assessment/finding.h"

namespace tocsin::assessment {
namespace {

bool hashes_hold(const Protection& protection) {
  const bool hidden = protection.kind == ProtectionKind::hash || protection.kind == ProtectionKind::encryption;
  return hidden && protection.state_of_art == true && protection.key_compromised == false;
}

Because reason_of(Weight weight) {
  switch (weight) {
    case Weight::unlinkable: return Because::data_unlinkable;
    case Weight::contact: return Because::data_contact;
    case Weight::revealing: return Because::data_revealing;
    case Weight::enabling: return Because::data_enabling;
    case Weight::intimate: return Because::data_intimate;
  }
  return Because::data_intimate;
}

}  // namespace

Findings sensitivity(const BreachProfile& profile) {
  Findings out;
  const bool hashes_safe = hashes_hold(profile.protection);
  Weight heaviest = Weight::unlinkable;
  bool special_is_named = false;
  for (const DataKind& kind : profile.data) {
    if (kind.hashed && hashes_safe) {
      out.push_back(against_risk(Because::hashes_are_safe));
      continue;
    }
    heaviest = std::max(heaviest, kind.weight);
    special_is_named |= kind.special_but_light;
  }
  if (profile.national_id == true) {
    out.push_back(at_least(Weight::enabling, Because::national_identifier));
    heaviest = std::max(heaviest, Weight::enabling);
  }
  // Art. 9 data that nobody named weigh in full; a food intolerance in a course list does not.
  if (profile.special_category == true && heaviest < Weight::intimate) {
    if (special_is_named)
      out.push_back(for_risk(Because::special_data_of_little_weight));
    else
      heaviest = Weight::intimate;
  }
  out.push_back(heaviest == Weight::unlinkable ? against_risk(Because::data_unlinkable) : at_least(heaviest, reason_of(heaviest)));
  return out;
}

}  // namespace tocsin::assessment
