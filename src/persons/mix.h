// Spreading bits: for places in tables and parts of partitions, never for what leaves the process.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace tocsin {

// The finisher of SplitMix64 (Steele, Lea, Flood 2014): every bit of the result depends on every bit given.
constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

template <std::size_t size>
std::uint64_t hash_of(const std::array<char, size>& name) {
  static_assert(size % 8 == 0);
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
  for (std::size_t at = 0; at < size; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, name.data() + at, 8);
    hash = mix(hash ^ word) + 0x9E3779B97F4A7C15ULL;
  }
  return hash;
}

}  // namespace tocsin
