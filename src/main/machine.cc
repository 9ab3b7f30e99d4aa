#include "main/machine.h"

#include "adapters/sqlite_store/sqlite_store.h"

namespace tocsin {

Result<std::unique_ptr<Store>> Machine::open_store(const std::string& dir, const std::string& key_dir) {
  return open_sqlite_store({dir, key_dir, {}}, random_);
}

Result<std::unique_ptr<Store>> Machine::create_store(const std::string& dir, const std::string& key_dir, const StoreInfo& info) {
  return create_sqlite_store({dir, key_dir, {}}, {info, now()}, random_);
}

}  // namespace tocsin
