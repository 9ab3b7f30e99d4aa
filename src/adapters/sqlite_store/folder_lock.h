// One process owns a store: an exclusive lock on DIR/lock, given back when the process ends, however it ends.

#pragma once

#include <string>

#include "base/result.h"

namespace tocsin {

class FolderLock {
 public:
  // Waits a moment for another command to finish, then says that the store is in use.
  static Result<FolderLock> take(const std::string& dir);
  FolderLock(FolderLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace tocsin
