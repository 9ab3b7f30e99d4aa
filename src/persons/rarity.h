// How rare is each name, and which numbers does everybody have? Two looks over the whole table before anything is compared.
//
// Way:    identity table -> [here: writes into its rows] -> agreement, weights
// Holds:  the same table gives the same answers, whatever the number of threads.
#pragma once

#include <cstdint>

#include "persons/agreement.h"
#include "persons/identity.h"

namespace tocsin {

// Different people (given name and birth date) one number may have.
inline constexpr std::size_t people_per_own_number_max = 20;
inline constexpr std::size_t people_per_shared_number_max = 400;

// Fills family_rarity and given_rarity: -log2 of the name's share of the records, in eighths of a bit. A handful of
// records does not tell how rare a name is; some thousand invented ones stand beside them.
Commonness find_rarity(IdentityTable& table, std::size_t first = 0);  // filled from row `first` on

// Numbers that many different people carry (a placeholder, a hotline) name nobody: they are forgotten in every row.
// Says how many there were.
std::uint64_t forget_numbers_of_everybody(IdentityTable& table, std::size_t first = 0);  // counted and forgotten from row `first` on

}  // namespace tocsin
