// Which kinds of identifier a value can be, whether its check digits are right, and its one normal form.
//
// Way:    values of a stranger's file -> [here] -> exposures/columns, records/, the command `identify`
// Pure.   `match` allocates nothing and is meant for millions of values. Nothing here keeps or prints a value.
// Holds:  a single right check digit proves nothing (a random 9-digit number is a right BSN in 9 of 100 cases):
//         decide by column, see KindFacts::random_pass_rate.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identifiers/embedded.h"
#include "identifiers/kind.h"
#include "identifiers/reading.h"
#include "identifiers/value.h"

namespace tocsin::identifiers {

struct Match {
  Kind kind;
  bool valid = false;          // check digits right; the form alone where `check` is shape
  Check check = Check::digit;  // may be weaker than the kind's: a NIR without key, a European VIN
  std::string_view country;    // of the kind, or named by the value (IBAN, BIC, EHIC); empty where there is none
  Embedded embedded;           // what the number says about birth date and sex
};

// Empty where the form does not fit.
std::optional<Match> match(Kind kind, const Value& value, const Reading& reading = {});

// Every kind whose form fits, in the order of the list; with a country only its kinds and those without one.
std::vector<Match> kinds_of(std::string_view value, const Reading& reading = {});

// Both in one go, for millions of values: nothing is allocated while `normal` keeps its memory. `normal` is empty
// where the form does not fit, and for a national telephone number without a country.
std::optional<Match> match(Kind kind, const Value& value, const Reading& reading, std::string& normal);

// One text for all ways to write the same. Empty where the form does not fit, and for a national telephone
// number without a country.
std::optional<std::string> normal_form(Kind kind, std::string_view value, const Reading& reading = {});

}  // namespace tocsin::identifiers
