// When must the authority know? The clock alone, without an incident and without a store.
//
// Way:    regime + awareness + authority -> [here] -> cli/clock_command, api
// Law:    the regime's pack; Reg. 1182/71 (rules/counting)
// Pure.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/law.h"
#include "words/words.h"

namespace tocsin {

struct ClockStage {
  const Stage* stage;
  std::optional<Instant> target;  // awareness + figure; none without a figure or where another event starts it
  std::optional<Instant> due_at;  // the end under the stage's counting
};

struct ClockAnswer {
  const Pack* pack;
  const AuthorityProfile* authority;
  Place place;
  Instant aware;
  std::optional<Readings> readings;  // of the first stage that has a figure in hours
  std::vector<ClockStage> stages;
  std::vector<std::string> warnings;
};

// The answer points into `law`.
Result<ClockAnswer> clock_of(const Law& law, std::string_view regime, Instant aware, std::string_view authority, std::string_view region, const Words& say);

}  // namespace tocsin
