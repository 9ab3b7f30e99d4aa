#include "rules/assessment/combine.h"

#include <algorithm>

#include "rules/assessment/number_of_persons.h"

namespace tocsin::assessment {
namespace {

// In the order of the guideline.
constexpr Rule rules[] = {
    exfiltration,    unintelligible_data, recipients,           // type of breach, likelihood of misuse
    sensitivity,     persons_at_risk,     number_of_persons,         // nature and volume, the persons, their number
    identity_misuse, availability,        integrity,                // consequences that have begun, data lost or altered
};

// A lowering bound goes before a raising one: nobody can misuse what nobody can read.
Exposure exposure_of(const Findings& findings) {
  int least = 0, most = static_cast<int>(Exposure::everybody);
  for (const Finding& finding : findings) {
    if (finding.effect == Effect::exposure_at_least) least = std::max(least, finding.bound);
    if (finding.effect == Effect::exposure_at_most) most = std::min(most, finding.bound);
  }
  return static_cast<Exposure>(std::min(least, most));
}

Weight weight_of(const Findings& findings) {
  int weight = 0;
  for (const Finding& finding : findings)
    if (finding.effect == Effect::weight_at_least) weight = std::max(weight, finding.bound);
  for (const Finding& finding : findings)
    if (finding.effect == Effect::weight_raised && weight > 0) weight += finding.bound;
  return static_cast<Weight>(std::min(weight, static_cast<int>(Weight::intimate)));
}

// What misuse of the data would mean, times how likely it is.
Risk risk_of_misuse(Exposure exposure, Weight weight, std::int64_t persons) {
  const bool many = persons >= many_persons_from;
  const bool very_many = persons >= very_many_persons_from;
  if (weight == Weight::unlinkable) return exposure == Exposure::everybody ? Risk::risk : Risk::unlikely;
  switch (exposure) {
    case Exposure::nobody: return Risk::unlikely;
    case Exposure::contained: return weight == Weight::intimate || (weight >= Weight::revealing && many) ? Risk::risk : Risk::unlikely;
    case Exposure::possible: return weight >= Weight::revealing || very_many ? Risk::risk : Risk::unlikely;
    case Exposure::few:
      if (weight >= Weight::enabling) return Risk::high;
      return weight == Weight::revealing || many ? Risk::risk : Risk::unlikely;
    case Exposure::many:
      if (weight >= Weight::enabling || (weight == Weight::revealing && very_many)) return Risk::high;
      return weight == Weight::revealing || many ? Risk::risk : Risk::unlikely;
    case Exposure::hostile:
    case Exposure::everybody: return weight >= Weight::revealing || very_many ? Risk::high : Risk::risk;
  }
  return Risk::high;
}

}  // namespace

bool lowers(const Finding& finding) { return finding.effect == Effect::exposure_at_most || finding.effect == Effect::speaks_against_risk; }

Combined combined(const BreachProfile& settled) {
  Combined out;
  for (const Rule rule : rules)
    for (const Finding& finding : rule(settled)) out.findings.push_back(finding);
  out.exposure = exposure_of(out.findings);
  out.weight = weight_of(out.findings);
  out.risk = risk_of_misuse(out.exposure, out.weight, settled.persons ? settled.persons->hi : very_many_persons_from);
  for (const Finding& finding : out.findings)
    if (finding.effect == Effect::risk_at_least) out.risk = std::max(out.risk, static_cast<Risk>(finding.bound));
  return out;
}

}  // namespace tocsin::assessment
