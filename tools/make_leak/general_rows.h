// One person's record as a processor holds it, and how it goes wrong.
//
// Pure.
#pragma once

#include <array>
#include <string>

#include "make_leak/population.h"

namespace tocsin::make_leak {

struct GeneralRow {
  std::array<std::string, 3> number;  // nir, kvnr, bsn
  std::string family, given, email, phone, address, iban, policy, controller;
  Date born;      // year 0: not there
  Town town;
};

// The first record of a person is better than the further ones, which come from elsewhere and from earlier.
GeneralRow general_row(const Somebody& person, const Family& home, int controller, bool first, Random& random);

// As the file writes it: processor a in the French way, processor b in ISO dates and capitals. Ends with the line's end.
void write_general_row(const GeneralRow& row, std::size_t file, Random& random, std::string& out);

}  // namespace tocsin::make_leak
