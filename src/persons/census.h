// Persons counted: how many, whose data, which kinds, insured and dependants apart.
//
// Way:    person of each record -> [here] -> report, persons.parquet
// Pure.   Counts only; who the persons are stays in the tables. The same counts, whatever the number of threads.

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
  std::uint64_t kinds = 0;
  std::uint32_t records = 0;
  std::uint32_t first_controller = 0, controller_count = 0;  // into Census::controllers
  Standing standing = Standing::unknown;
};

struct Census {
  std::vector<CountedPerson> persons;
  std::vector<std::uint32_t> controllers;  // of one person after the other, ascending; 0 (not known) is left out
  std::uint64_t insured = 0, dependants = 0, undetermined = 0;
  std::uint64_t by_number_only = 0;  // what counting the most frequent number would have said
  std::vector<RecordsAndPersons> by_controller;   // by index; [0]: controller not known
  std::array<RecordsAndPersons, 64> by_kind{};

  std::span<const std::uint32_t> controllers_of(const CountedPerson& person) const {
    return std::span(controllers).subspan(person.first_controller, person.controller_count);
  }
};

// REQUIRES: exposures[i] belongs to table.rows[i].
Census census_of(const IdentityTable& table, std::span<const ExposureRow> exposures, const Resolution& resolution, int threads = 2);

// The number most rows carry, counted as one would in a spreadsheet: its distinct values, and every row without it.
// Known long before the persons are.
std::uint64_t count_by_number(const IdentityTable& table, int threads = 2);

}  // namespace tocsin
