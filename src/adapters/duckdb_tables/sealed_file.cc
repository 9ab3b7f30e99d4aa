#include "adapters/duckdb_tables/sealed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

namespace tocsin {
namespace {

std::string base_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

std::unexpected<Error> no_room_for_descriptors() {
  return failure(ErrorKind::unavailable, "too many parts of tables are open at once", {}, "raise the limit of open files (ulimit -n) to 1024 or more");
}

// Memory as a file without a name. Not executable where the kernel knows that wish.
Descriptor nameless_memory() {
#ifdef MFD_NOEXEC_SEAL
  if (Descriptor memory(::memfd_create("tocsin", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL)); memory.ok()) return memory;
#endif
  return Descriptor(::memfd_create("tocsin", MFD_CLOEXEC | MFD_ALLOW_SEALING));
}

// A mapping that ends with its scope.
class Mapping {
 public:
  Mapping(const Descriptor& memory, std::uint64_t bytes) : size_(bytes) {
    if (bytes > 0) at_ = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory.get(), 0);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (size_ > 0 && ok()) ::munmap(at_, size_);
  }
  bool ok() const { return at_ != MAP_FAILED; }
  std::span<std::uint8_t> bytes(std::uint64_t begin, std::size_t count) const { return {static_cast<std::uint8_t*>(at_) + begin, count}; }

