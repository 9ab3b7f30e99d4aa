// The parent of `tocsin --role parse`: starts it, limits it, believes nothing it says.
//
// Way:    path -> open -> child -> record batches -> [here: checked] -> visitor
// Acts:   forks and executes our own binary with the file as descriptor 0, a pipe as descriptor 1, and nothing
//         else: no other descriptor, no environment, limits of memory, CPU seconds and open files, no file may grow.
// Holds:  no child survives a call. Only the path is named in errors; why the child died is told in our words.

#pragma once

#include <string>

#include "ports/file_reader.h"
#include "ports/return_reader.h"

namespace tocsin {

struct ChildLimits {
  std::uint64_t memory_bytes = 2ULL << 30;  // not under AddressSanitizer, which reserves terabytes
  std::uint64_t cpu_seconds = 900;
};

class ParseChild final : public FileReader, public ReturnReader {
 public:
  ParseChild(std::string binary, const ChildLimits& limits = {}) : binary_(std::move(binary)), limits_(limits) {}
  Result<ReadSummary> read(const std::string& path, const ReadBudgets& budgets, TableVisitor& visitor) override;
  Result<ReadSummary> read(const std::string& path, const ReadBudgets& budgets, BatchWork& work, unsigned workers) override;
  Result<std::vector<std::optional<ReturnedMail>>> read_returned(std::span<const std::string> mails) override;

 private:
  std::string binary_;
  ChildLimits limits_;
};

}  // namespace tocsin
