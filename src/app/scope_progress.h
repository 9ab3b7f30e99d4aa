// How far the reading is: bytes of all inputs, and when it may be done.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tocsin::app {

using ProgressMade = std::function<void(std::uint64_t bytes, std::uint64_t total)>;

class Progress {
 public:
  Progress(const std::vector<std::string>& files, ProgressMade tell);
  // A packed file gives more bytes than it has: it counts as read only when it was.
  void read(const std::string& file, std::uint64_t bytes);
  void done(const std::string& file);

 private:
  struct Input {
    std::string file;
    std::uint64_t size = 0, read = 0;
  };
  void say();

  std::vector<Input> inputs_;
  std::uint64_t total_ = 0;
  ProgressMade tell_;
};

}  // namespace tocsin::app
