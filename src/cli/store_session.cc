#include "cli/store_session.h"

#include "base/check.h"

namespace tocsin::cli {

Result<World> open(const Session& session) {
  check(session.workshop != nullptr);
  return open_world(*session.workshop, {session.store_dir, session.key_dir}, session.now, session.as_of);
}

Result<Actor> actor(World& world, const Session& session) {
  if (session.as_of)
    return failure(ErrorKind::invalid, "this command records, and nothing can be recorded in the past", "--as-of",
                   "leave --as-of out; a fact has fields for the time it speaks of");
  return actor_named(world, session.actor);
}

Result<Answer> answered(const World& world, json::object json, std::string text, const Words& say, int exit_code) {
  if (world.store->info().simulated) {
    TRY_DO(keep_time(world));
    json["simulated"] = true;
    if (!text.empty()) text = say("simulated.line", {{"now", rfc3339(world.now)}}) + "\n" + text;
  }
  return Answer{std::move(json), std::move(text), exit_code};
}

}  // namespace tocsin::cli
