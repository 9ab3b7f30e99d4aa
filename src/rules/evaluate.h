// What the law says about one incident: for each stage of each law that applies, whether it holds, why, and from
// when to when.
//
// Way:    facts/incident + law packs + now -> [here] -> obligations/
// Law:    none of its own; it asks the packs.
// Pure.   `now` is asked only by what the law ties to it: an overdue notification, a request to wait.
// Holds:  findings point into `law` and hold for its lifetime. A duty that was done stays a finding that applies,
//         also when its trigger no longer does: what happened is not undone by later knowledge.

#pragma once

#include <optional>
#include <vector>

#include "facts/incident.h"
#include "rules/because.h"
#include "rules/law.h"
#include "rules/starts.h"

namespace tocsin {

// One time that a duty runs.
struct Run {
  Start start;
  std::optional<Instant> target;   // what the countdown shows
  std::optional<Instant> end;      // late from here, under the stage's counting
  std::optional<Instant> done_at;
};

struct Finding {
  const Pack* pack = nullptr;
  const Stage* stage = nullptr;
  bool applies = false;
  std::vector<Because> because;
  std::vector<Run> runs;              // empty where nothing has started
  std::vector<std::string> missing;   // answers that are not there yet
  DueKind due_kind = DueKind::statutory;
  bool provisional = false;           // the sender of the alert is not verified yet
};

struct Findings {
  std::vector<Finding> all;
  std::vector<const Pack*> left_out;            // in force, but not for this organisation
  const AuthorityProfile* authority = nullptr;  // none: not named or unknown
  Zone zone = Zone::utc();                      // the authority's
  std::optional<Instant> exposed_since;         // the processor's awareness: information, never a deadline
};

Findings evaluate(const Incident& incident, const Law& law, const OrganisationProfile& organisation, Instant now);

}  // namespace tocsin
