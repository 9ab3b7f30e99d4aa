// One conversation with a relay: ESMTP with STARTTLS, AUTH, PIPELINING and DSN, one message after another.
//
// Way:    smtp_mailer (one message), smtp_line (millions) -> [here] -> relay
// Law:    RFC 5321, 2920 (pipelining), 3207 (STARTTLS), 4954 (AUTH), 3461 (delivery notes), 3463
// Acts:   on one TCP connection; a coroutine of whoever runs the io_context.
// Holds:  the envelope of the next message may travel with the end of this one; its text never does. What is said in
//         clear before STARTTLS is forgotten. A relay that is silent too long is hung up on.

#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/smtp_mailer/smtp_mailer.h"
#include "ports/mail_line.h"

namespace tocsin {

namespace asio = boost::asio;

struct Envelope {
  std::string_view from;
  std::vector<std::string_view> to;
  std::string_view envelope_id, bytes;
  std::uint64_t number = 0;  // for the journal
  std::uint32_t attempt = 0;
};

struct Spoken {  // what came of one message
  ports::HandOverReport report;
  bool begun = false;  // MAIL was sent
};

// Whether anybody may send this: addresses without tricks, lines whole.
Result<void> check_envelope(const Envelope& mail);

// Good for all conversations with one relay. `invalid` where the configuration is wrong.
Result<void> check_config(const SmtpMailerConfig& config);
std::shared_ptr<asio::ssl::context> tls_of(const SmtpMailerConfig& config);

class SmtpTalk {
 public:
  SmtpTalk(asio::io_context& io, const SmtpMailerConfig& config, asio::ssl::context& tls, ports::DotJournal* journal = nullptr);

  // Connects, greets, secures, logs in. Nothing, or why not.
  asio::awaitable<std::optional<ports::HandOverReport>> open();
  bool is_open() const { return open_; }
  std::size_t sent() const { return sent_; }

  // `next`: the message after this one, if it is known: its envelope goes out with the end of this.
  asio::awaitable<Spoken> say(const Envelope& mail, const Envelope* next = nullptr);
  asio::awaitable<void> quit();
  void hang_up();

 private:
  struct Reply {
    int code = 0;  // 0: none came
    std::string enhanced;
    std::vector<std::string> lines;  // without code
  };

  asio::awaitable<bool> connect();
  asio::awaitable<Reply> greet();
  asio::awaitable<std::optional<ports::HandOverReport>> secure();
  asio::awaitable<std::optional<ports::HandOverReport>> log_in();
  asio::awaitable<bool> write(std::string_view bytes);
  asio::awaitable<std::size_t> write_some(std::string_view bytes);  // how many surely left us
  asio::awaitable<Reply> hear();
  asio::awaitable<Reply> ask(std::string line);
  asio::awaitable<bool> read_more();
  void watch(std::chrono::seconds limit);

  std::string envelope_of(const Envelope& mail) const;
  bool one_go(const Envelope& mail) const { return pipelining_ && mail.to.size() == 1; }
  asio::awaitable<Spoken> hear_envelope(const Envelope& mail);
  asio::awaitable<Spoken> say_envelope(const Envelope& mail);
  asio::awaitable<Spoken> send_text(const Envelope& mail, const Envelope* next);
  Spoken judge(const Reply& reply, bool begun, std::string what);
  bool offers(std::string_view word) const;

  asio::io_context& io_;
  const SmtpMailerConfig& config_;
  ports::DotJournal* journal_;
  asio::ssl::stream<asio::ip::tcp::socket> stream_;
  asio::steady_timer watchdog_;
  bool open_ = false, tls_ = false, pipelining_ = false, envelope_out_ = false, reset_ = false, timed_out_ = false;
  std::size_t sent_ = 0;
  std::vector<std::string> offers_;
  std::string heard_;
  ports::HandOverReport why_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // for the watchdog, which may come a moment late
};

}  // namespace tocsin
