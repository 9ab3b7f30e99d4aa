#include "adapters/smtp_mailer/smtp_mailer.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <csignal>

#include "adapters/smtp_mailer/smtp_talk.h"
#include "base/check.h"

namespace tocsin {
namespace {

using ports::HandOverReport;
using ports::OutgoingMail;

class SmtpMailer : public ports::Mailer {
 public:
  explicit SmtpMailer(SmtpMailerConfig config) : config_(std::move(config)), tls_(tls_of(config_)) {}

  Result<HandOverReport> hand_over(const OutgoingMail& mail) override {
    Envelope envelope{.from = mail.from, .bytes = mail.bytes};
    envelope.to.assign(mail.to.begin(), mail.to.end());
    TRY_DO(check_envelope(envelope));
    HandOverReport report;
    asio::io_context io;
    SmtpTalk talk(io, config_, *tls_);
    asio::co_spawn(io, one_message(talk, envelope, report), asio::detached);
    io.run();
    return report;
  }

 private:
  static asio::awaitable<void> one_message(SmtpTalk& talk, const Envelope& mail, HandOverReport& report) {
    const auto refused = co_await talk.open();
    if (refused) {
      report = *refused;
    } else {
      const Spoken spoken = co_await talk.say(mail);
      report = spoken.report;
    }
    co_await talk.quit();
  }

  SmtpMailerConfig config_;
  std::shared_ptr<asio::ssl::context> tls_;
};

}  // namespace

Result<std::unique_ptr<ports::Mailer>> smtp_mailer(const SmtpMailerConfig& config) {
  TRY_DO(check_config(config));
  static const bool ready = std::signal(SIGPIPE, SIG_IGN) != SIG_ERR;
  check(ready);
  return std::make_unique<SmtpMailer>(config);
}

}  // namespace tocsin
