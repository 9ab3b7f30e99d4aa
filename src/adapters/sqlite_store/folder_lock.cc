#include "adapters/sqlite_store/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace tocsin {

Result<FolderLock> FolderLock::take(const std::string& dir) {
  const std::string path = dir + "/lock";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return failure(ErrorKind::unavailable, fmt::format("the store's folder cannot be written ({})", std::strerror(errno)), dir,
                   "see whether the folder belongs to you and the disk has room");
  FolderLock lock(fd);
  for (int attempt = 0; attempt < 20; ++attempt) {
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return failure(ErrorKind::unavailable, "another program uses this store", dir, "wait until it has finished, or stop it; two programs never write one store");
}

FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace tocsin
