// Which of n things are one: joined pair by pair, from several threads at once.
//
// Holds:  the smallest of those joined leads, so the answer does not depend on the order of joining.
#pragma once

#include <cstdint>
#include <utility>

#include "persons/growing.h"

namespace tocsin {

class UnionFind {
 public:
  explicit UnionFind(std::size_t count) {
    parent_.resize(count);
    for (std::size_t i = 0; i < count; ++i) parent_[i] = static_cast<std::uint32_t>(i);
  }

  // REQUIRES: `leader` is smaller, leads itself, and `x` leads itself too.
  void lead(std::uint32_t x, std::uint32_t leader) { parent_[x] = leader; }

  std::size_t size() const { return parent_.size(); }

  // A leader is always smaller than those it leads; halving the way on the way is harmless to other threads.
  std::uint32_t find(std::uint32_t x) {
    for (;;) {
      std::uint32_t parent = load(x);
      if (parent == x) return x;
      const std::uint32_t above = load(parent);
      if (above != parent) __atomic_compare_exchange_n(&parent_[x], &parent, above, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
      x = above;
    }
  }

  void join(std::uint32_t a, std::uint32_t b) {
    for (;;) {
      a = find(a);
      b = find(b);
      if (a == b) return;
      if (a < b) std::swap(a, b);
      std::uint32_t expected = a;  // still its own leader?
      if (__atomic_compare_exchange_n(&parent_[a], &expected, b, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) return;
    }
  }

 private:
  std::uint32_t load(std::uint32_t x) const { return __atomic_load_n(&parent_[x], __ATOMIC_RELAXED); }
  GrowingArray<std::uint32_t> parent_;
};

}  // namespace tocsin
