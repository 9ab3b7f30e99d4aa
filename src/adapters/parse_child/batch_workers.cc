#include "adapters/parse_child/batch_workers.h"

#include <utility>

namespace tocsin {
namespace {

constexpr std::size_t waiting_each = 4;

}  // namespace

BatchWorkers::BatchWorkers(BatchWork& work, unsigned count) : work_(work) {
  for (unsigned worker = 0; worker < count; ++worker) threads_.emplace_back([this, worker] { run(worker); });
}

BatchWorkers::~BatchWorkers() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::string BatchWorkers::buffer() {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) return {};
  std::string buffer = std::move(free_.back());
  free_.pop_back();
  return buffer;
}

bool BatchWorkers::add(std::string payload, std::size_t columns) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return error_ || added_ - taken_ < waiting_each * threads_.size(); });
  if (error_) return false;
  jobs_.push_back({added_++, std::move(payload), columns});
  changed_.notify_all();
  return true;
}

Result<void> BatchWorkers::finish() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return error_ || taken_ == added_; });
  if (error_) return std::unexpected(*error_);
  return {};
}

void BatchWorkers::fail(Error error) {
  if (!error_) error_ = std::move(error);
  jobs_.clear();
}

void BatchWorkers::run(unsigned worker) {
  RowBatch batch;
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stop_ || !jobs_.empty(); });
    if (stop_) return;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    const auto decoded = BatchDecoder::decode_rows(job.payload, job.columns, batch);
    auto product = decoded ? work_.work(batch, worker) : Result<std::unique_ptr<BatchWork::Product>>(std::unexpected(decoded.error()));
    lock.lock();
    free_.push_back(std::move(job.payload));
    if (product)
      done(job.number, std::move(*product), lock);
    else
      fail(product.error());
    changed_.notify_all();
  }
}

// Whoever brings the product whose turn it is takes it, and all that waited behind it.
void BatchWorkers::done(std::uint64_t number, std::unique_ptr<BatchWork::Product> product, std::unique_lock<std::mutex>& lock) {
  products_.emplace(number, std::move(product));
  if (taking_) return;
  taking_ = true;
  while (!error_ && !products_.empty() && products_.begin()->first == taken_) {
    auto next = std::move(products_.begin()->second);
    products_.erase(products_.begin());
    lock.unlock();
    const auto taken = work_.take(std::move(next));
    lock.lock();
    if (taken)
      ++taken_;
    else
      fail(taken.error());
    changed_.notify_all();
  }
  taking_ = false;
}

}  // namespace tocsin
