// A folder somebody else filled, read so that it can do no harm.
//
// Acts:   open_folder reads names and sizes; read and stream read one file.
// Holds:  plain files only, at most one folder deep; no link is followed, no device opened, no file read past its limit.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tocsin::verify {

inline constexpr std::size_t files_max = 2'500'000;  // a million entries with their proofs, and some

class Folder {
 public:
  virtual ~Folder() = default;
  const std::map<std::string, std::uint64_t>& files() const { return files_; }  // name -> bytes
  bool has(const std::string& name) const { return files_.contains(name); }
  Result<std::string> read(const std::string& name, std::size_t bytes_max) const;
  virtual Result<void> stream(const std::string& name, const std::function<void(std::string_view)>& sink) const = 0;  // as many bytes as files() says

 protected:
  std::map<std::string, std::uint64_t> files_;
};

Result<std::unique_ptr<Folder>> open_folder(const std::string& path);
std::unique_ptr<Folder> folder_of(std::map<std::string, std::string> files);  // already in memory

}  // namespace tocsin::verify
