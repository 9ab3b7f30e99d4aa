// Files and folders of the user's own machine.
//
// Holds:  a written file is there whole or not at all (written beside, synced, renamed).
// Errors: not_found, unavailable (unreadable, unwritable, full); each names the path and what to do.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tocsin {

class Files {
 public:
  virtual ~Files() = default;
  virtual Result<std::string> read(const std::string& path, std::size_t bytes_max) = 0;
  virtual Result<void> write(const std::string& path, std::string_view bytes) = 0;  // makes missing folders
  virtual Result<void> write_private(const std::string& path, std::string_view bytes) = 0;  // 0600; refuses to overwrite
  virtual bool exists(const std::string& path) = 0;
  virtual Result<void> remove_all(const std::string& path) = 0;
};

}  // namespace tocsin
