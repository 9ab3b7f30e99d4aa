// The questions a law pack may ask about an incident, each one small function with its article.
//
// Way:    rules/case -> [here] -> rules/evaluate, by the names used in law/packs/*.toml
// Pure.
// Holds:  every answer brings its reasons. What is not known is answered so that no clock stops by it.
//         Names are for life: packs of other people use them.

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "rules/because.h"
#include "rules/case.h"
#include "rules/pack.h"

namespace tocsin {

struct Tested {
  bool holds = false;
  std::vector<Because> because;
};

struct Predicate {
  std::string_view name;
  std::string_view law;   // article or guideline
  std::string_view says;  // one sentence
  Tested (*test)(const Case&);
};

std::span<const Predicate> predicates();

// REQUIRES: a condition whose names are known; packs are read so. An `all` that fails tells every part that failed.
Tested test(const Condition& condition, const Case& the_case);

// How long informing the persons has to wait, where the police still ask for it. Recital 88.
std::optional<Instant> police_wait_until(const Case& the_case);

}  // namespace tocsin
