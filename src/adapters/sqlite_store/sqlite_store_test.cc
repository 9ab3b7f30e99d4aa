#include "adapters/sqlite_store/sqlite_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/sqlite/sqlite.h"
#include "ports/store_contract.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "tocsin-store-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  StorePlace place() const { return {path_ + "/store", path_ + "/keys"}; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

NewStore new_store() {
  NewStore wanted;
  wanted.info.organisation = OrganisationId::of_bytes(std::string(16, 'g'));
  wanted.info.name = "Mutuelle Exemple";
  wanted.info.country = "FR";
  wanted.info.origin = "register.example.eu/art33";
  wanted.info.simulated = true;
  wanted.now = at("2026-11-20T08:00:00Z");
  return wanted;
}

std::string whole_folder(const fs::path& folder) {
  std::string all;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    std::ifstream in(file.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    all += bytes.str();
  }
  return all;
}

class SqliteHouse final : public contract::House {
 public:
  SqliteHouse() : store_(create_sqlite_store(folder_.place(), new_store(), random_).value()) {}
  Store& store() override { return *store_; }
  void crash() override {
    store_.reset();
    store_ = open_sqlite_store(folder_.place(), random_).value();
  }

 private:
  Folder folder_;
  SeededRandom random_{7};
  std::unique_ptr<Store> store_;
};

}  // namespace

namespace contract {

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values([]() -> std::unique_ptr<House> { return std::make_unique<SqliteHouse>(); }));

TEST(SqliteStore, ItsSigningKeyAndNameComeBack) {
  Folder folder;
  SeededRandom random(7);
  auto first = create_sqlite_store(folder.place(), new_store(), random).value();
  const StoreInfo info = first->info();
  const PublicKey key = public_key_of(first->own_key());
  EXPECT_TRUE(info.vkey.starts_with("register.example.eu/art33+"));
  first.reset();
  const auto again = open_sqlite_store(folder.place(), random).value();
  EXPECT_EQ(again->info().vkey, info.vkey);
  EXPECT_EQ(again->info().name, "Mutuelle Exemple");
  EXPECT_TRUE(again->info().simulated);
  EXPECT_EQ(public_key_of(again->own_key()), key);
}

TEST(SqliteStore, TwoProgramsOnOneStoreAreToldApart) {
  Folder folder;
  SeededRandom random(7);
  const auto first = create_sqlite_store(folder.place(), new_store(), random).value();
  const auto second = open_sqlite_store(folder.place(), random);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(second.error().where, folder.place().dir);
}

TEST(SqliteStore, NoStoreWrongKeyNewerVersionDamagedFile) {
  Folder folder;
  SeededRandom random(7);
  EXPECT_EQ(open_sqlite_store(folder.place(), random).error().kind, ErrorKind::not_found);
  create_sqlite_store(folder.place(), new_store(), random).value().reset();
  EXPECT_EQ(create_sqlite_store(folder.place(), new_store(), random).error().kind, ErrorKind::conflict);

  StorePlace elsewhere = folder.place();
  elsewhere.key_dir = folder.path() + "/nowhere";
  EXPECT_EQ(open_sqlite_store(elsewhere, random).error().kind, ErrorKind::unavailable);

  {
    auto database = sqlite::Database::open(folder.place().dir + "/store.db", false).value();
    ASSERT_TRUE(database.execute("UPDATE meta SET value = '2' WHERE name = 'schema'"));
  }
  const auto newer = open_sqlite_store(folder.place(), random);
  EXPECT_EQ(newer.error().kind, ErrorKind::invalid);
  EXPECT_NE(newer.error().what.find("version 2"), std::string::npos);
  {
    auto database = sqlite::Database::open(folder.place().dir + "/store.db", false).value();
    ASSERT_TRUE(database.execute("UPDATE meta SET value = '1' WHERE name = 'schema'"));
  }

  const std::string file = folder.place().dir + "/store.db";
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << std::string(4096, 'x');
  EXPECT_EQ(open_sqlite_store(folder.place(), random).error().kind, ErrorKind::corrupt);
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  EXPECT_TRUE(open_sqlite_store(folder.place(), random));
}

TEST(SqliteStore, EmptyOrCutFilesAreSaidToBeDamaged) {
  Folder folder;
  SeededRandom random(7);
  create_sqlite_store(folder.place(), new_store(), random).value().reset();
  for (const char* name : {"/store.db", "/keys.db"}) {
    const std::string file = folder.place().dir + name;
    const std::string kept = folder.path() + "/kept";
    fs::copy_file(file, kept, fs::copy_options::overwrite_existing);
    for (const std::uintmax_t size : {std::uintmax_t{0}, std::uintmax_t{1}, std::uintmax_t{100}, std::uintmax_t{4096}, fs::file_size(file) / 2}) {
      fs::resize_file(file, size);
      const auto cut = open_sqlite_store(folder.place(), random);
      ASSERT_FALSE(cut) << name << ' ' << size;
      EXPECT_EQ(cut.error().kind, ErrorKind::corrupt) << name << ' ' << size << ": " << cut.error().what;
      EXPECT_EQ(cut.error().where, file);
      EXPECT_FALSE(cut.error().remedy.empty());
      fs::copy_file(kept, file, fs::copy_options::overwrite_existing);
    }
    EXPECT_TRUE(open_sqlite_store(folder.place(), random));
  }
}

TEST(SqliteStore, NobodyElseCanReadItsFiles) {
  Folder folder;
  SeededRandom random(7);
  const mode_t before = ::umask(0);
  const auto store = create_sqlite_store(folder.place(), new_store(), random).value();
  ASSERT_TRUE(store->set_setting("profile", "x"));  // its side files are there
  ::umask(before);
  const fs::perms others = fs::perms::group_all | fs::perms::others_all;
  std::size_t files = 0;
  for (const std::string& dir : {folder.place().dir, folder.place().key_dir}) {
    EXPECT_EQ(fs::status(dir).permissions() & others, fs::perms::none) << dir;
    for (const auto& file : fs::directory_iterator(dir)) {
      EXPECT_EQ(file.status().permissions() & others, fs::perms::none) << file.path();
      ++files;
    }
  }
  EXPECT_GE(files, 6U);
}

TEST(SqliteStore, WhatWasSaidLiesNowhereInClear) {
  Folder folder;
  SeededRandom random(7);
  auto store = create_sqlite_store(folder.place(), new_store(), random).value();
  Append open;
  IncidentHead head;
  head.id = IncidentId::of_bytes(std::string(16, 'i'));
  head.title = "canary-title";
  open.open = head;
  open.incident = head.id;
  Order order;
  order.id = OrderId::of_bytes(std::string(16, 'o'));
  order.incident = head.id;
  order.body = "canary-order";
  open.orders = {order};
  Fact fact;
  fact.incident = head.id;
  fact.seq = 1;
  fact.body = fact::BreachDescribed{.text = "canary-fact"};
  fact.basis = "canary-basis";
  open.facts = {fact};
  ASSERT_TRUE(store->append(open));
  ASSERT_TRUE(store->set_setting("profile", "canary-setting"));
  Staff staff;
  staff.name = "canary-person";
  ASSERT_TRUE(store->add_staff(staff));
  store.reset();
  EXPECT_EQ(whole_folder(folder.path()).find("canary"), std::string::npos);
}

}  // namespace contract
}  // namespace tocsin
