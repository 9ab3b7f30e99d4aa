// Records spread by a key, so that those of one key lie in one part, and a part fits the processor's cache.
//
// Holds:  within a part the records stand in their order, whatever the number of threads.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "persons/growing.h"
#include "persons/parallel.h"

namespace tocsin {

struct KeyedRecord {
  std::uint64_t key = 0;
  std::uint32_t record = 0;
  std::uint32_t unused = 0;
};

class Partitions {
 public:
  // `keys(record, emit)` calls emit(key) for each key of a record. `likely` entries are expected. Keys are well mixed.
  template <class Keys>
  Partitions(std::size_t records, std::size_t likely, int threads, const Keys& keys) : bits_(bits_for(likely)) {
    struct Gathered {
      GrowingArray<KeyedRecord> entries;
      std::vector<std::size_t> at;
    };
    std::vector<Gathered> gathered(static_cast<std::size_t>(threads));
    in_shares(records, threads, [&](int t, std::size_t begin, std::size_t end) {
      auto& [entries, at] = gathered[static_cast<std::size_t>(t)];
      at.resize(count());
      for (std::size_t i = begin; i < end; ++i)
        keys(i, [&](std::uint64_t key) {
          ++at[part_of(key)];
          entries.push_back({key, static_cast<std::uint32_t>(i), 0});
        });
    });
    starts_.resize(count() + 1);
    std::size_t start = 0;
    for (std::size_t part = 0; part < count(); ++part) {
      starts_[part] = start;
      for (Gathered& share : gathered) start += std::exchange(share.at[part], start);
    }
    starts_[count()] = start;
    entries_.resize(start);
    on_threads(threads, [&](int t) {
      auto& [entries, at] = gathered[static_cast<std::size_t>(t)];
      scatter(entries, at);
      entries = {};
    });
  }

  std::size_t count() const { return std::size_t{1} << bits_; }
  std::size_t entries() const { return entries_.size(); }
  std::span<const KeyedRecord> part(std::size_t i) const { return {entries_.data() + starts_[i], starts_[i + 1] - starts_[i]}; }

 private:
  static constexpr std::size_t likely_in_part = 16'384;
  static int bits_for(std::size_t likely) { return std::min(static_cast<int>(std::bit_width(likely / likely_in_part)), 11); }
  std::size_t part_of(std::uint64_t key) const { return bits_ == 0 ? 0 : key >> (64 - bits_); }

  // Four entries are a cache line: they are gathered and written together.
  void scatter(const GrowingArray<KeyedRecord>& entries, std::vector<std::size_t>& at) {
    struct alignas(64) Line {
      KeyedRecord entry[4];
    };
    const auto lines = std::make_unique<Line[]>(count());
    std::vector<std::uint8_t> filled(count());
    for (const KeyedRecord& entry : entries) {
      const std::size_t part = part_of(entry.key);
      lines[part].entry[filled[part]++] = entry;
      if (filled[part] < 4) continue;
      std::copy_n(lines[part].entry, 4, &entries_[at[part]]);
      at[part] += 4;
      filled[part] = 0;
    }
    for (std::size_t part = 0; part < count(); ++part)
      for (std::uint8_t k = 0; k < filled[part]; ++k) entries_[at[part]++] = lines[part].entry[k];
  }

  int bits_;
  std::vector<std::size_t> starts_;
  GrowingArray<KeyedRecord> entries_;
};

// The entries of one part, grouped by key: for each its predecessor of the same key. Memory is kept between parts.
class Chains {
 public:
  static constexpr std::uint32_t none = ~0U;

  void link(std::span<const KeyedRecord> part) {
    const std::size_t places = std::bit_ceil(part.size() * 2 + 1);
    heads_.assign(places, none);
    before_.resize(part.size());
    for (std::uint32_t i = 0; i < part.size(); ++i) {
      std::size_t place = (part[i].key >> 1) & (places - 1);  // the lowest bit of a key is always set
      while (heads_[place] != none && part[heads_[place]].key != part[i].key) place = (place + 1) & (places - 1);
      before_[i] = heads_[place];
      heads_[place] = i;
    }
  }
  std::uint32_t before(std::uint32_t i) const { return before_[i]; }

 private:
  std::vector<std::uint32_t> heads_, before_;
};

}  // namespace tocsin
