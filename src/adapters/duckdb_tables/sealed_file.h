// Sealed files on disk: written out of a pipe, read into memory that has no name.
//
// Way:    DuckDB -> pipe -> [SealingPipe] -> NAME-0001.sealed.unfinished;  NAME-0001.sealed -> [unsealed] -> memory -> DuckDB
// Acts:   on files and one thread of its own.
// Holds:  plain text is in pipes and in memory only. Memory is handed out after every tag in the file was checked, and
//         cannot be written any more.

#pragma once

#include <cstdint>
#include <string>
#include <thread>

#include "adapters/duckdb_tables/descriptor.h"
#include "sealed/container.h"

namespace tocsin {

// Takes plain bytes at `path()` and writes a sealed file; what is not finished is removed.
class SealingPipe {
 public:
  SealingPipe(const SealedHeader& header, ChunkSealer sealer, std::string file) : header_(header), sealer_(std::move(sealer)), file_(std::move(file)) {}
  ~SealingPipe();
  SealingPipe(const SealingPipe&) = delete;
  SealingPipe& operator=(const SealingPipe&) = delete;

  Result<void> open();
  std::string path() const { return path_of(in_); }
  Result<std::uint64_t> finish();  // no more bytes come; durable. Returns how many bytes were sealed

 private:
  void run();
  bool write_all(std::string_view bytes);

  SealedHeader header_;
  ChunkSealer sealer_;
  std::string file_;
  Descriptor in_, out_, disk_;
  std::thread thread_;
  std::uint64_t plain_bytes_ = 0;
  int trouble_ = 0;  // errno
  bool finished_ = false;
};

struct UnsealedFile {
  SealedPlace place;
  Descriptor memory;  // under a number that DuckDB may open
  std::uint64_t bytes = 0;
};

// `expected`: what the caller asked for; its result counts unless it is none. `room`: bytes of memory left.
Result<UnsealedFile> unsealed(const std::string& file, const SealKey& bulk_key, const SealedPlace& expected, std::uint64_t room);

}  // namespace tocsin
