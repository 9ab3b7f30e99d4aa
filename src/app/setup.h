// Making a store, and the persons who work with it.
//
// Acts:   on the store's folder and the key folder
// Holds:  a private key never enters the store; the store keeps the public one.

#pragma once

#include "app/world.h"

namespace tocsin {

struct NewOrganisation {
  std::string name;
  std::string country;  // two capital letters
  std::string origin;   // host/art33
  bool simulated = false;
  std::optional<Instant> now;  // simulated only
};

Result<World> make_store(Workshop& workshop, const StoreFolders& folders, const NewOrganisation& wanted);

// Makes the person's key in the key folder. `conflict`: the name is taken.
Result<Staff> add_person(World& world, const std::string& name, StaffRole role);

}  // namespace tocsin
