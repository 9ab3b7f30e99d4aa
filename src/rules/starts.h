// From which events duties run, and by which facts they are done.
//
// Way:    rules/case -> [here] -> rules/evaluate, by the names `runs_from` and `done_by` of law/packs/*.toml
// Law:    each function names its article. A duty may run several times at once: one for each question of an
//         authority, each measure promised, each contract.
// Pure.

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/case.h"

namespace tocsin {

struct Start {
  Instant at;
  std::optional<Instant> due_at;  // where the event brings its own date: an order, a promise, a contract
  std::uint64_t seq = 0;          // the fact it comes from
  std::string about;              // the question, the measure; empty where there is only one
  std::string to_whom;            // the controller, the owner; empty where the stage's recipient says it
};

std::vector<Start> awareness_starts(const Case& the_case);              // GDPR Art. 33(1)
std::vector<Start> notification_deadline_starts(const Case& the_case);  // Art. 33(1) second sentence
std::vector<Start> notification_starts(const Case& the_case);           // Art. 33(4)
std::vector<Start> contract_starts(const Case& the_case);               // Art. 28(3)(f): hours from awareness, per controller
std::vector<Start> order_starts(const Case& the_case);                  // Art. 31, 58
std::vector<Start> preliminary_filing_starts(const Case& the_case);     // house rule
std::vector<Start> planned_measure_starts(const Case& the_case);        // Art. 33(3)(d)
std::vector<Start> overtaking_fact_starts(const Case& the_case);        // EDPB 9/2022: assess again
std::vector<Start> contradiction_starts(const Case& the_case);          // Art. 5(1)(a)

using StartFunction = std::vector<Start> (*)(const Case&);
const std::map<std::string, StartFunction, std::less<>>& start_functions();

// When the duty that runs from `start` was done; nothing while it is not.
using DoneFunction = std::optional<Instant> (*)(const Case&, const Start&);
const std::map<std::string, DoneFunction, std::less<>>& done_functions();

}  // namespace tocsin
