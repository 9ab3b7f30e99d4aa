#include "adapters/sqlite_queue/sqlite_queue.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "ports/notice_queue_contract.h"

namespace tocsin::contract {
namespace {

namespace fs = std::filesystem;

class SqliteQueueHouse final : public QueueHouse {
 public:
  SqliteQueueHouse() : folder_(fs::temp_directory_path() / ("tocsin-queue-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    queue_ = std::move(make_sqlite_queue(path(), key_, example_campaign(), random_).value());
  }
  ~SqliteQueueHouse() override {
    queue_.reset();
    fs::remove_all(folder_);
  }
  NoticeQueue& queue() override { return *queue_; }
  void crash() override {  // no close(), no goodbye: what was not committed is gone
    queue_.reset();
    queue_ = std::move(open_sqlite_queue(path(), key_, random_).value());
  }
  std::string path() const { return (folder_ / "campaign.db").string(); }

  SeededRandom random_{7};
  SealKey key_ = new_seal_key(random_);
  fs::path folder_;
  std::unique_ptr<NoticeQueue> queue_;
};

TEST(SqliteQueue, TheFileNamesNobody) {
  SqliteQueueHouse house;
  ASSERT_TRUE(house.queue().add(std::vector{example_notice(1)}));
  house.queue_.reset();
  for (const auto& entry : fs::directory_iterator(house.folder_)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    EXPECT_EQ(all.str().find("Exemplaire"), std::string::npos) << entry.path();
  }
  const SealKey other = new_seal_key(house.random_);
  const auto opened = open_sqlite_queue(house.path(), other, house.random_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::corrupt);
}

TEST(SqliteQueue, AnotherContentIsAnotherCampaign) {
  SqliteQueueHouse house;
  CampaignFile changed = example_campaign();
  changed.content = sha256("another text");
  const auto made = make_sqlite_queue(house.path(), house.key_, changed, house.random_);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::conflict);
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, NoticeQueueContract, testing::Values([]() -> std::unique_ptr<QueueHouse> { return std::make_unique<SqliteQueueHouse>(); }));

}  // namespace tocsin::contract
