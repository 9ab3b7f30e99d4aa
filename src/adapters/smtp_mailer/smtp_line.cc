#include "adapters/smtp_mailer/smtp_line.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <thread>

#include "adapters/smtp_mailer/smtp_talk.h"
#include "base/check.h"

namespace tocsin {
namespace {

using asio::awaitable;
using ports::PostedMail;
using ports::PostReport;

Envelope envelope_of(const PostedMail& mail) {
  return {.from = mail.from, .to = {mail.to}, .envelope_id = mail.envelope_id, .bytes = mail.bytes, .number = mail.number, .attempt = mail.attempt};
}

class SmtpLine final : public ports::MailLine {
 public:
  SmtpLine(SmtpLineConfig config, ports::DotJournal& journal)
      : config_(std::move(config)), journal_(journal), tls_(tls_of(config_.relay)), guard_(asio::make_work_guard(io_)), news_(io_) {
    news_.expires_at(asio::steady_timer::time_point::max());
    talks_.resize(static_cast<std::size_t>(config_.connections));
    for (auto& talk : talks_) asio::co_spawn(io_, connection(talk), asio::detached);
    thread_ = std::thread([this] { io_.run(); });
  }

  ~SmtpLine() override {
    asio::post(io_, [this] {
      leaving_ = true;
      news_.cancel();
    });
    guard_.reset();
    thread_.join();
  }

  void give(std::vector<PostedMail> mails) override {
    asio::post(io_, [this, given = std::move(mails)]() mutable {
      for (PostedMail& mail : given) waiting_.push_back(std::move(mail));
      news_.cancel();
    });
  }

  std::vector<PostReport> take(std::chrono::milliseconds longest) override {
    std::unique_lock lock(mutex_);
    heard_.wait_for(lock, longest, [this] { return !reports_.empty(); });
    return std::exchange(reports_, {});
  }

 private:
  void report(const PostedMail& mail, const Spoken& spoken) {
    const std::lock_guard lock(mutex_);
    reports_.push_back({mail.number, mail.attempt, spoken.begun, spoken.report});
    heard_.notify_one();
  }

  // The next mail that can be sent at all; what cannot is reported here.
  std::optional<PostedMail> next() {
    while (!waiting_.empty()) {
      PostedMail mail = std::move(waiting_.front());
      waiting_.pop_front();
      const auto fit = check_envelope(envelope_of(mail));
      if (fit) return mail;
      report(mail, {{ports::HandOver::rejected, 0, {}, fit.error().what}, true});
    }
    return {};
  }

  awaitable<void> wait_for_news(SmtpTalk* talk) {
    asio::steady_timer idle(io_);
    const auto was_idle = std::make_shared<bool>(false);
    if (talk != nullptr && talk->is_open()) {
      idle.expires_after(config_.idle);
      idle.async_wait([this, was_idle](const boost::system::error_code& error) {
        if (error) return;
        *was_idle = true;
        news_.cancel();
      });
    }
    co_await news_.async_wait(asio::as_tuple(asio::use_awaitable));
    idle.cancel();
    if (*was_idle) co_await talk->quit();
  }

  // The relay is away: nothing that waits is begun.
  void give_back(const std::optional<PostedMail>& mail, const ports::HandOverReport& why) {
    if (mail) report(*mail, {why, false});
    for (const PostedMail& one : std::exchange(waiting_, {})) report(one, {why, false});
  }

  bool anybody_talks() const {
    return std::ranges::any_of(talks_, [](const auto& talk) { return talk != nullptr && talk->is_open(); });
  }

  awaitable<void> connection(std::unique_ptr<SmtpTalk>& talk) {
    for (std::optional<PostedMail> mail;;) {
      if (!mail) mail = next();
      if (!mail) {
        if (leaving_) break;
        co_await wait_for_news(talk.get());
        continue;
      }
      if (talk != nullptr && talk->is_open() && talk->sent() >= config_.mails_per_connection) co_await talk->quit();
      if (talk == nullptr || !talk->is_open()) {
        talk = std::make_unique<SmtpTalk>(io_, config_.relay, *tls_, &journal_);
        const auto refused = co_await talk->open();
        if (refused && anybody_talks()) {  // the relay wants fewer connections: the others carry on
          waiting_.push_front(std::move(*mail));
          news_.cancel();
          co_return;
        }
        if (refused) {
          give_back(std::exchange(mail, {}), *refused);
          continue;
        }
      }
      // Known now, so that its envelope can travel with this one's end; not where this connection is about to close.
      std::optional<PostedMail> after;
      if (talk->sent() + 1 < config_.mails_per_connection) after = next();
      const Envelope envelope = envelope_of(*mail);
      const Envelope following = after ? envelope_of(*after) : Envelope{};
      const Spoken spoken = co_await talk->say(envelope, after ? &following : nullptr);
      report(*mail, spoken);
      mail = std::move(after);
    }
    if (talk != nullptr) co_await talk->quit();
  }

  SmtpLineConfig config_;
  ports::DotJournal& journal_;
  std::shared_ptr<asio::ssl::context> tls_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  asio::steady_timer news_;  // cancelled when there is something to do
  std::deque<PostedMail> waiting_;
  std::vector<std::unique_ptr<SmtpTalk>> talks_;  // one a connection
  bool leaving_ = false;

  std::mutex mutex_;
  std::condition_variable heard_;
  std::vector<PostReport> reports_;
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<ports::MailLine>> smtp_line(const SmtpLineConfig& config, ports::DotJournal& journal) {
  TRY_DO(check_config(config.relay));
  static const bool ready = std::signal(SIGPIPE, SIG_IGN) != SIG_ERR;
  check(ready);
  return std::make_unique<SmtpLine>(config, journal);
}

}  // namespace tocsin
