// Bytes that can be read in any order: a file's descriptor, or a buffer.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace tocsin {

class RandomBytes {
 public:
  virtual ~RandomBytes() = default;
  virtual std::uint64_t size() const = 0;
  virtual std::size_t read_at(std::uint64_t offset, std::span<char> into) = 0;  // fewer bytes only at the end, or where reading fails
};

class HeldBytes final : public RandomBytes {
 public:
  explicit HeldBytes(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
    if (offset >= bytes_.size()) return 0;
    const std::size_t size = std::min(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), bytes_.data() + offset, size);
    return size;
  }

 private:
  std::string_view bytes_;
};

}  // namespace tocsin
