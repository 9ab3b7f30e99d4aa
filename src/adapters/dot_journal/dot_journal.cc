#include "adapters/dot_journal/dot_journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include "base/check.h"
#include "base/digest.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return std::move(all).str();
}

// What the first record's place holds: which start of the machine wrote the file.
std::string boot_mark() { return std::string(view_of(sha256("tocsin/boot/v1\n" + contents("/proc/sys/kernel/random/boot_id")))); }
static_assert(dot_record_bytes == std::tuple_size_v<Digest>);

class FileDotJournal final : public ports::MailJournal {
 public:
  FileDotJournal(fs::path folder, std::size_t segment_bytes) : folder_(std::move(folder)), segment_bytes_(segment_bytes), mark_(boot_mark()) {}

  ~FileDotJournal() override {
    {
      const std::lock_guard lock(mutex_);
      leaving_ = true;
    }
    wake_.notify_one();
    if (syncer_.joinable()) syncer_.join();
    if (fd_ >= 0) ::close(fd_);
    if (fd_ >= 0 && where_.empty()) remove_all();  // nothing is open: nothing to find again
  }

  void read() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_)) files.push_back(entry.path());
    std::ranges::sort(files);
    for (const fs::path& file : files) {
      const std::string bytes = contents(file);
      if (bytes.size() > dot_record_bytes && !bytes.starts_with(mark_)) machine_died_ = true;
      const auto records = dot_records_of(bytes);
      left_.insert(left_.end(), records.begin(), records.end());
    }
  }

  const std::vector<DotRecord>& left() const override { return left_; }
  bool machine_died() const override { return machine_died_; }

  Result<void> start(std::uint64_t owner) override {
    remove_all();
    left_.clear();
    owner_ = owner;
    TRY_DO(next_segment());
    syncer_ = std::thread([this] { sync(); });
    return {};
  }

  void dot(std::uint64_t number, std::uint32_t attempt) override {
    const std::lock_guard lock(mutex_);
    where_[{number, attempt}] = segment_;
    ++open_in_[segment_];
    write({DotRecord::Kind::dot, number, attempt, 0, owner_});
  }

  void answer(std::uint64_t number, std::uint32_t attempt, int code) override {
    const std::lock_guard lock(mutex_);
    write({DotRecord::Kind::answer, number, attempt, static_cast<std::uint16_t>(code), owner_});
  }

  void settled(std::uint64_t number, std::uint32_t attempt) override {
    const std::lock_guard lock(mutex_);
    const auto found = where_.find({number, attempt});
    if (found == where_.end()) return;
    const std::uint32_t segment = found->second;
    where_.erase(found);
    if (--open_in_[segment] > 0 || segment == segment_) return;
    open_in_.erase(segment);
    std::error_code ignored;
    fs::remove(path_of(segment), ignored);
  }

 private:
  fs::path path_of(std::uint32_t segment) const { return folder_ / fmt::format("{:08}", segment); }

  void remove_all() {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored)) fs::remove(entry.path(), ignored);
  }

  Result<void> next_segment() {
    const std::uint32_t before = segment_++;
    const int fd = ::open(path_of(segment_).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
      return failure(ErrorKind::unavailable, "the dot journal cannot be written", folder_.string(), "see whether the disk is full or the folder is yours");
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
    written_ = mark_.size();
    check(::write(fd_, mark_.data(), mark_.size()) >= 0);
    if (const auto done = open_in_.find(before); done != open_in_.end() && done->second == 0) {
      open_in_.erase(done);
      std::error_code ignored;
      fs::remove(path_of(before), ignored);
    }
    return {};
  }

  // A journal that cannot be written any more stops the sender on the spot: going on could tell somebody twice.
  void write(const DotRecord& record) {
    const std::string bytes = bytes_of(record);
    check(::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    dirty_ = true;
    written_ += bytes.size();
    if (written_ >= segment_bytes_ && record.kind == DotRecord::Kind::dot) check(next_segment().has_value());
  }

  void sync() {
    std::unique_lock lock(mutex_);
    while (!leaving_) {
      wake_.wait_for(lock, 50ms, [this] { return leaving_; });
      if (!std::exchange(dirty_, false)) continue;
      const int fd = ::dup(fd_);
      lock.unlock();
      ::fdatasync(fd);
      ::close(fd);
      lock.lock();
    }
  }

  fs::path folder_;
  std::size_t segment_bytes_;
  std::string mark_;
  std::vector<DotRecord> left_;
  bool machine_died_ = false;
  std::uint64_t owner_ = 0;

  std::mutex mutex_;
  int fd_ = -1;
  std::uint32_t segment_ = 0;
  std::size_t written_ = 0;
  std::map<std::pair<std::uint64_t, std::uint32_t>, std::uint32_t> where_;  // records not yet settled
  std::map<std::uint32_t, std::size_t> open_in_;
  bool dirty_ = false, leaving_ = false;
  std::condition_variable wake_;
  std::thread syncer_;
};

}  // namespace

Result<std::unique_ptr<ports::MailJournal>> open_dot_journal(const std::string& folder, std::size_t segment_bytes) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return failure(ErrorKind::unavailable, "the dot journal's folder cannot be made", folder, "see whether the folder above is yours");
  fs::permissions(folder, fs::perms::owner_all, error);
  auto journal = std::make_unique<FileDotJournal>(folder, segment_bytes);
  journal->read();
  return std::unique_ptr<ports::MailJournal>(std::move(journal));
}

}  // namespace tocsin
