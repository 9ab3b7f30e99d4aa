// Persons counted: how many, whose data, which kinds, insured and dependants apart.
//
// Way:    person of each record -> [here] -> report, persons.parquet
// Pure.   Counts only; who the persons are stays in the tables.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "persons/identity.h"
#include "persons/resolve.h"

namespace tocsin {

// What a record adds to a person, beside identity.
struct ExposureRow {
  std::uint32_t controller = 0;  // index; 0: not known
  std::uint64_t kinds = 0;       // bit i: kind i was filled
};

struct RecordsAndPersons {
  std::uint64_t records = 0, persons = 0;
};

struct CountedPerson {
  std::uint64_t records = 0, kinds = 0;
  Standing standing = Standing::unknown;
  std::vector<std::uint32_t> controllers;  // ascending; 0 is left out
};

struct Census {
  std::vector<CountedPerson> persons;
  std::uint64_t insured = 0, dependants = 0, undetermined = 0;
  std::uint64_t by_number_only = 0;  // what counting the most frequent number would have said
  std::vector<RecordsAndPersons> by_controller;   // by index; [0]: controller not known
  std::array<RecordsAndPersons, 64> by_kind{};
};

// REQUIRES: exposures[i] belongs to table.rows[i].
Census census_of(const IdentityTable& table, std::span<const ExposureRow> exposures, const Resolution& resolution);

}  // namespace tocsin
