// Which way next, when one did not reach the person.
//
// Way:    refusals, bounces, returned letters -> [here] -> queue
// Law:    Art. 34(1); 34(3)(c) only where every channel is used up
// Pure.
// Holds:  no channel is tried twice, none that was part of the breach, and never nothing: what has no channel left is
//         exhausted, and counted for the public notice.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tocsin {

struct WaysToTell {
  std::vector<std::string> order;       // of preference, as the rule of the campaign has it
  std::set<std::string> has;            // what this person has
  std::string failed;                   // the last; those before it in the order were tried or missing
  std::set<std::string> breached = {};  // part of the breach: who took the data may read or write there
};
std::optional<std::string> next_channel(const WaysToTell& ways);

}  // namespace tocsin
