// What a use case works on: one open store, the time, and the rest of the world behind ports.
//
// Way:    cli/, api/, drills -> [here] -> every file in app/
// Holds:  `now` is fixed for one use case. A simulated store's time never goes back.

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/ed25519.h"
#include "ports/workshop.h"

namespace tocsin {

struct World {
  Workshop& workshop;
  std::unique_ptr<Store> store;
  std::string store_dir;
  std::string key_dir;
  Instant now;
  std::optional<Instant> as_of;  // read as it was known then
};

// Somebody who records: a member of staff with the private key, or the store itself (the wheel).
struct Actor {
  PersonId id;  // none: the store itself
  std::string name;
  StaffRole role = StaffRole::admin;
  Seed key;
};

struct StoreFolders {
  std::string store_dir;
  std::string key_dir;
};

// What organisations, persons and incidents are called: one line that anybody can read. `where` names the place it came from.
Result<void> named(std::string_view name, std::string_view where);

// Opens the store and fixes the time. `wanted_now` is accepted by simulated stores only and may not go back;
// without it a simulated store stands at the last instant kept, or at its newest entry if that is later.
Result<World> open_world(Workshop& workshop, const StoreFolders& folders, std::optional<Instant> wanted_now, std::optional<Instant> as_of = {});

// A simulated store stands at `world.now` from here on; asked for by what succeeded, so that a refusal moves no time.
Result<void> keep_time(const World& world);

// The actor by name: known to the store, key in the key folder. `invalid` where no name is given.
Result<Actor> actor_named(World& world, const std::optional<std::string>& name);
Actor the_store_itself(const World& world);

// An incident by id or by a unique beginning of it; as of `world.as_of`.
Result<Incident> incident_named(World& world, const std::string& id_or_prefix);

}  // namespace tocsin
