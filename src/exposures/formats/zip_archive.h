// A zip archive whose bytes are read where they are wanted: the directory at its end, then member by member.
//
// Holds:  encrypted members and bombs are refused; nothing is held but a piece at a time.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "exposures/formats/random_bytes.h"
#include "exposures/formats/unpack.h"

namespace tocsin {

bool is_zip(std::string_view bytes);

class ZipArchive {
 public:
  ZipArchive(RandomBytes& bytes, const ReadBudgets& budgets, Unpacked& unpacked);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  bool open() const;
  std::uint64_t members() const;
  std::string name_of(std::uint64_t member) const;  // bytes a stranger chose
  bool has(const std::string& name) const;

  // Unpacks a member in pieces; `take` says whether it wants more. The piece may be written to.
  using Take = std::function<bool(std::string_view piece)>;
  ReadFailure read(std::uint64_t member, const Take& take);
  ReadFailure read(const std::string& name, const Take& take);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tocsin
