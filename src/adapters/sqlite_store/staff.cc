// Who works with the store, and its small settings.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/sqlite_store/tables.h"

namespace tocsin {
namespace {

std::string setting_context(std::string_view name) { return fmt::format("tocsin/setting/v1/{}", name); }
std::string staff_context(const PersonId& id) { return "tocsin/staff/v1/" + id.text(); }

}  // namespace

Result<std::vector<Staff>> SqliteStore::staff() {
  TRY(select, database_.prepare("SELECT id, role, public_key, added_at, sealed FROM staff ORDER BY added_at, id"));
  std::vector<Staff> all;
  for (;;) {
    TRY(row, select.step());
    if (!row) return all;
    Staff person;
    TRY(id, PersonId::of(select.text(0)));
    person.id = id;
    person.role = staff_role_of(select.text(1)).value_or(StaffRole::handler);
    const std::string key = select.text(2);
    if (key.size() != person.key.size()) return failure(ErrorKind::corrupt, "a person's public key is damaged", "the store");
    std::copy(key.begin(), key.end(), reinterpret_cast<char*>(person.key.data()));
    person.added_at = instant_of_micros(select.number(3));
    TRY(name, unseal(keys_.organisation_key(), staff_context(id), select.view(4)));
    person.name = name;
    all.push_back(std::move(person));
  }
}

Result<void> SqliteStore::add_staff(const Staff& person) {
  TRY(known, staff());
  for (const Staff& other : known)
    if (other.name == person.name)
      return failure(ErrorKind::conflict, "there is already a person of that name", "person add", "choose a name that tells the two apart");
  TRY(insert, database_.prepare("INSERT INTO staff(id, organisation, role, public_key, added_at, sealed) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind(1, person.id.text()).bind(2, info_.organisation.text()).bind(3, name_of(person.role));
  insert.bind_blob(4, {reinterpret_cast<const char*>(person.key.data()), person.key.size()}).bind(5, micros(person.added_at));
  insert.bind_blob(6, seal(keys_.organisation_key(), staff_context(person.id), person.name, *random_));
  return insert.run();
}

Result<std::optional<std::string>> SqliteStore::setting(std::string_view name) {
  TRY(select, database_.prepare("SELECT sealed FROM setting WHERE name = ?1"));
  select.bind(1, name);
  TRY(found, select.step());
  if (!found) return std::optional<std::string>{};
  TRY(value, unseal(keys_.organisation_key(), setting_context(name), select.view(0)));
  return std::optional(value);
}

Result<void> SqliteStore::set_setting(std::string_view name, std::string_view value) {
  TRY(insert, database_.prepare("INSERT INTO setting(name, sealed) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET sealed = excluded.sealed"));
  insert.bind(1, name).bind_blob(2, seal(keys_.organisation_key(), setting_context(name), value, *random_));
  return insert.run();
}

}  // namespace tocsin
