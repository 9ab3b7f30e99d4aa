// Households of three countries as insurers know them: the insured, partners, children, and what they share.
//
// Pure.   Household n of a seed is always the same, however many there are.
// Holds:  what makes it hard to tell people apart is in here on purpose: twins, a father and a son of one name, dependants
//         under the main insured's number, one box, phone and account for a family, namesakes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "make_leak/people.h"

namespace tocsin::make_leak {

struct Somebody : Person {
  Country country = Country::fr;
  std::string own_number;     // NIR, KVNR or BSN; a French child has none of its own before sixteen
  std::string under_number;   // of the one they are insured with; empty: nobody
  std::string other_parent;   // a child may stand under either
  std::string partner_number; // what is copied by mistake
  std::string married_name;   // or the one before; empty: never changed
  std::string email, phone, iban;
};

struct Family {
  std::uint64_t index = 0;
  Country country = Country::fr;
  std::vector<Somebody> people;
  std::string street, door;
  Town town;
};

std::size_t family_size(std::uint64_t seed, std::uint64_t index);
// People's ids are 8 x index + 1 and on. REQUIRES: size_max > 0
Family family(std::uint64_t seed, std::uint64_t index, std::size_t size_max);

std::string slip(Country country, const std::string& given, Random& random);  // a short form, where there is one

// Numbers with right check digits, one for each serial below 44 million (NIR: 94 million).
std::string nir_number(bool female, const Date& born, std::uint64_t serial);
std::string kvnr_number(std::uint64_t serial);
std::string bsn_number(std::uint64_t serial);
std::string iban_number(Country country, std::uint64_t account);

}  // namespace tocsin::make_leak
