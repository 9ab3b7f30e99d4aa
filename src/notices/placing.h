// To whom a person's notice goes, and whether it may leave with the others at all.
//
// Way:    member file (flags) -> [here] -> app/notice_plan: addressee, stratum, or the reason to hold
// Law:    Art. 34(1); for minors Art. 8 and national law of parental authority; recital 27 (the dead)
// Pure.
// Holds:  flags win over everything else, in the order of Circle. A minor's exposure never goes to an address that is
//         not known as the guardian's. The insured is never told that somebody is insured through them: an adult
//         dependant has a letter of their own, in their own name. A protected address is never in a bulk file.

#pragma once

#include <string_view>

#include "notices/notice.h"

namespace tocsin {

struct PersonStanding {
  bool deceased = false;
  bool protected_address = false;  // by order of an authority
  bool guardianship = false;       // an adult for whom somebody acts by order of a court
  bool minor = false;
  bool guardian_named = false;     // the member file says who acts for them, and where
  bool through_insured = false;    // known only as insured through another
  bool former_customer = false;
};

// The stratum, most binding first.
enum class Circle { deceased, protected_address, minor, guardianship, dependant, former_customer, ordinary };
std::string_view name_of(Circle circle);

// Who reads it: the person; the guardian that the file names; the insured parent of a minor.
enum class Reader { person, named_guardian, insured };

struct Placing {
  Circle circle = Circle::ordinary;
  Addressed addressed = Addressed::person;
  Reader reader = Reader::person;
  std::string_view held;  // reason; empty: may leave
};
// `insured_is_guardian`: whether a minor's letter goes to the person through whom the minor is insured.
Placing placing_of(const PersonStanding& person, bool insured_is_guardian = true);

}  // namespace tocsin
