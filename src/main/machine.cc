#include "main/machine.h"

#include "adapters/dot_journal/dot_journal.h"
#include "adapters/duckdb_tables/duckdb_tables.h"
#include "adapters/folder_mailer/folder_mailer.h"
#include "adapters/openpgp_seal/openpgp_seal.h"
#include "adapters/parse_child/parse_child.h"
#include "adapters/pdf_pages/pdf_pages.h"
#include "adapters/simulated_line/simulated_line.h"
#include "adapters/smtp_mailer/smtp_line.h"
#include "adapters/sqlite_queue/sqlite_queue.h"
#include "adapters/sqlite_store/sqlite_store.h"

namespace tocsin {

std::unique_ptr<FileReader> Machine::file_reader() { return std::make_unique<ParseChild>(self_); }
std::unique_ptr<ReturnReader> Machine::return_reader() { return std::make_unique<ParseChild>(self_); }

Result<std::unique_ptr<TableEngine>> Machine::open_tables(const TablePlace& place) { return open_duckdb_tables({.place = place}, random_); }

Result<std::unique_ptr<Store>> Machine::open_store(const std::string& dir, const std::string& key_dir) { return open_sqlite_store({dir, key_dir}, random_); }

Result<std::unique_ptr<Store>> Machine::create_store(const std::string& dir, const std::string& key_dir, const StoreInfo& info) {
  return create_sqlite_store({dir, key_dir}, {info, now()}, random_);
}

Result<std::unique_ptr<NoticeQueue>> Machine::notice_queue(const std::string& path, const SealKey& key, const CampaignFile* campaign) {
  return campaign == nullptr ? open_sqlite_queue(path, key, random_) : make_sqlite_queue(path, key, *campaign, random_);
}

Result<std::unique_ptr<PageWriter>> Machine::page_writer() { return open_pdf_pages({}); }

Result<std::unique_ptr<ports::OpenPgp>> Machine::key_ring(const std::string& dir, std::optional<Instant> simulated_now) {
  return openpgp_seal({.ring_dir = dir, .passphrase = {}, .simulated_now = simulated_now});
}

Result<std::unique_ptr<ports::Mailer>> Machine::mail_folder(const std::string& dir) { return folder_mailer(dir); }

namespace {
SmtpMailerConfig smtp_of(const MailRelay& relay) {
  using Tls = SmtpMailerConfig::Tls;
  SmtpMailerConfig config;
  config.host = relay.host;
  config.port = relay.port;
  config.tls = relay.tls == MailRelay::Tls::implicit ? Tls::implicit : relay.tls == MailRelay::Tls::none ? Tls::none : Tls::starttls;
  config.user = relay.user;
  config.password = relay.password;
  config.our_name = relay.our_name;
  return config;
}
}  // namespace

Result<std::unique_ptr<ports::Mailer>> Machine::mail_relay(const MailRelay& relay) { return smtp_mailer(smtp_of(relay)); }

Result<std::unique_ptr<ports::MailJournal>> Machine::mail_journal(const std::string& dir) { return open_dot_journal(dir); }

Result<std::unique_ptr<ports::MailLine>> Machine::mail_line(const MailRelay* relay, const std::string& folder, std::function<Instant()> now,
                                                            ports::DotJournal& journal) {
  SimulatedLineConfig config{.folder = folder, .now = std::move(now)};
  if (relay != nullptr) {
    SmtpLineConfig line;
    line.relay = smtp_of(*relay);
    TRY(beyond, smtp_line(line, journal));
    config.beyond = std::move(beyond);
  }
  return simulated_line(std::move(config), journal);
}

}  // namespace tocsin
