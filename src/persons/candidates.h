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

struct CandidateScan {
  int threads = 2;
  std::uint32_t first_new = 0;   // pairs of two records before it are left out
  std::uint64_t part_of_keys = 1;  // look at one key in so many (learning)
};

// Calls look(thread, pairs) with the pairs of one part after the other.
template <class Look>
void for_each_candidate(BlockKey which, const IdentityTable& table, const CandidateScan& scan, const Look& look) {
  const auto wanted = [&](std::uint64_t key) { return scan.part_of_keys == 1 || mix(key ^ 0x5EED) % scan.part_of_keys == 0; };
  const std::size_t count = table.rows.size();
  const Partitions parts(count, count / scan.part_of_keys, scan.threads, [&](std::size_t record, const auto& emit) {
    keys_of(which, table, table.rows[record], [&](std::uint64_t key) {
      if (wanted(key)) emit(key);
    });
  });
  struct Worker {
    Chains chains;
    std::vector<CandidatePair> pairs;
  };
  std::vector<Worker> workers(static_cast<std::size_t>(scan.threads));
  one_by_one(parts.count(), scan.threads, [&](int t, std::size_t i) {
    Worker& worker = workers[static_cast<std::size_t>(t)];
    const auto part = parts.part(i);
    worker.chains.link(part);
    worker.pairs.clear();
    for (std::uint32_t entry = 0; entry < part.size(); ++entry) {
      const std::uint32_t record = part[entry].record;
      if (record < scan.first_new) continue;
      std::uint32_t left = compared_before_max;
      for (std::uint32_t before = worker.chains.before(entry); before != Chains::none && left > 0; before = worker.chains.before(before), --left)
        if (part[before].record != record) worker.pairs.push_back({part[before].record, record});
    }
    if (!worker.pairs.empty()) look(t, std::span<const CandidatePair>(worker.pairs));
  });
}

}  // namespace tocsin
