// Households of invented people, one after the other, from a seed.
//
// Pure.   Household n of a seed is always the same; nothing is kept, so 33 million people need no memory.
// Holds:  the French number of a household is unique: its last six digits and department are a permutation of n.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "make_leak/names.h"

namespace tocsin::make_leak {

struct Date {
  int year = 0, month = 0, day = 0;
};
std::string slashed(const Date& date);  // 23/04/1985
std::string dotted(const Date& date);   // 23.04.1985
std::string dashed(const Date& date);   // 23-04-1985

struct Person {
  std::uint64_t id = 0;   // from 1
  std::string family, given;
  bool female = false;
  Date born;
  bool dependant = false;
  int rank = 1;           // of birth among those under one number born on one day: twins are 1 and 2
};

struct Household {
  std::uint64_t index = 0;
  std::string nir;        // of the main insured, with its key
  std::vector<Person> people;  // the main insured first
  std::string address;
  Town town;
  bool twins = false;
};

// REQUIRES: size_max > 0
Household household(std::uint64_t seed, std::uint64_t index, std::uint64_t first_id, std::size_t size_max);

Date birth_date(Random& random, int from_year, int to_year);

}  // namespace tocsin::make_leak
