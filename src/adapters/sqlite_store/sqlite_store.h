// The store of one organisation in one folder: facts, register, outbox in SQLite, sealed under a key tree.
//
// Way:    app/ -> ports/store -> [here] -> DIR/store.db, DIR/keys.db
// Acts:   on the folder; holds DIR/lock while open, so that one process owns the store
// Holds:  WAL with synchronous=FULL: an acknowledged append survives a power cut.
// Errors: a missing store is not_found, a store of a newer version invalid, a folder that cannot be used or a
//         store in use unavailable, a damaged file corrupt.
// See:    docs/formats/store.md, ports/store_contract.h (the tests every store passes)

#pragma once

#include <memory>
#include <string>

#include "base/random.h"
#include "ports/store.h"

namespace tocsin {

struct StorePlace {
  std::string dir;
  std::string key_dir;
};

// `info.vkey` is filled in: origin + the new signing key.
struct NewStore {
  StoreInfo info;
  Instant now;
};

Result<std::unique_ptr<Store>> create_sqlite_store(const StorePlace& place, const NewStore& wanted, Random& random);
Result<std::unique_ptr<Store>> open_sqlite_store(const StorePlace& place, Random& random);

}  // namespace tocsin
