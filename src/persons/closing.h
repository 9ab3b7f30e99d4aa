// From pairs to persons: what is joined with what, when records know unequally much.
//
// Way:    pairs that weigh enough -> [here] -> person of each record
// Pure.
//
// Records that know the same of given name and birth date (both, one, or none) are peers: a weight joins them. A
// record that knows less can weigh enough with a mother and with her daughter; joining it would make one person of
// both. So those who know less are joined among themselves first, and with those who know more only if there is one
// person to join.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "persons/identity.h"
#include "persons/union_find.h"

namespace tocsin {

struct FoundPair {
  std::uint32_t a = 0, b = 0;
  std::int32_t sum = 0;
};

// 0: neither given name nor birth date, 3: both.
inline int knows(const IdentityRow& row) { return (row.has_given() ? 1 : 0) + (row.birth_date != 0 ? 2 : 0); }
inline bool peers(const IdentityRow& a, const IdentityRow& b) { return knows(a) == knows(b); }

struct Closed {
  std::uint64_t ambiguous = 0;            // leaders that could have joined several people
  std::vector<std::uint32_t> ambiguous_of;  // them, ascending
};

// Joins by pairs of non-peers, after all pairs of peers were joined in `same`.
Closed close(UnionFind& same, const IdentityTable& table, std::span<const FoundPair> completing);

// Persons counted from 0 in the order of their first record.
std::uint32_t number_persons(UnionFind& same, std::vector<std::uint32_t>& person_of);

}  // namespace tocsin
