// Reads one case of a cases file.
//
// Way:   adapters/yaml_file -> JSON value -> [here] -> BreachProfile
// Pure:  no I/O
// Holds: absent and null are unknown. A word nobody knows is told as a warning and counts as unknown; it is never
//        an error, because half a description of a breach is what there is on the first day.
// See:   docs/formats/cases-file.md

#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "rules/assessment/breach_profile.h"

namespace tocsin::assessment {

struct ReadProfile {
  BreachProfile profile;
  std::vector<std::string> warnings;  // "E01: cause: nobody knows the word \"...\"; it counts as unknown"
};

// REQUIRES: `value` is an object. `where` begins every warning.
ReadProfile profile_of(const json::object& value, const std::string& where);

}  // namespace tocsin::assessment