 private:
  void* at_ = nullptr;
  std::uint64_t size_;
};

bool read_at(const Descriptor& file, std::span<std::uint8_t> out, std::uint64_t offset) {
  while (!out.empty()) {
    const ssize_t got = ::pread(file.get(), out.data(), out.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    out = out.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
  return true;
}

// Several threads share the chunks of a file; each has a cipher of its own.
class Unsealing {
 public:
  Unsealing(const Descriptor& file, const SealedLayout& layout, const Mapping& memory) : file_(file), layout_(layout), memory_(memory) {}

  void work(ChunkCipher& cipher) {
    std::vector<std::uint8_t> sealed;
    for (std::uint64_t chunk = next_++; chunk < layout_.chunks && !failed_; chunk = next_++) {
      const std::size_t size = layout_.plain_size_of(chunk);
      sealed.resize(size + chunk_tag_bytes);
      if (!read_at(file_, sealed, layout_.offset_of(chunk)) || !cipher.unseal(chunk, layout_.is_last(chunk), sealed, memory_.bytes(chunk * chunk_bytes, size)))
        failed_ = true;
    }
  }
  bool failed() const { return failed_; }

 private:
  const Descriptor& file_;
  const SealedLayout& layout_;
  const Mapping& memory_;
  std::atomic<std::uint64_t> next_ = 0;
  std::atomic<bool> failed_ = false;
};

Result<void> unseal_all(const Descriptor& file, const SealedHeader& header, const SealKey& bulk_key, const SealedLayout& layout, const Mapping& memory) {
  Unsealing unsealing(file, layout, memory);
  TRY(own, header.cipher(bulk_key));
  std::vector<std::thread> others;
  const std::uint64_t helpers = std::min<std::uint64_t>(std::thread::hardware_concurrency(), layout.chunks / 4);
  for (std::uint64_t i = 1; i < helpers; ++i) others.emplace_back([&, cipher = *header.cipher(bulk_key)]() mutable { unsealing.work(cipher); });
  unsealing.work(own);
  for (std::thread& other : others) other.join();
  if (unsealing.failed()) return failure(ErrorKind::corrupt, "the sealed file was changed or cut short");
  return {};
}

}  // namespace

SealingPipe::~SealingPipe() {
  in_.close();
  if (thread_.joinable()) thread_.join();
  if (!finished_ && disk_.ok()) ::unlink(file_.c_str());
}

Result<void> SealingPipe::open() {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return no_room_for_descriptors();
  out_ = Descriptor(ends[0]);
  ::fcntl(ends[1], F_SETPIPE_SZ, static_cast<int>(chunk_bytes));  // fewer turns between the two threads; a wish
  in_ = shown(Descriptor(ends[1]));
  if (!in_.ok()) return no_room_for_descriptors();
  disk_ = Descriptor(::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!disk_.ok())
    return failure(ErrorKind::unavailable, fmt::format("the sealed file cannot be made ({})", std::strerror(errno)), file_,
                   "see whether the folder is writable");
  thread_ = std::thread([this] { run(); });
  return {};
}

bool SealingPipe::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(disk_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      trouble_ = written < 0 ? errno : EIO;
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Reads to the end whatever happens to the disk: a pipe that nobody empties would stop the writer for ever.
void SealingPipe::run() {
  std::vector<std::uint8_t> plain(chunk_bytes);
  std::string sealed = header_.bytes();
  for (;;) {
    const ssize_t got = ::read(out_.get(), plain.data(), plain.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) trouble_ = errno;
    if (got <= 0) break;
    plain_bytes_ += static_cast<std::uint64_t>(got);
    if (trouble_ != 0) continue;
    sealer_.add({plain.data(), static_cast<std::size_t>(got)}, sealed);
    write_all(sealed);
    sealed.clear();
  }
  OPENSSL_cleanse(plain.data(), plain.size());
  if (trouble_ != 0) return;
  sealer_.finish(sealed);
  if (write_all(sealed) && ::fsync(disk_.get()) != 0) trouble_ = errno;
}

Result<std::uint64_t> SealingPipe::finish() {
  in_.close();
  thread_.join();
  if (trouble_ != 0)
    return failure(ErrorKind::unavailable, fmt::format("the sealed file could not be written whole ({})", std::strerror(trouble_)), file_,
                   trouble_ == ENOSPC || trouble_ == EDQUOT ? "free space on that disk and run the command again" : "see the disk's state");
  finished_ = true;
  return plain_bytes_;
}

Result<UnsealedFile> unsealed(const std::string& path, const SealKey& bulk_key, const SealedPlace& expected, std::uint64_t room) {
  const auto corrupt = [&](std::string what) {
    return failure(ErrorKind::corrupt, std::move(what), base_name(path), "restore the folder from a back-up, or run `tocsin scope` again");
  };
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) return corrupt("a part of a table is missing or cannot be read");
  struct stat info{};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return corrupt("a part of a table is no file");
  const auto size = static_cast<std::uint64_t>(info.st_size);
  std::string beginning(std::min<std::uint64_t>(size, sealed_header_max), '\0');
  if (!read_at(file, {reinterpret_cast<std::uint8_t*>(beginning.data()), beginning.size()}, 0)) return corrupt("a part of a table cannot be read");
  const auto header = SealedHeader::read(beginning);
  if (!header) return corrupt(header.error().what);
  const SealedPlace& place = header->place();
  if (place.incident != expected.incident)
    return failure(ErrorKind::refused, "these tables belong to another incident", base_name(path), "name the incident they were made for, or another folder");
  if (place.name != expected.name || place.part != expected.part) return corrupt("a sealed file bears another table's name");
  if (!expected.result.is_none() && place.result != expected.result) return corrupt("the tables of this folder are of two different runs");
  const auto layout = header->layout(size);
  if (!layout) return corrupt(layout.error().what);
  if (layout->plain_bytes > room)
    return failure(ErrorKind::unavailable, "the opened tables do not fit into the memory allowed", base_name(path), "give more memory with --memory");

  Descriptor memory = nameless_memory();
  if (!memory.ok() || ::ftruncate(memory.get(), static_cast<off_t>(layout->plain_bytes)) != 0)
    return failure(ErrorKind::unavailable, "there is no memory for the opened table", base_name(path), "free memory and run the command again");
  {
    const Mapping mapping(memory, layout->plain_bytes);
    if (!mapping.ok())
      return failure(ErrorKind::unavailable, "there is no memory for the opened table", base_name(path), "free memory and run the command again");
    if (!header->cipher(bulk_key)) return corrupt("the sealed file does not open under this incident's key");
    if (const auto done = unseal_all(file, *header, bulk_key, *layout, mapping); !done) return corrupt(done.error().what);
  }
  if (::fcntl(memory.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
    return failure(ErrorKind::unavailable, "the opened table cannot be made unchangeable", base_name(path), "see whether the kernel knows memfd seals");
  memory = shown(std::move(memory));
  if (!memory.ok()) return no_room_for_descriptors();
  return UnsealedFile{place, std::move(memory), layout->plain_bytes};
}

}  // namespace tocsin
