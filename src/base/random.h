// Where random bytes come from; an argument, so that tests are repeatable.

#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace tocsin {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
  std::string bytes(std::size_t count) {
    std::string out(count, '\0');
    fill({reinterpret_cast<std::uint8_t*>(out.data()), count});
    return out;
  }
};

// A repeatable stream for tests and synthetic data (SplitMix64). Never for keys of real stores.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(next() >> 56);
  }

 private:
  std::uint64_t state_;
};

}  // namespace tocsin
