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

KeysOfNew::KeysOfNew(const IdentityTable& table, std::uint32_t first_new, int threads) : first_new_(first_new), threads_(threads) {
  const auto count = static_cast<std::uint32_t>(table.rows.size());
  std::vector<Sieve> sieves(block_keys.size(), Sieve(count - first_new));
  std::array<std::vector<KeyedRecord>, block_keys.size()> of_new;
  for (std::uint32_t record = first_new; record < count; ++record)
    for (const BlockKey which : block_keys)
      keys_of(which, table, table.rows[record], [&](std::uint64_t key) {
        sieves[static_cast<std::size_t>(which)].put(key);
        of_new[static_cast<std::size_t>(which)].push_back({key, record, 0});
      });
  std::vector<std::array<std::vector<KeyedRecord>, block_keys.size()>> of_old(static_cast<std::size_t>(threads));
  in_shares(first_new, threads, [&](int t, std::size_t begin, std::size_t end) {
    for (std::size_t record = begin; record < end; ++record)
      for (const BlockKey which : block_keys)
        keys_of(which, table, table.rows[record], [&](std::uint64_t key) {
          const auto i = static_cast<std::size_t>(which);
          if (sieves[i].may_hold(key)) of_old[static_cast<std::size_t>(t)][i].push_back({key, static_cast<std::uint32_t>(record), 0});
        });
  });
  for (std::size_t i = 0; i < block_keys.size(); ++i) {
    for (auto& share : of_old) entries_[i].insert(entries_[i].end(), share[i].begin(), share[i].end());
    entries_[i].insert(entries_[i].end(), of_new[i].begin(), of_new[i].end());
  }
}

}  // namespace tocsin
