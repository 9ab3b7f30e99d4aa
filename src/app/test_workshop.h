// For tests: a workshop of real parts on a folder of its own, at a time that the test sets.
//
// Holds:  the folder goes with it. No clock and no network: mails are left in folders.

#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

#include "adapters/folder_mailer/folder_mailer.h"
#include "adapters/local_machine/local_machine.h"
#include "adapters/mime_mail/mime_mail.h"
#include "adapters/openpgp_seal/openpgp_seal.h"
#include "adapters/pdf_pages/pdf_pages.h"
#include "adapters/sqlite_store/sqlite_store.h"
#include "base/check.h"
#include "ports/mail_journal.h"
#include "ports/notice_queue.h"
#include "ports/return_reader.h"
#include "ports/workshop.h"

namespace tocsin {

class TestWorkshop final : public Workshop {
 public:
  explicit TestWorkshop(Instant now) : now_(now) {
    std::string name = "/tmp/tocsin-test-XXXXXX";
    check(mkdtemp(name.data()) != nullptr);
    dir_ = name;
  }
  ~TestWorkshop() override {
    std::error_code ignored;
    std::filesystem::remove_all(dir_, ignored);
  }

  std::string path(const std::string& name) const { return (dir_ / name).string(); }

  Instant now() override { return now_; }
  Random& random() override { return random_; }
  Files& files() override { return files_; }
  std::unique_ptr<FileReader> file_reader() override { return nullptr; }
  std::unique_ptr<ReturnReader> return_reader() override { return nullptr; }
  Result<std::unique_ptr<TableEngine>> open_tables(const TablePlace& place) override {
    return failure(ErrorKind::unavailable, "these tests have no tables", place.folder);
  }
  Result<std::unique_ptr<Store>> open_store(const std::string& dir, const std::string& key_dir) override { return open_sqlite_store({dir, key_dir}, random_); }
  Result<std::unique_ptr<Store>> create_store(const std::string& dir, const std::string& key_dir, const StoreInfo& info) override {
    return create_sqlite_store({dir, key_dir}, {info, now_}, random_);
  }
  Result<std::unique_ptr<NoticeQueue>> notice_queue(const std::string& path, const SealKey&, const CampaignFile*) override {
    return failure(ErrorKind::unavailable, "these tests tell no persons", path);
  }
  Result<std::unique_ptr<PageWriter>> page_writer() override { return open_pdf_pages({}); }
  ports::MailFormat& mail_format() override { return *mail_format_; }
  Result<std::unique_ptr<ports::OpenPgp>> key_ring(const std::string& dir, std::optional<Instant> simulated_now) override {
    return openpgp_seal({.ring_dir = dir, .passphrase = {}, .simulated_now = simulated_now});
  }
  Result<std::unique_ptr<ports::Mailer>> mail_folder(const std::string& dir) override { return folder_mailer(dir); }
  Result<std::unique_ptr<ports::Mailer>> mail_relay(const MailRelay& relay) override {
    return failure(ErrorKind::unavailable, "tests have no network", relay.host);
  }
  Result<std::unique_ptr<ports::MailJournal>> mail_journal(const std::string& dir) override {
    return failure(ErrorKind::unavailable, "these tests tell no persons", dir);
  }
  Result<std::unique_ptr<ports::MailLine>> mail_line(const MailRelay*, const std::string& folder, std::function<Instant()>, ports::DotJournal&) override {
    return failure(ErrorKind::unavailable, "these tests tell no persons", folder);
  }

 private:
  Instant now_;
  SeededRandom random_{20261122};
  LocalFiles files_;
  std::unique_ptr<ports::MailFormat> mail_format_ = mime_mail();
  std::filesystem::path dir_;
};

}  // namespace tocsin
