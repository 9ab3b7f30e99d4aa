// Open files that close themselves, and the numbers under which DuckDB may open them again.
//
// Holds:  DuckDB is told before it is locked which paths it may open; so what it is to read or write gets a number out
//         of a small range that nothing else in the process uses.

#pragma once

#include <string>
#include <utility>

namespace tocsin {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }
  void close();

 private:
  int fd_ = -1;
};

inline constexpr int shown_fd_first = 400, shown_fd_last = 527;

// The same open file under a number that DuckDB may open; not ok() where all are taken.
Descriptor shown(Descriptor descriptor);
std::string path_of(const Descriptor& descriptor);  // /proc/self/fd/N

}  // namespace tocsin
