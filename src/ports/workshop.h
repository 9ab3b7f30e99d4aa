// Everything of the outside world that a use case may ask for; built once, in main.
//
// Way:    main -> [here] -> cli/, api/ -> app/
// Holds:  what it hands out lives as long as it does, unless it is handed over as unique_ptr.

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/aead.h"
#include "base/instant.h"
#include "base/random.h"
#include "base/secret.h"
#include "ports/file_reader.h"
#include "ports/files.h"
#include "ports/mail_format.h"
#include "ports/mailer.h"
#include "ports/openpgp.h"
#include "ports/page_writer.h"
#include "ports/store.h"
#include "ports/table_engine.h"

namespace tocsin::ports {
class DotJournal;  // ports/mail_line.h
class MailLine;
class MailJournal;  // ports/mail_journal.h
}  // namespace tocsin::ports

namespace tocsin {

class ReturnReader;    // ports/return_reader.h
class NoticeQueue;     // ports/notice_queue.h
struct CampaignFile;

// The organisation's own mail relay.
struct MailRelay {
  enum class Tls { starttls, implicit, none };  // none: on this very machine only
  std::string host;
  int port = 587;
  Tls tls = Tls::starttls;
  std::string user;  // empty: no AUTH
  Secret<std::string> password;
  std::string our_name;  // a host name
};

class Workshop {
 public:
  virtual ~Workshop() = default;
  virtual Instant now() = 0;  // the machine's clock; real stores only
  virtual Random& random() = 0;
  virtual Files& files() = 0;
  virtual std::unique_ptr<FileReader> file_reader() = 0;  // strangers' files, at arm's length
  virtual std::unique_ptr<ReturnReader> return_reader() = 0;    // mails that came back, likewise
  virtual Result<std::unique_ptr<TableEngine>> open_tables(const TablePlace& place) = 0;
  virtual Result<std::unique_ptr<Store>> open_store(const std::string& dir, const std::string& key_dir) = 0;
  virtual Result<std::unique_ptr<Store>> create_store(const std::string& dir, const std::string& key_dir, const StoreInfo& info) = 0;

  // One campaign's notices, sealed under `key`. With `campaign` the file is made where it is missing.
  virtual Result<std::unique_ptr<NoticeQueue>> notice_queue(const std::string& path, const SealKey& key, const CampaignFile* campaign) = 0;

  virtual Result<std::unique_ptr<PageWriter>> page_writer() = 0;
  virtual ports::MailFormat& mail_format() = 0;
  // The organisation's own OpenPGP keys and those it pinned. `simulated_now`: of a simulated store.
  virtual Result<std::unique_ptr<ports::OpenPgp>> key_ring(const std::string& dir, std::optional<Instant> simulated_now) = 0;
  // The network, or a folder in its place. Role `mailer` alone asks for these.
  virtual Result<std::unique_ptr<ports::Mailer>> mail_folder(const std::string& dir) = 0;
  virtual Result<std::unique_ptr<ports::Mailer>> mail_relay(const MailRelay& relay) = 0;
  virtual Result<std::unique_ptr<ports::MailJournal>> mail_journal(const std::string& dir) = 0;
  // For mailings. Without a relay every mail is laid into `folder`; with one, those to simulator addresses alone.
  virtual Result<std::unique_ptr<ports::MailLine>> mail_line(const MailRelay* relay, const std::string& folder, std::function<Instant()> now,
                                                             ports::DotJournal& journal) = 0;
};

}  // namespace tocsin
