// Opening the store that a command works on, and saying SIMULATED where it is.

#pragma once

#include "app/config.h"
#include "app/world.h"
#include "cli/command.h"

namespace tocsin::cli {

Result<World> open(const Session& session);
// Who records; `invalid` together with --as-of.
Result<Actor> actor(World& world, const Session& session);

// STORE/tocsin.toml, or the defaults.
Result<Config> config_of(World& world);

// What a command that succeeded says. All output of a simulated store says so: a field in the JSON, a line before the
// text; its time stands at `now` from here on.
Result<Answer> answered(const World& world, json::object json, std::string text, const Words& say, int exit_code = 0);

}  // namespace tocsin::cli
