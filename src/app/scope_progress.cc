#include "app/scope_progress.h"

#include <algorithm>
#include <filesystem>

namespace tocsin::app {

Progress::Progress(const std::vector<std::string>& files, ProgressMade tell) : tell_(std::move(tell)) {
  for (const std::string& file : files) {
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(file, unknown);
    inputs_.push_back({file, unknown ? 0 : size, 0});
    total_ += inputs_.back().size;
  }
}

void Progress::read(const std::string& file, std::uint64_t bytes) {
  for (Input& input : inputs_)
    if (input.file == file) input.read = std::min(input.size, input.read + bytes);
  say();
}

void Progress::done(const std::string& file) {
  for (Input& input : inputs_)
    if (input.file == file) input.read = input.size;
  say();
}

void Progress::say() {
  if (!tell_) return;
  std::uint64_t read = 0;
  for (const Input& input : inputs_) read += input.read;
  tell_(read, total_);
}

}  // namespace tocsin::app
