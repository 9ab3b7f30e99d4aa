// Numbers that look random and are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014).
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace tocsin::make_leak {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  // A stream of its own for each (seed, index): household n is the same however many there are.
  Random(std::uint64_t seed, std::uint64_t index) : state_(seed * 0x9E3779B97F4A7C15ULL ^ (index + 1) * 0xD1B54A32D192ED03ULL) { next(); }

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }
  bool in(double share) { return static_cast<double>(next() >> 11) * 0x1p-53 < share; }
  template <class T>
  const T& one_of(std::span<const T> all) {
    return all[below(all.size())];
  }
  std::string digits(std::size_t n) {
    std::string text(n, '0');
    for (char& c : text) c = static_cast<char>('0' + below(10));
    return text;
  }

 private:
  std::uint64_t state_;
};

}  // namespace tocsin::make_leak
