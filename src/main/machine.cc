#include "main/machine.h"

#include "adapters/duckdb_tables/duckdb_tables.h"
#include "adapters/parse_child/parse_child.h"
#include "adapters/sqlite_store/sqlite_store.h"

namespace tocsin {

std::unique_ptr<FileReader> Machine::file_reader() { return std::make_unique<ParseChild>(self_); }

Result<std::unique_ptr<TableEngine>> Machine::open_tables(const std::string& folder, std::uint64_t memory_bytes) {
  return open_duckdb_tables({.folder = folder, .memory_bytes = memory_bytes});
}

Result<std::unique_ptr<Store>> Machine::open_store(const std::string& dir, const std::string& key_dir) {
  return open_sqlite_store({dir, key_dir, {}}, random_);
}

Result<std::unique_ptr<Store>> Machine::create_store(const std::string& dir, const std::string& key_dir, const StoreInfo& info) {
  return create_sqlite_store({dir, key_dir, {}}, {info, now()}, random_);
}

}  // namespace tocsin
