// Weights from the data themselves, without a single labelled pair.
//
// Way:    identity table -> [here] -> weights
// Law:    expectation maximisation for record linkage: Jaro, Journal of the American Statistical Association 84 (1989)
// Pure.   The same table gives the same weights, whatever the number of threads.
//
// u, the shares among pairs of two people, is counted on pairs picked at random. m, the shares among pairs of one
// person, comes from the pairs that share a blocking key: guess which are one person, count, guess again. A pair that
// shares several keys would be met several times, so it counts the less. The rules that no weight overrules are
// applied first. Careful default shares stand beside what is counted; with too few pairs they stand alone.

#pragma once

#include <cstdint>

#include "persons/weights.h"

namespace tocsin {

// REQUIRES: find_rarity has filled the rows' rarities, and gave `commonness`.
Weights learn_weights(const IdentityTable& table, const Commonness& commonness, int threads);

}  // namespace tocsin
