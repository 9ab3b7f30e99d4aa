#include "adapters/sqlite_store/sqlite_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "adapters/sqlite_store/tables.h"
#include "adapters/sqlite_store/transaction.h"
#include "base/digest.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

constexpr std::int64_t schema_version = 1;

Result<std::string> meta(sqlite::Database& database, std::string_view name) {
  TRY(select, database.prepare("SELECT value FROM meta WHERE name = ?1"));
  select.bind(1, name);
  TRY(found, select.step());
  if (!found) return failure(ErrorKind::corrupt, fmt::format("the store does not say its {}", name), "the store");
  return select.text(0);
}

Result<void> set_meta(sqlite::Database& database, std::string_view name, std::string_view value) {
  TRY(insert, database.prepare("INSERT INTO meta(name, value) VALUES(?1, ?2)"));
  insert.bind(1, name).bind(2, value);
  return insert.run();
}

// A renamed file stays renamed only once its folder is on disk.
bool is_synced(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = ::fsync(fd) == 0;
  ::close(fd);
  return synced;
}

// C2SP signed-note: the verifier key of the log.
std::string vkey_of(const std::string& origin, const PublicKey& key) {
  const std::string public_bytes(reinterpret_cast<const char*>(key.data()), key.size());
  const Digest id = sha256_of_parts({origin, "\n", std::string_view("\x01", 1), public_bytes});
  return fmt::format("{}+{}+{}", origin, hex(view_of(id).substr(0, 4)), base64("\x01" + public_bytes));
}

}  // namespace

Result<std::unique_ptr<Store>> create_sqlite_store(const StorePlace& place, const NewStore& wanted, Random& random) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto is_there = [&] { return fs::exists(place.dir + "/store.db", error); };
  const auto taken = [&] { return failure(ErrorKind::conflict, "there is already a store in this folder", place.dir, "give another folder with --store"); };
  if (is_there()) return taken();
  fs::create_directories(place.dir, error);
  if (error) return failure(ErrorKind::unavailable, "the store's folder cannot be made", place.dir, "give a folder that you may write with --store");
  ::chmod(place.dir.c_str(), 0700);
  TRY(lock, FolderLock::take(place.dir));
  if (is_there()) return taken();  // by somebody who was faster
  TRY(keys, KeyTree::create(place.dir, place.key_dir, wanted.info.organisation, random));
  // Made under another name first: a half-made store is never mistaken for one.
  const std::string half = place.dir + "/store.db.new";
  for (const char* part : {"", "-wal", "-shm", "-journal"}) fs::remove(half + part, error);
  StoreInfo info = wanted.info;
  {
    TRY(database, sqlite::Database::open(half, true));
    TRY(transaction, Transaction::begin(database, ""));
    TRY_DO(database.execute(std::string(*resource("src/adapters/sqlite_store/schema.sql"))));
    info.vkey = vkey_of(info.origin, public_key_of(keys.own_key()));
    for (const auto& [name, value] : {std::pair<std::string_view, std::string>{"schema", std::to_string(schema_version)},
                                      {"organisation", info.organisation.text()},
                                      {"name", info.name},
                                      {"country", info.country},
                                      {"origin", info.origin},
                                      {"simulated", info.simulated ? "yes" : "no"},
                                      {"vkey", info.vkey}})
      TRY_DO(set_meta(database, name, value));
    TRY_DO(transaction.keep());
    TRY_DO(database.execute("PRAGMA journal_mode=DELETE"));  // one file, complete, before the rename
  }
  fs::rename(half, place.dir + "/store.db", error);
  if (error || !is_synced(place.dir)) return failure(ErrorKind::unavailable, "the store's file cannot be put in place", place.dir);
  TRY(database, sqlite::Database::open(place.dir + "/store.db", false));
  return std::make_unique<SqliteStore>(std::move(lock), std::move(database), std::move(keys), std::move(info), random);
}

Result<std::unique_ptr<Store>> open_sqlite_store(const StorePlace& place, Random& random) {
  std::error_code error;
  if (!std::filesystem::exists(place.dir + "/store.db", error))
    return failure(ErrorKind::not_found, "there is no store in this folder", place.dir, "make one with `tocsin init`, or name its folder with --store");
  TRY(lock, FolderLock::take(place.dir));
  TRY(database, sqlite::Database::open(place.dir + "/store.db", false));
  TRY(schema, meta(database, "schema"));
  if (schema != std::to_string(schema_version))
    return failure(ErrorKind::invalid, fmt::format("this store has version {}, this Tocsin knows version {}", schema, schema_version), place.dir,
                   "use the newer Tocsin; the store was not changed");
  StoreInfo info;
  TRY(organisation_text, meta(database, "organisation"));
  TRY(organisation, OrganisationId::of(organisation_text));
  TRY(name, meta(database, "name"));
  TRY(country, meta(database, "country"));
  TRY(origin, meta(database, "origin"));
  TRY(simulated, meta(database, "simulated"));
  TRY(vkey, meta(database, "vkey"));
  info = {organisation, name, country, origin, simulated == "yes", vkey};
  TRY(keys, KeyTree::open(place.dir, place.key_dir, organisation, random));
  return std::make_unique<SqliteStore>(std::move(lock), std::move(database), std::move(keys), std::move(info), random);
}

}  // namespace tocsin
