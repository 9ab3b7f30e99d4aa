#include "adapters/duckdb_tables/descriptor.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace tocsin {
namespace {

// A soft limit below the range is raised; a hard one is the operator's.
void make_room() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > shown_fd_last) return;
  limit.rlim_cur = shown_fd_last + 1;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

void Descriptor::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Descriptor shown(Descriptor descriptor) {
  make_room();
  Descriptor twin(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, shown_fd_first));  // the lowest that is free
  return twin.get() <= shown_fd_last ? std::move(twin) : Descriptor();
}

std::string path_of(const Descriptor& descriptor) { return "/proc/self/fd/" + std::to_string(descriptor.get()); }

}  // namespace tocsin
