#include "adapters/sqlite_queue/sqlite_queue.h"

#include <filesystem>

#include "adapters/sqlite_queue/queue_file.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<QueueFile>> opened(const std::string& path, bool create, const SealKey& key, Random& random) {
  TRY(database, sqlite::Database::open(path, create));
  std::error_code ignored;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, ignored);
  return std::make_unique<QueueFile>(std::move(database), key, path, random);
}

}  // namespace

Result<std::unique_ptr<NoticeQueue>> make_sqlite_queue(const std::string& path, const SealKey& key, const CampaignFile& campaign, Random& random) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  TRY(queue, opened(path, true, key, random));
  if (!queue->is_made()) TRY_DO(queue->write_campaign(campaign));  // a file without tables is one whose making was cut short
  TRY_DO(queue->read_campaign());
  if (queue->campaign().id != campaign.id || queue->campaign().content != campaign.content)
    return failure(ErrorKind::conflict, "the file holds another campaign", path, "move it away and plan again");
  return std::unique_ptr<NoticeQueue>(std::move(queue));
}

Result<std::unique_ptr<NoticeQueue>> open_sqlite_queue(const std::string& path, const SealKey& key, Random& random) {
  if (!fs::exists(path)) return failure(ErrorKind::not_found, "the campaign's file is missing", path, "restore it from its back-up, or plan again");
  TRY(queue, opened(path, false, key, random));
  TRY_DO(queue->read_campaign());
  return std::unique_ptr<NoticeQueue>(std::move(queue));
}

}  // namespace tocsin
