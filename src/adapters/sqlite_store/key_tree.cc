#include "adapters/sqlite_store/key_tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/bytes.h"
#include "base/check.h"
#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::string_view context = "tocsin/wrapped-key/v1/";
constexpr std::string_view incident_prefix = "incident:", bulk_prefix = "bulk:";

std::string root_path(const std::string& key_dir, const OrganisationId& organisation) { return fmt::format("{}/root-{}.key", key_dir, organisation.text()); }

// A file that only its owner can read, made durable before anything is sealed under it.
Result<void> write_private(const std::string& path, std::string_view text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return failure(ErrorKind::unavailable, fmt::format("the key file cannot be written ({})", std::strerror(errno)), path,
                   "give a folder that you may write with --key-dir");
  const bool ok = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  ::close(fd);
  if (!ok) return failure(ErrorKind::unavailable, "the key file could not be written whole", path, "see whether the disk is full");
  return {};
}

Result<SealKey> read_root(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return failure(ErrorKind::unavailable, "the root key of this store is not here", path,
                   "name the folder that holds it with --key-dir; without it nothing in the store can be read");
  struct stat info{};
  char buffer[128] = {};
  const bool ok = ::fstat(fd, &info) == 0;
  const ssize_t size = ::read(fd, buffer, sizeof buffer);
  ::close(fd);
  if (ok && (info.st_mode & 077) != 0) return failure(ErrorKind::unavailable, "others may read the root key", path, fmt::format("chmod 600 {}", path));
  const auto bytes = size > 0 ? bytes_of_hex(trimmed({buffer, static_cast<std::size_t>(size)})) : Result<std::string>(failure(ErrorKind::invalid, ""));
  if (!bytes || bytes->size() != 32) return failure(ErrorKind::corrupt, "the root key file is damaged", path, "restore it from its back-up");
  return seal_key_of(*bytes);
}

Result<Seed> seed_of(std::string_view bytes) {
  std::array<std::uint8_t, 32> seed{};
  if (bytes.size() != seed.size()) return failure(ErrorKind::corrupt, "the store's own key is damaged");
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(seed.data()));
  return Seed(seed);
}

// Keys without a store are what a broken `init` left, or all that is left of a lost store: kept beside, never overwritten.
Result<void> set_aside(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::exists(path, error)) return {};
  int number = 1;
  while (fs::exists(fmt::format("{}.aside-{}", path, number), error)) ++number;
  for (const char* part : {"-wal", "-shm", ""}) {
    if (!fs::exists(path + part, error)) continue;
    fs::rename(path + part, fmt::format("{}.aside-{}{}", path, number, part), error);
    if (error) return failure(ErrorKind::unavailable, "older keys are in the way and cannot be set aside", path, "give another folder with --store");
  }
  return {};
}

}  // namespace

SealKey fact_key(const SealKey& incident_key, const FactId& fact) { return derived_key(incident_key, "tocsin/fact/v1/" + fact.text()); }

Result<void> KeyTree::put(const std::string& name, const SealKey& under, std::string_view key) {
  TRY(insert, database_.prepare("INSERT INTO wrapped_key(name, sealed) VALUES(?1, ?2)"));
  const std::string sealed = seal(under, std::string(context) + name, key, *random_);
  insert.bind(1, name).bind_blob(2, sealed);
  return insert.run();
}

Result<std::optional<std::string>> KeyTree::get(const std::string& name, const SealKey& under) {
  TRY(select, database_.prepare("SELECT sealed FROM wrapped_key WHERE name = ?1"));
  select.bind(1, name);
  TRY(found, select.step());
  if (!found) return std::optional<std::string>{};
  TRY(key, unseal(under, std::string(context) + name, select.view(0)));
  return std::optional(key);
}

