#include "verify/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <vector>

namespace tocsin::verify {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_;
};

struct CloseDir {
  void operator()(DIR* dir) const { closedir(dir); }
};

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr int file_flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;  // a pipe must not make us wait

std::unexpected<Error> odd(const std::string& name) {
  return failure(ErrorKind::invalid, "the dossier holds something that is no plain file or is too deep", name);
}

class Directory : public Folder {
 public:
  explicit Directory(Descriptor root) : root_(std::move(root)) {}

  Result<void> scan() { return scan(root_.get(), ""); }

  Result<void> stream(const std::string& name, const std::function<void(std::string_view)>& sink) const override {
    TRY(file, open_file(name));
    std::uint64_t missing = files_.at(name);
    std::vector<char> buffer(1 << 16);
    while (missing > 0) {
      const ssize_t got = ::read(file.get(), buffer.data(), std::min<std::uint64_t>(buffer.size(), missing));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return failure(ErrorKind::unavailable, "the file cannot be read to its end", name);
      sink({buffer.data(), static_cast<std::size_t>(got)});
      missing -= static_cast<std::uint64_t>(got);
    }
    return {};
  }

 private:
  Result<void> scan(int fd, const std::string& prefix) {
    const int copy = openat(fd, ".", folder_flags);
    const std::unique_ptr<DIR, CloseDir> dir(copy < 0 ? nullptr : fdopendir(copy));
    if (!dir) return failure(ErrorKind::unavailable, "the folder cannot be read", prefix);
    while (const dirent* item = readdir(dir.get())) {
      const std::string name = item->d_name;
      if (name == "." || name == "..") continue;
      TRY_DO(note(fd, prefix, name));
      if (files_.size() > files_max) return failure(ErrorKind::invalid, "the folder holds too many files");
    }
    return {};
  }

  Result<void> note(int fd, const std::string& prefix, const std::string& name) {
    struct stat about{};
    if (fstatat(fd, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return failure(ErrorKind::unavailable, "the file cannot be read", prefix + name);
    if (S_ISREG(about.st_mode)) {
      files_[prefix + name] = static_cast<std::uint64_t>(about.st_size);
      return {};
    }
    if (!S_ISDIR(about.st_mode) || !prefix.empty()) return odd(prefix + name);
    const Descriptor inner(openat(fd, name.c_str(), folder_flags));
    if (!inner) return failure(ErrorKind::unavailable, "the folder cannot be read", name);
    return scan(inner.get(), name + "/");
  }

  Result<Descriptor> open_file(const std::string& name) const {
    const auto slash = name.find('/');
    const bool nested = slash != std::string::npos;
    Descriptor folder(nested ? openat(root_.get(), name.substr(0, slash).c_str(), folder_flags) : -1);
    Descriptor file(openat(nested ? folder.get() : root_.get(), name.c_str() + (nested ? slash + 1 : 0), file_flags));
    struct stat about{};
    if (!file || fstat(file.get(), &about) != 0) return failure(ErrorKind::unavailable, "the file cannot be read", name);
    if (!S_ISREG(about.st_mode) || static_cast<std::uint64_t>(about.st_size) != files_.at(name))
      return failure(ErrorKind::unavailable, "the file changed while it was read", name);
    return file;
  }

  Descriptor root_;
};

class Memory : public Folder {
 public:
  explicit Memory(std::map<std::string, std::string> bytes) : bytes_(std::move(bytes)) {
    for (const auto& [name, content] : bytes_) files_[name] = content.size();
  }
  Result<void> stream(const std::string& name, const std::function<void(std::string_view)>& sink) const override {
    sink(bytes_.at(name));
    return {};
  }

 private:
  std::map<std::string, std::string> bytes_;
};

}  // namespace

Result<std::string> Folder::read(const std::string& name, std::size_t bytes_max) const {
  const auto file = files_.find(name);
  if (file == files_.end()) return failure(ErrorKind::not_found, "the file is missing", name);
  if (file->second > bytes_max) return failure(ErrorKind::invalid, fmt::format("the file is longer than {} bytes", bytes_max), name);
  std::string out;
  out.reserve(file->second);
  TRY_DO(stream(name, [&](std::string_view bytes) { out += bytes; }));
  return out;
}

Result<std::unique_ptr<Folder>> open_folder(const std::string& path) {
  Descriptor root(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));  // the path itself is the user's word
  if (!root) return failure(ErrorKind::invalid, fmt::format("not a folder that can be read ({})", std::strerror(errno)), path);
  auto folder = std::make_unique<Directory>(std::move(root));
  TRY_DO(folder->scan());
  return std::unique_ptr<Folder>(std::move(folder));
}

std::unique_ptr<Folder> folder_of(std::map<std::string, std::string> files) { return std::make_unique<Memory>(std::move(files)); }

}  // namespace tocsin::verify
