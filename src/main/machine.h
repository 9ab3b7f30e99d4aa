// The real world behind the ports: SQLite store, PDF pages, OpenPGP, mail, this machine's files and clock.

#pragma once

#include "adapters/local_machine/local_machine.h"
#include "adapters/mime_mail/mime_mail.h"
#include "ports/workshop.h"

namespace tocsin {

class Machine final : public Workshop {
 public:
  explicit Machine(std::string self) : self_(std::move(self)) {}  // self: path of this binary, started again for strangers' files
  Instant now() override { return system_now(); }
  Random& random() override { return random_; }
  Files& files() override { return files_; }
  std::unique_ptr<FileReader> file_reader() override;
  std::unique_ptr<ReturnReader> return_reader() override;
  Result<std::unique_ptr<TableEngine>> open_tables(const TablePlace& place) override;
  Result<std::unique_ptr<Store>> open_store(const std::string& dir, const std::string& key_dir) override;
  Result<std::unique_ptr<Store>> create_store(const std::string& dir, const std::string& key_dir, const StoreInfo& info) override;
  Result<std::unique_ptr<NoticeQueue>> notice_queue(const std::string& path, const SealKey& key, const CampaignFile* campaign) override;
  Result<std::unique_ptr<PageWriter>> page_writer() override;
  ports::MailFormat& mail_format() override { return *mail_format_; }
  Result<std::unique_ptr<ports::OpenPgp>> key_ring(const std::string& dir, std::optional<Instant> simulated_now) override;
  Result<std::unique_ptr<ports::Mailer>> mail_folder(const std::string& dir) override;
  Result<std::unique_ptr<ports::Mailer>> mail_relay(const MailRelay& relay) override;
  Result<std::unique_ptr<ports::MailJournal>> mail_journal(const std::string& dir) override;
  Result<std::unique_ptr<ports::MailLine>> mail_line(const MailRelay* relay, const std::string& folder, std::function<Instant()> now,
                                                     ports::DotJournal& journal) override;

 private:
  std::string self_;
  SystemRandom random_;
  LocalFiles files_;
  std::unique_ptr<ports::MailFormat> mail_format_ = mime_mail();
};

}  // namespace tocsin
