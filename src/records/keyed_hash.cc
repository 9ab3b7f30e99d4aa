#include "records/keyed_hash.h"

#include <bit>

namespace tocsin {
namespace {

std::uint64_t little_endian(const auto* bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes[i])) << (8 * i);
  return value;
}

struct State {
  std::uint64_t v0, v1, v2, v3;
  void rounds(int count) {
    for (; count > 0; --count) {
      v0 += v1;
      v1 = std::rotl(v1, 13) ^ v0;
      v0 = std::rotl(v0, 32);
      v2 += v3;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 += v3;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 += v1;
      v1 = std::rotl(v1, 17) ^ v2;
      v2 = std::rotl(v2, 32);
    }
  }
  void add(std::uint64_t word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
};

}  // namespace

KeyedHash::KeyedHash(const Key& key) : k0_(little_endian(key.data(), 8)), k1_(little_endian(key.data() + 8, 8)) {}

std::uint64_t KeyedHash::raw(std::string_view bytes) const {
  State state{k0_ ^ 0x736f6d6570736575, k1_ ^ 0x646f72616e646f6d, k0_ ^ 0x6c7967656e657261, k1_ ^ 0x7465646279746573};
  const std::uint64_t length = static_cast<std::uint64_t>(bytes.size()) << 56;
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) state.add(little_endian(bytes.data(), 8));
  state.add(length | little_endian(bytes.data(), bytes.size()));
  state.v2 ^= 0xff;
  state.rounds(4);
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

std::int64_t KeyedHash::of(std::string_view text) const {
  const auto value = static_cast<std::int64_t>(raw(text));
  return value == 0 ? 1 : value;
}

}  // namespace tocsin
