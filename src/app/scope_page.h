// report.html: what a DPO hands to the board.
//
// Way:    scope_report -> [here] -> DIR/report.html
// Pure.   Counts and names of files, columns and controllers; never a value of a row. Words: texts/en/scope-report.toml.
// Holds:  one file that asks nothing of anywhere: no script, no picture, no font, and a policy that forbids them. What a
//         stranger's file named is escaped.

#pragma once

#include <string>

#include "app/scope_report.h"
#include "base/instant.h"

namespace tocsin::app {

struct ScopePageFrame {
  std::string organisation, incident;  // names; empty: none
  Instant made_at;
  bool simulated = false;
};

Result<std::string> scope_page(const ScopeReport& report, const ScopePageFrame& frame);

}  // namespace tocsin::app
