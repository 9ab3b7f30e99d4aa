#include "obligations/obligations.h"

#include <algorithm>

namespace tocsin {
namespace {

constexpr std::string_view state_names[] = {"not_required", "open", "due_soon", "late", "met", "met_late", "waived"};
constexpr std::chrono::hours soon{24};

ObligationState state_of(const Run& run, Instant now) {
  if (run.done_at) return run.end && *run.done_at >= *run.end ? ObligationState::met_late : ObligationState::met;
  if (run.end && now >= *run.end) return ObligationState::late;
  if (run.target && now >= *run.target - soon) return ObligationState::due_soon;
  return ObligationState::open;
}

std::string to_whom(const Stage& stage, const Start& start, const Incident& incident) {
  if (!start.to_whom.empty()) return start.to_whom;
  return stage.recipient == "authority" ? incident.head().authority : stage.recipient;
}

// What the organisation set itself it may drop, with reasons; a duty in law, contract or order it may not.
void waive(Obligation& obligation, const Stage& stage, const Incident& incident) {
  if (!obligation.is_open()) return;
  const auto waivers = incident.all<fact::ObligationWaived>();
  if (std::none_of(waivers.begin(), waivers.end(), [&](const auto* waiver) { return waiver->obligation == stage.obligation; })) return;
  const bool may = stage.due_kind == DueKind::own_target;
  obligation.because.push_back(may ? Because::waived : Because::cannot_be_waived);
  if (may) obligation.state = ObligationState::waived;
}

Obligation base_of(const Finding& finding, const Incident& incident) {
  const Stage& stage = *finding.stage;
  return {.incident = incident.head().id,
          .name = stage.obligation,
          .stage = stage.name,
          .who = stage.who == "organisation" ? std::string(name_of(incident.role())) : stage.who,
          .to_whom = to_whom(stage, {}, incident),
          .due_kind = finding.due_kind,
          .because = finding.because,
          .answers = stage.contents.size(),
          .source = stage.source,
          .pack = finding.pack->id,
          .version = finding.pack->version,
          .verified = stage.verified};
}

Obligation obligation_of(const Finding& finding, const Run& run, const Incident& incident, Instant now) {
  Obligation obligation = base_of(finding, incident);
  obligation.to_whom = to_whom(*finding.stage, run.start, incident);
  obligation.about = run.start.about;
  obligation.fact = run.start.seq;
  obligation.state = state_of(run, now);
  obligation.started_at = run.start.at;
  obligation.due_at = run.target;
  obligation.late_from = run.end;
  obligation.done_at = run.done_at;
  obligation.provisional = finding.provisional;
  waive(obligation, *finding.stage, incident);
  if (obligation.is_open()) obligation.missing = finding.missing;
  return obligation;
}

}  // namespace

std::string_view name_of(ObligationState state) { return state_names[static_cast<std::size_t>(state)]; }

Obligations obligations_of(const Findings& findings, const Incident& incident, Instant now) {
  Obligations all;
  for (const Finding& finding : findings.all) {
    if (!finding.applies) all.push_back(base_of(finding, incident));
    for (const Run& run : finding.runs) all.push_back(obligation_of(finding, run, incident, now));
  }
  return all;
}

}  // namespace tocsin
