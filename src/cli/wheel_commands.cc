// tick, config.
#include <fmt/format.h>

#include "app/tick.h"
#include "cli/commands.h"
#include "cli/store_session.h"

namespace tocsin::cli {
namespace {

Result<Answer> tick_once(const Arguments&, Session& session) {
  TRY(world, open(session));
  TRY(config, config_of(world));
  TRY(law, Law::shipped());
  TRY(done, turn(world, law, config));
  return answered(world, {{"looked_at", done.looked_at}, {"reminders", done.reminders}, {"orders", done.orders}, {"put_off", done.put_off}},
                  fmt::format("Looked at {} incident{}: {} dut{} newly due or late; {} mail{} in the outbox.\n", done.looked_at, done.looked_at == 1 ? "" : "s",
                              done.reminders, done.reminders == 1 ? "y" : "ies", done.orders, done.orders == 1 ? "" : "s"));
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
    keys.push_back({{"key", key.name}, {"value", value}, {"set", config.is_set(key.name)}, {"says", key.says}});
    const std::string_view head = key.name.substr(0, key.name.find('.'));
    if (head != section) {
      section = head;
      text += fmt::format("\n[{}]\n", section);
    }
    text += fmt::format("# {}\n{}{} = {}\n", key.says, config.is_set(key.name) ? "" : "# ", key.name.substr(head.size() + 1),
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

CommandSpec tick_command() { return {"tick", "one turn of the wheel: what is due by itself is put into the outbox", {}, tick_once}; }
CommandSpec config_command() { return {"config", "every key of the configuration file, explained, with its value", {}, show_config}; }

}  // namespace tocsin::cli
