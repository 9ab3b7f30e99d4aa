// Who has the data now? A hostile holder, strangers, or somebody the controller may trust.
#include "rules/assessment/finding.h"

namespace tocsin::assessment {
namespace {

constexpr std::int64_t few = 25;            // recipients who can each be asked and answer
constexpr double long_hours = 7.0 * 24;     // a hostile or open week

bool in_hostile_hands(const BreachProfile& profile) {
  return profile.malicious == true || profile.recipient.kind == Recipient::hostile || profile.cause == Cause::stolen_medium;
}

// Trust alone leaves the data where they should not be: the written deletion belongs to it.
bool contained(const Recipients& recipient) {
  return recipient.kind <= Recipient::known_circle && recipient.trusted == true && recipient.deletion_confirmed == true;
}

Finding reached(const Recipients& recipient) {
  const bool one_by_one = recipient.kind && *recipient.kind <= Recipient::known_circle && recipient.count.value_or(few + 1) <= few;
  return one_by_one ? at_least(Exposure::few, Because::recipients_few_and_known) : at_least(Exposure::many, Because::recipients_many);
}

}  // namespace

Findings recipients(const BreachProfile& profile) {
  if (profile.exfiltration < Exfiltration::unlikely) return {};
  const bool hostile = in_hostile_hands(profile);
  Findings out;
  if (profile.exfiltration < Exfiltration::published && !hostile && contained(profile.recipient))
    return {at_most(Exposure::contained, Because::recipient_trusted_and_deleted), at_least(Exposure::contained, Because::recipient_trusted_and_deleted)};
  if (profile.exfiltration == Exfiltration::unlikely) return {};
  if (profile.recipient.kind == Recipient::everybody) out.push_back(at_least(Exposure::everybody, Because::published));
  if (hostile)
    out.push_back(at_least(Exposure::hostile, profile.cause == Cause::stolen_medium ? Because::medium_stolen : Because::hostile_hands));
  else
    out.push_back(reached(profile.recipient));
  if (profile.exposure_duration_hours > long_hours) out.push_back(for_risk(Because::exposed_for_long));
  return out;
}

}  // namespace tocsin::assessment
