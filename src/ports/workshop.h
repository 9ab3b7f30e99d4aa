// Everything of the outside world that a use case may ask for; built once, in main.
//
// Way:    main -> [here] -> cli/, api/ -> app/
// Holds:  what it hands out lives as long as it does, unless it is handed over as unique_ptr.

#pragma once

#include <memory>
#include <string>

#include "base/instant.h"
#include "base/random.h"
#include "ports/file_reader.h"
#include "ports/files.h"
#include "ports/store.h"
#include "ports/table_engine.h"

namespace tocsin {

class Workshop {
 public:
  virtual ~Workshop() = default;
  virtual Instant now() = 0;  // the machine's clock; real stores only
  virtual Random& random() = 0;
  virtual Files& files() = 0;
  virtual std::unique_ptr<FileReader> file_reader() = 0;  // strangers' files, at arm's length
  virtual Result<std::unique_ptr<TableEngine>> open_tables(const std::string& folder, std::uint64_t memory_bytes) = 0;
  virtual Result<std::unique_ptr<Store>> open_store(const std::string& dir, const std::string& key_dir) = 0;
  virtual Result<std::unique_ptr<Store>> create_store(const std::string& dir, const std::string& key_dir, const StoreInfo& info) = 0;
};

}  // namespace tocsin
