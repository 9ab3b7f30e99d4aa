// What identity is decided on: a record reduced to keys.
//
// Way:    records/canonical -> match_keys -> [here] -> resolve -> person of each record
// Holds:  equal keys mean equal normal forms, and nothing can be read from a key. 0 means "not known".

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "records/canonical.h"

namespace tocsin {

struct NumberKey {
  std::int64_t key = 0;     // of kind and normal form together
  std::uint8_t kind = 0;    // an index; numbers of one kind can contradict each other
  NumberScope scope = NumberScope::shared;
  bool of_main_insured = false;
  bool of_bearer = false;   // in this row the number is the person's own, though others may stand under it too
};

struct IdentityRow {
  std::int64_t family = 0, given = 0;  // keys of folded names
  std::int32_t birth_date = 0;         // yyyymmdd
  std::uint32_t first_number = 0, number_count = 0;
  Standing standing = Standing::unknown;
};

struct IdentityTable {
  std::vector<IdentityRow> rows;
  std::vector<NumberKey> numbers;
  std::span<const NumberKey> numbers_of(const IdentityRow& row) const { return std::span(numbers).subspan(row.first_number, row.number_count); }
};

// Two writings of one day: equal, day and month swapped, or one digit off within ten years (a father and a son
// of one name are never that close). REQUIRES: both known.
bool near_dates(std::int32_t a, std::int32_t b);

}  // namespace tocsin
