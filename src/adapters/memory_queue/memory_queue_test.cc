#include "adapters/memory_queue/memory_queue.h"

#include "ports/notice_queue_contract.h"

namespace tocsin::contract {
namespace {

class MemoryQueueHouse final : public QueueHouse {
 public:
  NoticeQueue& queue() override { return queue_; }
  void crash() override {}  // it has no file: there is nothing to lose and nothing to find again

 private:
  MemoryQueue queue_{example_campaign()};
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Memory, NoticeQueueContract, testing::Values([]() -> std::unique_ptr<QueueHouse> { return std::make_unique<MemoryQueueHouse>(); }));

}  // namespace tocsin::contract
