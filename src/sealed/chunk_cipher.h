// AES-256-GCM for the chunks of one file, by OpenSSL: tens of GB pass here, and machines have instructions for it.
//
// Holds:  a key is used for one file only, so a chunk's number is nonce enough. The mark of the last chunk is part of
//         the nonce: a file that ends early does not open.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/aead.h"

namespace tocsin {

inline constexpr std::size_t chunk_bytes = 1U << 20;
inline constexpr std::size_t chunk_tag_bytes = 16;

class ChunkCipher {
 public:
  ChunkCipher(const SealKey& key, std::string bound);  // `bound`: authenticated with every chunk
  ~ChunkCipher();
  ChunkCipher(ChunkCipher&&) noexcept;
  ChunkCipher& operator=(ChunkCipher&&) noexcept;

  // REQUIRES: out.size() == plain.size() + chunk_tag_bytes
  void seal(std::uint64_t number, bool last, std::span<const std::uint8_t> plain, std::span<std::uint8_t> out);
  // False: wrong key, place or byte; `out` then holds nothing to be used. REQUIRES: sealed.size() == out.size() + tag
  [[nodiscard]] bool unseal(std::uint64_t number, bool last, std::span<const std::uint8_t> sealed, std::span<std::uint8_t> out);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace tocsin
