#include "app/setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "app/record.h"
#include "identifiers/countries.h"

namespace tocsin {
namespace {

bool is_country(std::string_view text) { return text.size() == 2 && !identifiers::country_of(text).empty(); }

// A C2SP log origin: a schema-less URL, no blanks, no plus.
bool is_origin(std::string_view text) {
  return !text.empty() && text.size() <= 200 && text.find('/') != std::string_view::npos && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '/' || c == '-' || c == '_';
  });
}

std::string vkey_path(const StoreFolders& folders) { return folders.store_dir + "/register.vkey"; }

// A store that an earlier `init` made but did not finish, if it is the one that is wanted now.
Result<std::unique_ptr<Store>> unfinished_store(Workshop& workshop, const StoreFolders& folders, const NewOrganisation& wanted, const Error& why_not_new) {
  if (why_not_new.kind != ErrorKind::conflict || workshop.files().exists(vkey_path(folders))) return std::unexpected(why_not_new);
  TRY(store, workshop.open_store(folders.store_dir, folders.key_dir));
  const StoreInfo& info = store->info();
  if (info.name != wanted.name || info.country != wanted.country || info.origin != wanted.origin || info.simulated != wanted.simulated)
    return std::unexpected(why_not_new);
  return store;
}

}  // namespace

Result<World> make_store(Workshop& workshop, const StoreFolders& folders, const NewOrganisation& wanted) {
  TRY_DO(named(wanted.name, "--organisation"));
  if (!is_country(wanted.country)) return failure(ErrorKind::invalid, "a country is two capital letters of ISO 3166-1", "--country", "for example FR or LU");
  if (!is_origin(wanted.origin))
    return failure(ErrorKind::invalid, "that is no origin of a register", "--origin", "give a name that you control, for example register.example.eu/art33");
  if (wanted.now && !wanted.simulated)
    return failure(ErrorKind::invalid, "only a simulated store can begin at another time", "--now", "add --simulated, or leave out --now");
  StoreInfo info;
  info.organisation = OrganisationId::of_bytes(workshop.random().bytes(16));
  info.name = wanted.name;
  info.country = wanted.country;
  info.origin = wanted.origin;
  info.simulated = wanted.simulated;
  auto made = workshop.create_store(folders.store_dir, folders.key_dir, info);
  if (!made) made = unfinished_store(workshop, folders, wanted, made.error());
  TRY(store, std::move(made));
  World world{workshop, std::move(store), folders.store_dir, folders.key_dir, wanted.now.value_or(workshop.now()), {}};
  if (wanted.simulated) TRY_DO(keep_time(world));
  TRY(head, world.store->register_head());
  if (head.size == 0) TRY_DO(open_log(world));
  TRY_DO(workshop.files().write(vkey_path(folders), world.store->info().vkey + "\n"));
  return world;
}

Result<Staff> add_person(World& world, const std::string& name, StaffRole role) {
  TRY_DO(named(name, "person add: name"));
  std::array<std::uint8_t, 32> bytes{};
  world.workshop.random().fill(bytes);
  const Seed seed(bytes);
  Staff person{PersonId::of_bytes(world.workshop.random().bytes(16)), name, role, public_key_of(seed), world.now};
  TRY(known, world.store->staff());
  for (const Staff& other : known)
    if (other.name == name)
      return failure(ErrorKind::conflict, "there is already a person of that name", "person add", "choose a name that tells the two apart");
  // The key first: a person without a key could never sign; a key without a person is harmless.
  const std::string text = hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size())) + "\n";
  TRY_DO(world.workshop.files().write_private(fmt::format("{}/person-{}.key", world.key_dir, person.id.text()), text));
  TRY_DO(world.store->add_staff(person));
  return person;
}

}  // namespace tocsin
