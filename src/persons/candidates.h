// The pairs of records that share a key, once for each key they share.
//
// Way:    blocking keys -> partitions -> [here] -> agreement, weights
// Holds:  the same pairs, whatever the number of threads. In one key a record meets at most the compared_before_max
//         records before it.
#pragma once

#include <cstdint>
#include <vector>

#include "persons/blocking.h"
#include "persons/partitions.h"

namespace tocsin {

struct CandidatePair {
  std::uint32_t first = 0, second = 0;  // records; first < second
};

// Calls look(thread, pairs) with the pairs of one part after the other. `record_of(i)`: the record of the i-th that was
// partitioned, ascending; those before `first_new` are not compared with each other.
template <class RecordOf, class Look>
void for_each_pair(const Partitions& parts, int threads, std::uint32_t first_new, const RecordOf& record_of, const Look& look) {
  struct Worker {
    Chains chains;
    std::vector<CandidatePair> pairs;
  };
  std::vector<Worker> workers(static_cast<std::size_t>(threads));
  one_by_one(parts.count(), threads, [&](int t, std::size_t i) {
    Worker& worker = workers[static_cast<std::size_t>(t)];
    const auto part = parts.part(i);
    worker.chains.link(part);
    worker.pairs.clear();
    for (std::uint32_t entry = 0; entry < part.size(); ++entry) {
      const std::uint32_t record = record_of(part[entry].record);
      if (record < first_new) continue;
      std::uint32_t left = compared_before_max;
      for (std::uint32_t before = worker.chains.before(entry); before != Chains::none && left > 0; before = worker.chains.before(before), --left)
        if (const std::uint32_t earlier = record_of(part[before].record); earlier != record) worker.pairs.push_back({earlier, record});
    }
    if (!worker.pairs.empty()) look(t, std::span<const CandidatePair>(worker.pairs));
  });
}

template <class Look>
void for_each_candidate(BlockKey which, const IdentityTable& table, int threads, const Look& look) {
  const std::size_t count = table.rows.size();
  const Partitions parts(count, count, threads,
                         [&](std::size_t record, const auto& emit) { keys_of(which, table, table.rows[record], [&](std::uint64_t key) { emit(key); }); });
  for_each_pair(parts, threads, 0, [](std::uint32_t record) { return record; }, look);
}

// Some of the keys of a table, of all six kinds, gathered in one pass over its rows.
class GatheredKeys {
 public:
  // Every key of the new records, and those keys of the old ones that a new one has too.
  static GatheredKeys of_new(const IdentityTable& table, std::uint32_t first_new, int threads);
  // One key in so many, with all records that have it.
  static GatheredKeys sample(const IdentityTable& table, std::uint64_t one_in, int threads);

  template <class Look>
  void for_each_candidate(BlockKey which, const Look& look) const {
    const auto& entries = entries_[static_cast<std::size_t>(which)];
    const Partitions parts(entries.size(), entries.size(), threads_, [&](std::size_t i, const auto& emit) { emit(entries[i].key); });
    for_each_pair(parts, threads_, first_new_, [&](std::uint32_t i) { return entries[i].record; }, look);
  }

 private:
  using Entries = std::array<std::vector<KeyedRecord>, block_keys.size()>;
  GatheredKeys(std::uint32_t first_new, int threads) : first_new_(first_new), threads_(threads) {}
  template <class Wanted>
  void gather(const IdentityTable& table, std::size_t count, const Wanted& wanted);

  std::uint32_t first_new_;
  int threads_;
  Entries entries_;  // ascending by record
};

}  // namespace tocsin