Result<KeyTree> KeyTree::create(const std::string& dir, const std::string& key_dir, const OrganisationId& organisation, Random& random) {
  std::error_code error;
  std::filesystem::create_directories(key_dir, error);
  if (error) return failure(ErrorKind::unavailable, "the folder for keys cannot be made", key_dir, "give a folder that you may write with --key-dir");
  ::chmod(key_dir.c_str(), 0700);
  const SealKey root = new_seal_key(random);
  TRY_DO(write_private(root_path(key_dir, organisation), hex(bytes_of(root)) + "\n"));
  TRY_DO(set_aside(dir + "/keys.db"));
  TRY(database, sqlite::Database::open(dir + "/keys.db", true));
  KeyTree tree(std::move(database), random);
  TRY_DO(tree.database_.execute("CREATE TABLE wrapped_key(name TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID"));
  tree.organisation_key_ = new_seal_key(random);
  TRY_DO(tree.put("organisation", root, bytes_of(tree.organisation_key_)));
  TRY(own, seed_of(random.bytes(32)));
  tree.own_key_ = own;
  TRY_DO(tree.put("own", tree.organisation_key_, {reinterpret_cast<const char*>(own.reveal().data()), 32}));
  return tree;
}

Result<KeyTree> KeyTree::open(const std::string& dir, const std::string& key_dir, const OrganisationId& organisation, Random& random) {
  TRY(root, read_root(root_path(key_dir, organisation)));
  TRY(database, sqlite::Database::open(dir + "/keys.db", false));
  KeyTree tree(std::move(database), random);
  const auto missing = [&] { return failure(ErrorKind::corrupt, "the store's keys are missing", dir + "/keys.db", "restore keys.db from its back-up"); };
  TRY(organisation_key, tree.get("organisation", root));
  if (!organisation_key) return missing();
  TRY(key, seal_key_of(*organisation_key));
  tree.organisation_key_ = key;
  TRY(own_bytes, tree.get("own", tree.organisation_key_));
  if (!own_bytes) return missing();
  TRY(own, seed_of(*own_bytes));
  tree.own_key_ = own;
  return tree;
}

Result<SealKey> KeyTree::incident_key(const IncidentId& incident, bool make) {
  if (const auto known = incident_keys_.find(incident); known != incident_keys_.end()) return known->second;
  const std::string name = std::string(incident_prefix) + incident.text();
  TRY(stored, get(name, organisation_key_));
  if (stored) {
    TRY(key, seal_key_of(*stored));
    incident_keys_.emplace(incident, key);
    return key;
  }
  if (!make) return failure(ErrorKind::not_found, "the key of this incident was destroyed; its content can no longer be read", incident.text());
  const SealKey key = new_seal_key(*random_);
  TRY_DO(put(name, organisation_key_, bytes_of(key)));
  incident_keys_.emplace(incident, key);
  return key;
}

Result<void> KeyTree::make_incident_keys(const std::vector<IncidentId>& incidents) {
  if (incidents.empty()) return {};
  TRY_DO(database_.execute("BEGIN IMMEDIATE"));
  for (const IncidentId& incident : incidents)
    if (const auto key = incident_key(incident, true); !key) {
      incident_keys_.clear();  // what was made is rolled back
      TRY_DO(database_.execute("ROLLBACK"));
      return std::unexpected(key.error());
    }
  return database_.execute("COMMIT");
}

Result<void> KeyTree::load_all() {
  TRY(select, database_.prepare("SELECT name, sealed FROM wrapped_key WHERE name >= 'incident:' AND name < 'incident;'"));
  for (;;) {
    TRY(row, select.step());
    if (!row) return {};
    const std::string name = select.text(0);
    TRY(bytes, unseal(organisation_key_, std::string(context) + name, select.view(1)));
    TRY(key, seal_key_of(bytes));
    TRY(incident, IncidentId::of(name.substr(incident_prefix.size())));
    incident_keys_.emplace(incident, key);
  }
}

Result<SealKey> KeyTree::bulk_key(const IncidentId& incident, bool make) {
  TRY(above, incident_key(incident, false));
  const std::string name = std::string(bulk_prefix) + incident.text();
  TRY(stored, get(name, above));
  if (stored) return seal_key_of(*stored);
  if (!make)
    return failure(ErrorKind::not_found, "the key of this incident's tables is not here: none were sealed, or it was destroyed", incident.text(),
                   "what its tables held can no longer be read; `tocsin fact list` says whether it was destroyed, and why");
  const SealKey key = new_seal_key(*random_);
  TRY_DO(put(name, above, bytes_of(key)));
  return key;
}

Result<void> KeyTree::destroy_bulk_key(const IncidentId& incident) {
  TRY(remove, database_.prepare("DELETE FROM wrapped_key WHERE name = ?1"));
  remove.bind(1, std::string(bulk_prefix) + incident.text());
  TRY_DO(remove.run());
  return database_.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace tocsin
