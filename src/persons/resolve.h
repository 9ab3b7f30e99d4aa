// Which records are the same human: exact keys, and the rules by which a shared number is not enough.
//
// Way:    identity -> [here] -> person of each record -> counts, notices
// Holds:  the answer depends on nothing but the rows; person numbers follow the first record of each person.
//         Twins (one birth date, one surname, one main number, two given names) stay two.
//
// Two records are the same person
//   own      if they share a number of their own, unless given name and birth date both contradict it;
//   birth    if they share any number and the birth date, and the given names agree;
//   given    if they share any number and the given name, and the birth dates nearly agree; where a birth date is
//            not known, the surnames must be the same too;
//   name     if surname, given name and birth date are all the same and no own number contradicts it. A shared number
//            that is its bearer's own in a row (a NIR with the row's month of birth) contradicts like an own one.
// "Agree" where one of the two is not known: only if all records that know it say the same; a record without a
// given name between two twins belongs to neither.
//
// A number that many different people carry (a placeholder, a hotline) names nobody and is ignored.

#pragma once

#include <cstdint>
#include <vector>

#include "persons/identity.h"

namespace tocsin {

// Different people (given name and birth date) one number may have.
inline constexpr std::size_t people_per_own_number_max = 20;
inline constexpr std::size_t people_per_shared_number_max = 400;

struct Resolution {
  std::vector<std::uint32_t> person_of;  // per record; persons count from 0 in the order of their first record
  std::uint32_t persons = 0;
  std::uint64_t numbers_ignored = 0;     // carried by too many different people
};

Resolution resolve(const IdentityTable& table);

}  // namespace tocsin
