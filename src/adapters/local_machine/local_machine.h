// This machine: its clock, its randomness, its files.
//
// Acts:   the only place that asks the system clock and the kernel for random bytes

#pragma once

#include "base/instant.h"
#include "base/random.h"
#include "ports/files.h"

namespace tocsin {

Instant system_now();

class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

class LocalFiles final : public Files {
 public:
  Result<std::string> read(const std::string& path, std::size_t bytes_max) override;
  Result<void> write(const std::string& path, std::string_view bytes) override;
  Result<void> write_private(const std::string& path, std::string_view bytes) override;
  bool exists(const std::string& path) override;
  Result<void> remove_all(const std::string& path) override;
};

}  // namespace tocsin
