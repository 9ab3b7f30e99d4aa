// Who must do what by when, and is it done?
//
// Way:    rules/evaluate -> [here] -> documents, register, app/due, app/tick
// Law:    states only; every duty and every date comes from a law pack.
// Pure.   `now` is an argument.
// Holds:  every stage of every law that applies has an answer, also "not required" with its reason, so that the
//         register can show why nothing was done. due_soon from 24 h before the target; late, and met_late, only from
//         the end under the stage's counting.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/evaluate.h"

namespace tocsin {

enum class ObligationState { not_required, open, due_soon, late, met, met_late, waived };
std::string_view name_of(ObligationState state);

struct Obligation {
  IncidentId incident;
  std::string name;      // notify_authority
  std::string stage;     // the pack's own name where a law has several: early_warning
  std::string who;       // controller, processor
  std::string to_whom;   // the authority's id, persons, a controller's name ...
  std::string about;     // the question, the measure; empty where there is only one
  std::uint64_t fact = 0;  // the fact it runs from; 0 where none
  ObligationState state = ObligationState::not_required;
  DueKind due_kind = DueKind::statutory;
  std::optional<Instant> started_at;
  std::optional<Instant> due_at;     // the target; none without a figure and without an own target
  std::optional<Instant> late_from;  // the end under the stage's counting
  std::optional<Instant> done_at;
  bool provisional = false;
  std::vector<Because> because;
  std::vector<std::string> missing;  // answers that are not there yet
  std::size_t answers = 0;           // how many there must be
  std::string source, pack, version;
  bool verified = false;

  bool is_open() const { return state == ObligationState::open || state == ObligationState::due_soon || state == ObligationState::late; }
  bool is_duty() const { return state != ObligationState::not_required; }
};

using Obligations = std::vector<Obligation>;

Obligations obligations_of(const Findings& findings, const Incident& incident, Instant now);

}  // namespace tocsin
