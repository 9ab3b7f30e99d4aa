// The leaks that can be made.
//
// Acts:   writes into `folder`, which must exist. Holds: the same order gives the same bytes.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace tocsin::make_leak {

enum class Format { csv, xlsx };

struct Order {
  std::uint64_t persons = 1000;
  std::uint64_t seed = 1;
  std::string folder;
  Format format = Format::csv;  // a spreadsheet holds a million rows and no broken ones
};

// A French claims processor: extract_1 and extract_2 with numbers, names, birth dates, insurer and contract of the
// insured and of those who stand under their number, without any contact data; and members, one insurer's own file.
Result<void> viamedis(const Order& order);

// Customers in France, Germany and the Netherlands, one file each, one record and sometimes two of each person.
Result<void> plain(const Order& order);

// Two processors with 84 controllers each, three countries, everything by which records of one person come to differ:
// slips, scans, swapped and short names, marriages, moves, twins, fathers and sons, dependants, shared boxes, numbers
// wrong or missing, duplicates within and across. From a thousand persons to thirty-three million.
Result<void> general(const Order& order);

}  // namespace tocsin::make_leak
