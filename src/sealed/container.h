// A sealed file: a header that says whose it is, then chunks that only the incident's bulk key opens.
//
// Way:    bytes of a table -> [here] -> DIR/records-0001.sealed, and back
// Law:    GDPR Art. 32(1)(a), 5(1)(e): what was stolen once lies encrypted, and destroying one key erases it
// Pure.   Bytes in, bytes out; randomness is an argument.
// Holds:  every file has a random key of its own, wrapped by the bulk key. A changed byte, a file cut short, chunks
//         swapped, a file under another name, of another result or incident: it does not open. No length in the file is
//         believed before its tag was checked.
// See:    docs/formats/sealed-container.md

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/aead.h"
#include "base/ids.h"
#include "sealed/chunk_cipher.h"

namespace tocsin {

using ResultId = Id<struct ScopeResultTag>;  // one run of `scope`: its tables belong together

// What a file is; in clear, and bound to every byte in it.
struct SealedPlace {
  IncidentId incident;
  ResultId result;
  std::string name;        // of the table: a-z and _, at most 32
  std::uint32_t part = 1;  // tables of many millions of rows come in parts
  bool last_part = true;
  bool operator==(const SealedPlace&) const = default;
};

inline constexpr std::size_t sealed_header_max = 154;

// Where the chunks lie in a file of this size.
struct SealedLayout {
  std::size_t header_bytes = 0;
  std::uint64_t chunks = 0, plain_bytes = 0;
  std::uint64_t offset_of(std::uint64_t chunk) const { return header_bytes + chunk * (chunk_bytes + chunk_tag_bytes); }
  std::size_t plain_size_of(std::uint64_t chunk) const { return chunk + 1 < chunks ? chunk_bytes : plain_bytes - chunk * chunk_bytes; }
  bool is_last(std::uint64_t chunk) const { return chunk + 1 == chunks; }
};

class SealedHeader {
 public:
  // For a new file; REQUIRES: a proper name.
  static SealedHeader make(const SealedPlace& place, const SealKey& bulk_key, Random& random);
  // From the beginning of a file: as many bytes as there are, up to sealed_header_max. `corrupt`: no sealed file.
  static Result<SealedHeader> read(std::string_view beginning);

  const SealedPlace& place() const { return place_; }
  const std::string& bytes() const { return bytes_; }
  // `corrupt`: these bytes and this key do not belong together.
  Result<ChunkCipher> cipher(const SealKey& bulk_key) const;
  Result<SealedLayout> layout(std::uint64_t file_bytes) const;

 private:
  SealedPlace place_;
  std::string wrapped_key_, bytes_;
};

// Bytes as they come, sealed a chunk at a time.
class ChunkSealer {
 public:
  explicit ChunkSealer(ChunkCipher cipher) : cipher_(std::move(cipher)) {}
  ~ChunkSealer();
  ChunkSealer(ChunkSealer&&) = default;

  void add(std::span<const std::uint8_t> plain, std::string& out);  // appends what is ready to `out`
  void finish(std::string& out);                                    // once: the last chunk, which may be empty

 private:
  void seal_one(bool last, std::string& out);

  ChunkCipher cipher_;
  std::string waiting_;
  std::uint64_t number_ = 0;
};

std::string sealed_file_name(std::string_view table, std::uint32_t part);  // records-0001.sealed

}  // namespace tocsin
