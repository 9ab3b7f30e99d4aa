// Threads that decode frames and work on them; what comes of it is taken in the order of the file.
//
// Acts:   starts threads, and ends them at the latest with itself.
// Holds:  no more frames wait than four for each thread, so memory is bounded; after the first error nothing new is
//         begun and the error is the answer.

#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "ports/file_reader.h"

namespace tocsin {

class BatchWorkers {
 public:
  BatchWorkers(BatchWork& work, unsigned count);
  ~BatchWorkers();
  BatchWorkers(const BatchWorkers&) = delete;
  BatchWorkers& operator=(const BatchWorkers&) = delete;

  std::string buffer();  // for a payload; its memory was used before
  bool add(std::string payload, std::size_t columns);  // false: an error happened; finish() says which
  Result<void> finish();                               // waits until all that was added is taken

 private:
  struct Job {
    std::uint64_t number = 0;
    std::string payload;
    std::size_t columns = 0;
  };
  void run(unsigned worker);
  void done(std::uint64_t number, std::unique_ptr<BatchWork::Product> product, std::unique_lock<std::mutex>& lock);
  void fail(Error error);

  BatchWork& work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  std::vector<std::string> free_;
  std::map<std::uint64_t, std::unique_ptr<BatchWork::Product>> products_;  // finished before their turn
  std::uint64_t added_ = 0, taken_ = 0;
  bool taking_ = false, stop_ = false;
  std::optional<Error> error_;
  std::vector<std::thread> threads_;
};

}  // namespace tocsin
