// Decisions of persons about records: "these two are one", "these two are not". They stand above every weight.
//
// Way:    resolved records + decisions -> [here] -> resolved records
// Pure.   A decision names records of the table; where they stand in which file is the caller's knowledge.
// Holds:  where decisions contradict each other, "different" wins and the "same" is counted as refused: two letters
//         to one person do less harm than none to another.

#pragma once

#include <cstdint>
#include <span>

#include "persons/resolve.h"
#include "persons/union_find.h"

namespace tocsin {

// `person_of` and the number of persons are changed. Says how many decisions were refused.
std::uint64_t apply_corrections(const IdentityTable& table, const Weights& weights, std::span<const Correction> corrections,
                                std::vector<std::uint32_t>& person_of, std::uint32_t& persons);

}  // namespace tocsin
