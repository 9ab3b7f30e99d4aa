#include "app/world.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::string_view simulated_now = "simulated_now";

std::string person_key_path(const World& world, const PersonId& id) { return fmt::format("{}/person-{}.key", world.key_dir, id.text()); }

Result<Instant> time_of(Workshop& workshop, Store& store, std::optional<Instant> wanted) {
  if (!store.info().simulated) {
    if (wanted)
      return failure(ErrorKind::invalid, "this is a real store; its time is the machine's", "--now",
                     "leave out --now, or try it on a store made with `init --simulated`");
    return workshop.now();
  }
  TRY(text, store.setting(simulated_now));
  TRY(head, store.register_head());
  Instant last = head.last_recorded.value_or(Instant{});
  if (text) {
    TRY(instant, instant_of(*text));
    last = std::max(last, instant);
  }
  if (wanted && *wanted < last)
    return failure(ErrorKind::invalid, "the time of a simulated store may not go back", "--now", fmt::format("the store stands at {}", rfc3339(last)));
  return wanted.value_or(last);
}

}  // namespace

Result<void> named(std::string_view name, std::string_view where) {
  constexpr std::size_t name_max = 200;
  if (trimmed(name).empty()) return failure(ErrorKind::invalid, "the name is empty", std::string(where), "give it a name");
  if (!is_plain_line(name))
    return failure(ErrorKind::invalid, "the name is not UTF-8, or has control characters in it", std::string(where), "write it in one line of plain text");
  if (count_code_points(name) > name_max)
    return failure(ErrorKind::invalid, fmt::format("the name is longer than {} characters", name_max), std::string(where), "shorten it");
  return {};
}

Result<World> open_world(Workshop& workshop, const StoreFolders& folders, std::optional<Instant> wanted_now, std::optional<Instant> as_of) {
  TRY(store, workshop.open_store(folders.store_dir, folders.key_dir));
  TRY(now, time_of(workshop, *store, wanted_now));
  return World{workshop, std::move(store), folders.store_dir, folders.key_dir, now, as_of};
}

Result<void> keep_time(const World& world) { return world.store->set_setting(simulated_now, rfc3339_micros(world.now)); }

Actor the_store_itself(const World& world) { return {PersonId{}, "the store itself", StaffRole::admin, world.store->own_key()}; }

Result<Actor> actor_named(World& world, const std::optional<std::string>& name) {
  if (!name || name->empty())
    return failure(ErrorKind::invalid, "it must be known who does this", "--actor",
                   "give --actor NAME or set TOCSIN_ACTOR; `tocsin person add` makes a person");
  TRY(staff, world.store->staff());
  const auto person = std::find_if(staff.begin(), staff.end(), [&](const Staff& one) { return one.name == *name; });
  if (person == staff.end()) return failure(ErrorKind::invalid, "this store knows no person of that name", "--actor", "`tocsin person list` shows the persons");
  const std::string path = person_key_path(world, person->id);
  auto text = world.workshop.files().read(path, 256);
  if (!text)
    return failure(ErrorKind::refused, "the private key of this person is not here", path,
                   "name the folder that holds it with --key-dir; nobody can sign for somebody else");
  const auto bytes = bytes_of_hex(trimmed(*text));
  if (!bytes || bytes->size() != 32) return failure(ErrorKind::corrupt, "the key file is damaged", path, "restore it from its back-up");
  std::array<std::uint8_t, 32> seed{};
  std::copy(bytes->begin(), bytes->end(), reinterpret_cast<char*>(seed.data()));
  Actor actor{person->id, person->name, person->role, Seed(seed)};
  if (public_key_of(actor.key) != person->key)
    return failure(ErrorKind::refused, "the key is not the one this store knows for the person", path,
                   "name the folder that holds the right one with --key-dir");
  return actor;
}

Result<Incident> incident_named(World& world, const std::string& id_or_prefix) {
  TRY(heads, world.store->incidents());
  std::vector<IncidentId> fitting;
  for (const IncidentHead& head : heads)
    if (!id_or_prefix.empty() && head.id.text().starts_with(lower_ascii(id_or_prefix))) fitting.push_back(head.id);
  if (fitting.empty())
    return failure(ErrorKind::not_found, "there is no such incident in this store", id_or_prefix, "`tocsin incident list` shows the incidents");
  if (fitting.size() > 1) return failure(ErrorKind::invalid, "several incidents begin like this", id_or_prefix, "give more digits of the id");
  TRY(incident, world.store->incident(fitting.front()));
  return world.as_of ? incident_as_of(incident, *world.as_of) : std::move(incident);
}

}  // namespace tocsin
