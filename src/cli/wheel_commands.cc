// tick, config.
#include <fmt/format.h>

#include "app/tick.h"
#include "cli/commands.h"
#include "cli/store_session.h"

namespace tocsin::cli {
namespace {

Result<Answer> tick_once(const Arguments&, Session& session) {
  const Words& say = session.say;
  TRY(world, open(session));
  TRY(config, config_of(world));
  TRY(law, Law::shipped());
  TRY(done, turn(world, law, config, say));
  return answered(world, {{"looked_at", done.looked_at}, {"reminders", done.reminders}, {"orders", done.orders}, {"put_off", done.put_off}},
                  say("tick.done", {{"incidents", say("tick.incidents", {{"count", done.looked_at}})},
                                    {"duties", say("tick.duties", {{"count", done.reminders}})},
                                    {"mails", say("tick.mails", {{"count", done.orders}})}}) +
                      '\n',
                  session.say);
}

Result<Answer> show_config(const Arguments&, Session& session) {
  // Also useful before there is a store: then the defaults are shown.
  Config config = Config::standard();
  const std::string path = session.store_dir + "/tocsin.toml";
  if (session.workshop->files().exists(path)) {
    TRY(text, session.workshop->files().read(path, 1U << 20));
    TRY(read, Config::of(text, path));
    config = read;
  }
  json::array keys;
  std::string text = fmt::format("# {}\n", path);
  std::string section;
  for (const ConfigKey& key : config_keys()) {
    const json::value value = config.value(key.name);
    const std::string says = session.say("config_key." + std::string(key.name));
    keys.push_back({{"key", key.name}, {"value", value}, {"set", config.is_set(key.name)}, {"says", says}});
    const std::string_view head = key.name.substr(0, key.name.find('.'));
    if (head != section) {
      section = head;
      text += fmt::format("\n[{}]\n", section);
    }
    text += fmt::format("# {}\n{}{} = {}\n", says, config.is_set(key.name) ? "" : "# ", key.name.substr(head.size() + 1),
                        value.is_null() ? "\"\"" : print_line(value));
  }
  return Answer{json::object{{"file", path}, {"keys", keys}}, text};
}

}  // namespace

Result<Config> config_of(World& world) {
  const std::string path = world.store_dir + "/tocsin.toml";
  if (!world.workshop.files().exists(path)) return Config::standard();
  TRY(text, world.workshop.files().read(path, 1U << 20));
  return Config::of(text, path);
}

CommandSpec tick_command() { return {"tick", {}, tick_once}; }
CommandSpec config_command() { return {"config", {}, show_config}; }

}  // namespace tocsin::cli
