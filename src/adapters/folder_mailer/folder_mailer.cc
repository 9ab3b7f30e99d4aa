#include "adapters/folder_mailer/folder_mailer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using ports::HandOver;
using ports::HandOverReport;
using ports::OutgoingMail;

std::unexpected<Error> world_failed(const fs::path& where) {
  return failure(ErrorKind::unavailable, "the mail could not be written into the outbox folder", where.string(),
                 "see whether the disk is full or the folder read-only");
}

// The whole file, on disk, or nothing under this name.
bool write_durably(const fs::path& file, std::string_view bytes) {
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  bool good = true;
  while (good && !bytes.empty()) {
    const ssize_t wrote = write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    good = wrote > 0;
    if (good) bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  good = good && fsync(fd) == 0;
  return close(fd) == 0 && good;
}

bool sync_folder(const fs::path& folder) {
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool good = fsync(fd) == 0;
  close(fd);
  return good;
}

HandOverReport simulated(std::string_view address) {
  if (address == "reject@simulator.tocsin") return {HandOver::rejected, 550, "5.1.1", "the simulated recipient does not exist"};
  if (address == "defer@simulator.tocsin") return {HandOver::deferred, 451, "4.3.0", "the simulated relay says: not now"};
  if (address == "doubt@simulator.tocsin") return {HandOver::in_doubt, 0, "", "the simulated relay dropped the connection"};
  return {HandOver::accepted, 250, "2.0.0", "written into the outbox folder"};
}

class FolderMailer : public ports::Mailer {
 public:
  explicit FolderMailer(fs::path folder) : folder_(std::move(folder)) {}

  Result<HandOverReport> hand_over(const OutgoingMail& mail) override {
    if (mail.to.empty() || mail.order.is_none()) return failure(ErrorKind::invalid, "a mail needs an order and a recipient", "mail");
    for (const std::string& address : mail.to)
      if (HandOverReport report = simulated(address); report.outcome != HandOver::accepted) return report;
    TRY_DO(keep(mail));
    return simulated({});
  }

 private:
  Result<void> keep(const OutgoingMail& mail) {
    const fs::path file = folder_ / (mail.order.text() + ".eml");
    if (std::ifstream there(file, std::ios::binary); there) {
      const std::string bytes(std::istreambuf_iterator<char>(there), {});
      if (bytes == mail.bytes) return {};
      return failure(ErrorKind::conflict, "another message was handed over under this order", file.filename().string(),
                     "give the new message an order of its own (the next revision)");
    }
    const fs::path unfinished = folder_ / (mail.order.text() + ".part");
    if (!write_durably(unfinished, mail.bytes)) return world_failed(unfinished);
    std::error_code error;
    fs::rename(unfinished, file, error);
    if (error || !sync_folder(folder_)) return world_failed(file);
    return {};
  }

  fs::path folder_;
};

}  // namespace

Result<std::unique_ptr<ports::Mailer>> folder_mailer(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder)) return failure(ErrorKind::unavailable, "the outbox folder cannot be made", folder, "see its permissions");
  return std::make_unique<FolderMailer>(folder);
}

}  // namespace tocsin
