// `assess`: the cases of a file, each with its proposal, reasons and what would change it.
//
// Way:   adapters/yaml_file -> [here] -> cli/, api/
// Law:   see rules/assessment/assessment.h
// Pure:  the document is given; the words come from the linked-in texts

#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "facts/incident.h"
#include "rules/assessment/assessment.h"

namespace tocsin::app {

struct AssessedCase {
  std::string id;
  std::vector<std::string> not_exposed;  // kinds of data known to be safe
  assessment::Assessment assessment;
};

struct AssessedCases {
  std::vector<AssessedCase> cases;
  std::vector<std::string> warnings;
};

// The same rules on the facts of one incident.
AssessedCase assessed_incident(const Incident& incident);

// `invalid` where the document is not a list of cases; whatever is odd inside a case is a warning.
Result<AssessedCases> assess_cases(const json::value& document, const std::string& where);

}  // namespace tocsin::app
