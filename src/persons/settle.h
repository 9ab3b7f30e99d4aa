// The last step: pairs in doubt are closed, counted both ways, corrected by people's decisions, and numbered.
#pragma once

#include <span>

#include "persons/resolve.h"
#include "persons/scoring.h"
#include "persons/union_find.h"

namespace tocsin {

// Fills persons, their error bar and the pairs for review of `out`. REQUIRES: sure pairs are joined in `same`.
void settle_persons(UnionFind& same, const IdentityTable& table, const FoundPairs& found, std::span<const Correction> corrections, Resolution& out);

}  // namespace tocsin
