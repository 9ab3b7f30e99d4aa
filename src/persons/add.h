// A second extract turns up: new records beside persons already known.
//
// Way:    resolved records + new records -> [here] -> who is newly affected, whose exposure grew
// Holds:  persons keep their numbers; new persons are counted on from there. Only the new records look for their like:
//         the old ones are asked for their keys once, and compared only where a new one has the same. Two old persons
//         whom a new record shows to be one keep both numbers in `merged`; the smaller one goes on.
//
// Weights are those of the first run, so that what was one person stays one. Counting everything anew may judge a few
// old pairs differently, because names are a little more or less rare by then.

#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "persons/resolve.h"

namespace tocsin {

struct Added {
  Resolution resolution;                  // of all records
  std::uint32_t persons_before = 0;
  std::vector<std::uint32_t> newly_affected;  // persons without an old record, ascending
  std::vector<std::uint32_t> grown;           // old persons with a new record, ascending; census says what grew
  std::vector<std::pair<std::uint32_t, std::uint32_t>> merged;  // {old number, number that goes on}
};

// REQUIRES: `before` resolved the first `before.person_of.size()` rows of `table`; the new rows stand behind them.
Added add_records(IdentityTable& table, const Resolution& before, int threads = 2);

}  // namespace tocsin
