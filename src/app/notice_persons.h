// Who is to be told: one row per person and controller, from the tables that `scope --members` wrote.
//
// Way:    SCOPE/records, SCOPE/reach, opened with the incident's bulk key -> [here] -> notice_plan
// Law:    Art. 34(1): the persons concerned; what was exposed of each, as held by that controller
// Acts:   reads two tables through ports/table_engine.
// Holds:  kinds of data, never values; names and addresses are those of the controller's own member file. The name of
//         somebody insured through another is known from the leak alone, folded; it is written with capitals.
// See:    docs/formats/canonical.md

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/world.h"
#include "documents/postal_address.h"

namespace tocsin {

struct PersonToTell {
  std::string person, controller;
  std::vector<std::string> columns;  // kinds of the columns that held a value of this person
  bool known = false;                // in the member file, alone or through the insured
  bool through_insured = false;
  std::string insured;               // name of the one they are insured through
  std::string guardian;              // name of who acts for them, where the member file says so
  bool minor = false, deceased = false, protected_address = false, guardianship = false, former = false;
  std::string language;              // as the member file has it
  std::string email;                 // the person's own
  PostalAddress address;
};

struct PersonsWanted {
  IncidentId incident;
  std::string scope_dir;
  std::optional<std::string> controller;  // only this one's
  std::string country;                    // of addresses without one
};

// In the order of person and controller, always the same for the same tables.
Result<void> for_each_person(World& world, const PersonsWanted& wanted, const std::function<Result<void>(const PersonToTell&)>& look);

}  // namespace tocsin
