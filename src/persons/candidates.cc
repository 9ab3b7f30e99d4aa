#include "persons/candidates.h"

#include <bit>

namespace tocsin {
namespace {

// Has a key been put in? Never a wrong no; now and then a wrong yes, which costs one comparison of keys.
class Sieve {
 public:
  explicit Sieve(std::size_t keys) : bits_(static_cast<int>(std::bit_width(keys | 1023)) + 4), words_((std::size_t{1} << bits_) / 64) {}
  void put(std::uint64_t key) { words_[place(key) / 64] |= std::uint64_t{1} << place(key) % 64; }
  bool may_hold(std::uint64_t key) const { return (words_[place(key) / 64] >> place(key) % 64 & 1) != 0; }

 private:
  std::size_t place(std::uint64_t key) const { return key >> (64 - bits_); }
  int bits_;
  std::vector<std::uint64_t> words_;
};

}  // namespace

template <class Wanted>
void GatheredKeys::gather(const IdentityTable& table, std::size_t count, const Wanted& wanted) {
  std::vector<Entries> of_thread(static_cast<std::size_t>(threads_));
  in_shares(count, threads_, [&](int t, std::size_t begin, std::size_t end) {
    Entries& mine = of_thread[static_cast<std::size_t>(t)];
    for (std::size_t record = begin; record < end; ++record)
      for (const BlockKey which : block_keys)
        keys_of(which, table, table.rows[record], [&](std::uint64_t key) {
          if (wanted(which, key)) mine[static_cast<std::size_t>(which)].push_back({key, static_cast<std::uint32_t>(record), 0});
        });
  });
  for (std::size_t i = 0; i < entries_.size(); ++i)
    for (const Entries& share : of_thread) entries_[i].insert(entries_[i].end(), share[i].begin(), share[i].end());
}

GatheredKeys GatheredKeys::sample(const IdentityTable& table, std::uint64_t one_in, int threads) {
  GatheredKeys keys(0, threads);
  const std::uint64_t below = ~std::uint64_t{0} / one_in;
  keys.gather(table, table.rows.size(), [&](BlockKey, std::uint64_t key) { return key * 0x9E3779B97F4A7C15ULL <= below; });
  return keys;
}

GatheredKeys GatheredKeys::of_new(const IdentityTable& table, std::uint32_t first_new, int threads) {
  GatheredKeys keys(first_new, threads);
  const auto count = static_cast<std::uint32_t>(table.rows.size());
  std::vector<Sieve> sieves(block_keys.size(), Sieve(count - first_new));
  Entries of_new;
  for (std::uint32_t record = first_new; record < count; ++record)
    for (const BlockKey which : block_keys)
      keys_of(which, table, table.rows[record], [&](std::uint64_t key) {
        sieves[static_cast<std::size_t>(which)].put(key);
        of_new[static_cast<std::size_t>(which)].push_back({key, record, 0});
      });
  keys.gather(table, first_new, [&](BlockKey which, std::uint64_t key) { return sieves[static_cast<std::size_t>(which)].may_hold(key); });
  for (std::size_t i = 0; i < of_new.size(); ++i) keys.entries_[i].insert(keys.entries_[i].end(), of_new[i].begin(), of_new[i].end());
  return keys;
}

}  // namespace tocsin
