#include "cli/store_session.h"

#include "base/check.h"

namespace tocsin::cli {

Result<World> open(const Session& session) {
  check(session.workshop != nullptr);
  return open_world(*session.workshop, {session.store_dir, session.key_dir}, session.now, session.as_of);
}

Result<Actor> actor(World& world, const Session& session) { return actor_named(world, session.actor); }

Answer answered(const World& world, json::object json, std::string text, int exit_code) {
  if (world.store->info().simulated) {
    json["simulated"] = true;
    if (!text.empty()) text = "SIMULATED, " + rfc3339(world.now) + "\n" + text;
  }
  return {std::move(json), std::move(text), exit_code};
}

}  // namespace tocsin::cli
