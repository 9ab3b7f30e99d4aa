#include "adapters/local_machine/local_machine.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/check.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

std::unexpected<Error> trouble(std::string what, const std::string& path) {
  const int code = errno;
  const std::string remedy = code == ENOSPC || code == EDQUOT                   ? "free space on that disk and run the command again"
                             : code == EACCES || code == EPERM || code == EROFS ? "see whether the file and its folder belong to you, or name another place"
                                                                                : "see the path and the disk's state";
  return failure(code == ENOENT ? ErrorKind::not_found : ErrorKind::unavailable, fmt::format("{} ({})", what, std::strerror(code)), path, remedy);
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Result<void> make_parent(const std::string& path) {
  const fs::path parent = fs::path(path).parent_path();
  if (parent.empty()) return {};
  std::error_code error;
  fs::create_directories(parent, error);
  if (!error) return {};
  errno = error.value();
  return trouble("the folder cannot be made", parent.string());
}

}  // namespace

Instant system_now() { return std::chrono::floor<Micros>(std::chrono::system_clock::now()); }

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
    check(got > 0 || errno == EINTR);
    if (got > 0) bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

Result<std::string> LocalFiles::read(const std::string& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) return trouble("the file cannot be opened", path);
  struct stat info{};
  if (::fstat(file.get(), &info) != 0 || S_ISDIR(info.st_mode)) {
    if (S_ISDIR(info.st_mode)) errno = EISDIR;
    return failure(ErrorKind::invalid, "a file is expected here, not a folder", path);
  }
  std::string bytes;
  char buffer[65536];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return trouble("the file cannot be read", path);
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > bytes_max)
      return failure(ErrorKind::invalid, fmt::format("the file is larger than {} bytes", bytes_max), path, "this command takes small files only");
  }
}

Result<void> LocalFiles::write(const std::string& path, std::string_view bytes) {
  TRY_DO(make_parent(path));
  const std::string half = path + ".new";
  {
    const Descriptor file(::open(half.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file.ok()) return trouble("the file cannot be written", path);
    if (!write_all(file.get(), bytes) || ::fsync(file.get()) != 0) {
      const auto error = trouble("the file cannot be written whole", path);
      ::unlink(half.c_str());
      return error;
    }
  }
  if (::rename(half.c_str(), path.c_str()) != 0) return trouble("the file cannot be put in place", path);
  return {};
}

Result<void> LocalFiles::write_private(const std::string& path, std::string_view bytes) {
  TRY_DO(make_parent(path));
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.ok()) return trouble("the file cannot be made", path);
  if (!write_all(file.get(), bytes) || ::fsync(file.get()) != 0) return trouble("the file cannot be written whole", path);
  return {};
}

bool LocalFiles::exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

Result<void> LocalFiles::remove_all(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (!error) return {};
  errno = error.value();
  return trouble("it cannot be removed", path);
}

}  // namespace tocsin
