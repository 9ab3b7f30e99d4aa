#include "rules/assessment/art34_3.h"

#include "rules/assessment/completion.h"

namespace tocsin::assessment {
namespace {

void ask(Exception& exception, std::optional<bool> answer, bool wanted, std::string_view evidence) {
  if (answer == wanted) return;
  exception.missing.push_back(evidence);
  if (answer)
    exception.standing = Standing::fails;
  else if (exception.standing != Standing::fails)
    exception.standing = Standing::evidence_missing;
}

void ask(Exception& exception, const std::string& text, std::string_view evidence) {
  if (text.empty()) ask(exception, std::optional<bool>{}, true, evidence);
}

// A copy is at hand, or the persons lost nothing.
bool still_available(const BreachProfile& profile) {
  BreachProfile only_lost = at_worst(profile);
  only_lost.exfiltration = Exfiltration::none;
  return combined(only_lost).risk < Risk::high;
}

}  // namespace

Exception exception_a(const BreachProfile& profile, const Claims& claims) {
  Exception out{'a'};
  if (!claims.unintelligible) return out;
  out.standing = Standing::holds;
  const Protection& protection = profile.protection;
  const bool said = protection.kind && protection.kind != ProtectionKind::special_reader;
  ask(out, said ? std::optional(protection.kind == ProtectionKind::encryption) : std::nullopt, true, "evidence_encryption");
  ask(out, protection.state_of_art, true, "evidence_state_of_art");
  ask(out, protection.key_compromised, false, "evidence_key_safe");
  if (!still_available(profile)) ask(out, false, true, "evidence_backup");
  return out;
}

Exception exception_b(const Claims& claims) {
  Exception out{'b'};
  if (!claims.later.claimed) return out;
  out.standing = Standing::holds;
  ask(out, claims.later.what, "evidence_measure");
  ask(out, claims.later.verified_by, "evidence_verified_by");
  ask(out, claims.later.before_any_use ? std::optional(true) : std::nullopt, true, "evidence_before_any_use");
  return out;
}

Exception exception_c(const Claims& claims) {
  Exception out{'c'};
  if (!claims.effort.claimed) return out;
  out.standing = Standing::holds;
  ask(out, claims.effort.why, "evidence_why_disproportionate");
  ask(out, claims.effort.public_means, "evidence_public_means");
  return out;
}

Telling telling_of(const BreachProfile& profile, const Duties& duties, const Claims& claims) {
  if (duties.persons == Answer::no || duties.persons == Answer::by_controllers) return Telling::not_required;
  const Exception a = exception_a(profile, claims), b = exception_b(claims), c = exception_c(claims);
  if (a.standing == Standing::holds || b.standing == Standing::holds) return Telling::not_required;
  if (duties.persons == Answer::needs_input) return Telling::needs_input;
  // A claim without its evidence excuses nobody from telling.
  return c.standing == Standing::holds ? Telling::by_public_notice : Telling::individually;
}

}  // namespace tocsin::assessment
