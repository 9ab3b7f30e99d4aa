#include "adapters/smtp_mailer/smtp_talk.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "base/bytes.h"
#include "base/text.h"

namespace tocsin {
namespace {

using asio::awaitable;
using ports::HandOver;
using ports::HandOverReport;
using Tls = SmtpMailerConfig::Tls;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);  // errors as values
constexpr std::size_t reply_bytes_max = 64 << 10;
constexpr std::chrono::seconds goodbye_limit{5};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_sign(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == ':'; }
bool is_host(std::string_view text) { return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, is_word_sign); }
bool is_this_machine(std::string_view host) { return host == "127.0.0.1" || host == "::1" || host == "localhost"; }

bool is_address(std::string_view text) {
  const bool plain =
      std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f && std::string_view("<>()[]\\,;:\"").find(c) == std::string_view::npos; });
  return plain && text.size() <= 254 && std::ranges::count(text, '@') == 1 && !text.starts_with('@') && !text.ends_with('@');
}

// A bare CR or LF is read as the end of the message by some relays and not by others: that is how mails are smuggled.
bool has_only_whole_lines(std::string_view bytes) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')) return false;
    if (bytes[i] != '\n') continue;
    if (i == 0 || bytes[i - 1] != '\r' || i - begin > 999) return false;
    begin = i + 1;
  }
  return bytes.ends_with("\r\n");
}

// RFC 3461, 4: what is no plain printable sign, as +XX.
std::string xtext(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c > 0x20 && c < 0x7f && c != '+' && c != '=')
      out += c;
    else
      out += fmt::format("+{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// RFC 5321, 4.5.2: a line that begins with a dot gets another, and the end is a line of one dot.
std::string stuffed(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + 64);
  for (std::size_t begin = 0; begin < bytes.size();) {
    if (bytes[begin] == '.') out += '.';
    std::size_t end = bytes.find("\r\n.", begin);
    end = end == std::string_view::npos ? bytes.size() : end + 2;
    out.append(bytes.substr(begin, end - begin));
    begin = end;
  }
  return out.append(".\r\n");
}

// "5.1.1" of "5.1.1 <somebody@...>: unknown"
std::string enhanced_of(std::string_view line, char first) {
  const std::string_view word = line.substr(0, line.find(' '));
  const bool shape = word.size() <= 9 && std::ranges::count(word, '.') == 2 && std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.'; });
  return shape && word[0] == first ? std::string(word) : std::string();
}

HandOverReport deferred(std::string what, int code = 0, std::string enhanced = {}) { return {HandOver::deferred, code, std::move(enhanced), std::move(what)}; }

}  // namespace

Result<void> check_envelope(const Envelope& mail) {
  if (!is_address(mail.from)) return failure(ErrorKind::invalid, "the sender is no mail address", "mail");
  if (mail.to.empty() || !std::ranges::all_of(mail.to, is_address)) return failure(ErrorKind::invalid, "a recipient is no mail address", "mail");
  if (!has_only_whole_lines(mail.bytes)) return failure(ErrorKind::invalid, "the mail has a line that is too long or not ended by CR LF", "mail");
  return {};
}

Result<void> check_config(const SmtpMailerConfig& config) {
  const auto bad = [](std::string what, std::string remedy) { return failure(ErrorKind::invalid, std::move(what), "mail relay", std::move(remedy)); };
  if (!is_host(config.host)) return bad("the relay has no usable name", "name the host your mail is handed to");
  if (!is_host(config.our_name)) return bad("our own name for EHLO is no host name", "write the name of this machine, as in mail.example.org");
  if (config.port < 1 || config.port > 65535)
    return bad("the relay's port is not between 1 and 65535", "587 is usual for STARTTLS, 465 for TLS from the start");
  if (config.tls == Tls::none && !is_this_machine(config.host)) return bad("mail without TLS is handed over on this machine only", "use starttls or implicit");
  return {};
}

std::shared_ptr<asio::ssl::context> tls_of(const SmtpMailerConfig& config) {
  auto tls = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
  boost::system::error_code error;
  SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
  tls->set_verify_mode(asio::ssl::verify_peer, error);
  if (config.ca_file.empty())
    tls->set_default_verify_paths(error);
  else
    tls->load_verify_file(config.ca_file, error);  // where it cannot be read nothing verifies, and nothing is sent
  return tls;
}

SmtpTalk::SmtpTalk(asio::io_context& io, const SmtpMailerConfig& config, asio::ssl::context& tls, ports::DotJournal* journal)
    : io_(io), config_(config), journal_(journal), stream_(io, tls), watchdog_(io) {}

// ---- bytes ----

void SmtpTalk::watch(std::chrono::seconds limit) {
  watchdog_.expires_after(limit);
  watchdog_.async_wait([this, alive = std::weak_ptr<bool>(alive_)](const boost::system::error_code& error) {
    if (error || alive.expired()) return;
    timed_out_ = true;
    hang_up();
  });
}

void SmtpTalk::hang_up() {
  boost::system::error_code ignored;
  stream_.next_layer().close(ignored);
  watchdog_.cancel();
  open_ = envelope_out_ = reset_ = false;
}

awaitable<std::size_t> SmtpTalk::write_some(std::string_view bytes) {
  watch(config_.reply_limit);
  const asio::const_buffer buffer = asio::buffer(bytes.data(), bytes.size());
  if (tls_) {
    const auto [error, count] = co_await asio::async_write(stream_, buffer, quietly);
    co_return count;
  }
  const auto [error, count] = co_await asio::async_write(stream_.next_layer(), buffer, quietly);
  co_return count;
}

awaitable<bool> SmtpTalk::write(std::string_view bytes) { co_return co_await write_some(bytes) == bytes.size(); }

awaitable<bool> SmtpTalk::read_more() {
  if (heard_.size() > reply_bytes_max) co_return false;
  char some[4096];
  std::size_t size = 0;
  if (tls_) {
    const auto [error, count] = co_await stream_.async_read_some(asio::buffer(some), quietly);
    size = error ? 0 : count;
  } else {
    const auto [error, count] = co_await stream_.next_layer().async_read_some(asio::buffer(some), quietly);
    size = error ? 0 : count;
  }
  heard_.append(some, size);
  co_return size > 0;
}

awaitable<SmtpTalk::Reply> SmtpTalk::hear() {
  Reply reply;
  watch(config_.reply_limit);
  for (;;) {
    const std::size_t end = heard_.find('\n');
    if (end == std::string::npos) {
      const bool more = co_await read_more();
      if (more) continue;
      hang_up();
      co_return Reply{};
    }
    std::string line = heard_.substr(0, end);
    heard_.erase(0, end + 1);
    if (line.ends_with('\r')) line.pop_back();
    if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit) || reply.lines.size() > 100) {
      hang_up();  // whoever speaks like this is no relay
      co_return Reply{};
    }
    reply.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    reply.lines.push_back(line.size() > 4 ? line.substr(4) : "");
    if (line.size() > 3 && line[3] == '-') continue;
    reply.enhanced = enhanced_of(reply.lines.back(), line[0]);
    if (reply.code == 421) open_ = false;  // it hangs up by itself
    co_return reply;
  }
}

awaitable<SmtpTalk::Reply> SmtpTalk::ask(std::string line) {
  line += "\r\n";
  const bool written = co_await write(line);
  if (!written) {
    hang_up();
    co_return Reply{};
  }
  co_return co_await hear();
}

// ---- the beginning ----

bool SmtpTalk::offers(std::string_view word) const {
  return std::ranges::any_of(offers_, [&](const std::string& line) { return line == word || line.starts_with(std::string(word) + " "); });
}

awaitable<bool> SmtpTalk::connect() {
  watch(config_.connect_limit);
  asio::ip::tcp::resolver resolver(io_);
  const auto [unknown, found] = co_await resolver.async_resolve(config_.host, std::to_string(config_.port), quietly);
  if (unknown) {
    why_ = deferred("the relay's name is not known");
    co_return false;
  }
  const auto [error, where] = co_await asio::async_connect(stream_.next_layer(), found, quietly);
  if (error) {
    why_ = deferred("the relay does not answer");
    co_return false;
  }
  boost::system::error_code ignored;
  stream_.next_layer().set_option(asio::ip::tcp::no_delay(true), ignored);
  co_return true;
}

awaitable<SmtpTalk::Reply> SmtpTalk::greet() {
  Reply reply = co_await ask("EHLO " + config_.our_name);
  if (reply.code / 100 != 2) co_return reply;
  offers_.clear();
  for (const std::string& line : reply.lines) {
    std::string word = line;
    std::ranges::transform(word, word.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    offers_.push_back(word);
  }
  pipelining_ = offers("PIPELINING");
  co_return reply;
}

awaitable<std::optional<HandOverReport>> SmtpTalk::secure() {
  boost::system::error_code error;
  stream_.set_verify_callback(asio::ssl::host_name_verification(config_.host), error);
  SSL_set_tlsext_host_name(stream_.native_handle(), config_.host.c_str());
  watch(config_.connect_limit);
  heard_.clear();  // whatever was said in clear
  const auto [failed] = co_await stream_.async_handshake(asio::ssl::stream_base::client, quietly);
  if (failed) co_return deferred("the relay's certificate does not verify; nothing was sent");
  tls_ = true;
  co_return std::nullopt;
}

awaitable<std::optional<HandOverReport>> SmtpTalk::log_in() {
  if (config_.user.empty()) co_return std::nullopt;
  const std::string& password = config_.password.reveal();
  const bool login_only = std::ranges::any_of(offers_, [](const std::string& line) {
    return line.starts_with("AUTH") && line.find("PLAIN") == std::string::npos && line.find("LOGIN") != std::string::npos;
  });
  Reply reply;
  if (login_only) {
    reply = co_await ask("AUTH LOGIN");
    if (reply.code == 334) reply = co_await ask(base64(config_.user));
    if (reply.code == 334) reply = co_await ask(base64(password));
  } else {
    std::string both(1, '\0');
    both.append(config_.user).append(1, '\0').append(password);
    reply = co_await ask("AUTH PLAIN " + base64(both));
  }
  if (reply.code / 100 == 2) co_return std::nullopt;
  co_return deferred("the relay does not accept our name and password", reply.code, reply.enhanced);
}

awaitable<std::optional<HandOverReport>> SmtpTalk::open() {
  const bool connected = co_await connect();
  if (!connected) {
    hang_up();
    co_return why_;
  }
  if (config_.tls == Tls::implicit) {
    if (auto refused = co_await secure()) co_return refused;
  }
  const auto refusal = [this](const Reply& reply) {
    hang_up();
    if (reply.code == 0) return deferred(timed_out_ ? "the relay is silent" : "the conversation with the relay broke off");
    return deferred("the relay does not want to talk now", reply.code, reply.enhanced);
  };
  const Reply greeting = co_await hear();
  if (greeting.code / 100 != 2) co_return refusal(greeting);
  const Reply hello = co_await greet();
  if (hello.code / 100 != 2) co_return refusal(hello);
  if (config_.tls == Tls::starttls) {
    if (!offers("STARTTLS")) {
      hang_up();
      co_return deferred("the relay offers no TLS; nothing was sent");
    }
    const Reply go = co_await ask("STARTTLS");
    if (go.code != 220) co_return refusal(go);
    if (auto refused = co_await secure()) co_return refused;
    const Reply again = co_await greet();
    if (again.code / 100 != 2) co_return refusal(again);
  }
  if (auto refused = co_await log_in()) {
    hang_up();
    co_return refused;
  }
  open_ = true;
  sent_ = 0;
  co_return std::nullopt;
}

// ---- one message ----

std::string SmtpTalk::envelope_of(const Envelope& mail) const {
  const bool notes = offers("DSN") && !mail.envelope_id.empty();
  const bool eight_bits = offers("8BITMIME") && std::ranges::any_of(mail.bytes, [](char c) { return static_cast<unsigned char>(c) > 0x7f; });
  std::string out = fmt::format("MAIL FROM:<{}>", mail.from);
  if (offers("SIZE")) out += fmt::format(" SIZE={}", mail.bytes.size());
  if (eight_bits) out += " BODY=8BITMIME";
  if (notes) out += fmt::format(" RET=HDRS ENVID={}", xtext(mail.envelope_id));
  out += "\r\n";
  for (const std::string_view to : mail.to) {
    out += fmt::format("RCPT TO:<{}>", to);
    if (notes) out += fmt::format(" NOTIFY=FAILURE,DELAY ORCPT=rfc822;{}", xtext(to));
    out += "\r\n";
  }
  if (one_go(mail)) out += "DATA\r\n";
  return out;
}

Spoken SmtpTalk::judge(const Reply& reply, bool begun, std::string what) {
  if (reply.code == 0) return {deferred(timed_out_ ? "the relay is silent" : "the conversation with the relay broke off"), begun};
  const HandOver outcome = reply.code / 100 == 5 ? HandOver::rejected : HandOver::deferred;
  if (outcome == HandOver::deferred) what = "the relay says: not now";
  return {{outcome, reply.code, reply.enhanced, std::move(what)}, begun};
}

// MAIL, RCPT and DATA in one go; all their answers are heard whatever they say. Accepted: the text may follow.
awaitable<Spoken> SmtpTalk::hear_envelope(const Envelope& mail) {
  constexpr const char* no = "the relay refuses this mail or one of its recipients";
  envelope_out_ = false;
  if (reset_) {
    const Reply cleared = co_await hear();
    if (cleared.code == 0) co_return judge(cleared, true, no);
    reset_ = false;
  }
  std::optional<Spoken> refused;
  for (std::size_t i = 0; i < mail.to.size() + 2; ++i) {
    const Reply reply = co_await hear();
    const bool is_data = i == mail.to.size() + 1;
    if (reply.code == 0) co_return refused ? *refused : judge(reply, true, no);
    if (!refused && reply.code / 100 != (is_data ? 3 : 2)) refused = judge(reply, true, no);
    if (refused && is_data && reply.code == 354) hang_up();  // it waits for a text that nobody wants
  }
  if (!refused) co_return Spoken{{HandOver::accepted, 0, {}, {}}, true};
  reset_ = open_;
  co_return *refused;
}

// The same, question by question: for relays without PIPELINING, and for several recipients, of whom all must be taken.
awaitable<Spoken> SmtpTalk::say_envelope(const Envelope& mail) {
  constexpr const char* no = "the relay refuses this mail or one of its recipients";
  if (std::exchange(reset_, false)) co_await ask("RSET");
  std::string envelope = envelope_of(mail);
  for (std::size_t begin = 0; begin < envelope.size();) {
    const std::size_t end = envelope.find("\r\n", begin);
    const Reply reply = co_await ask(envelope.substr(begin, end - begin));
    if (reply.code / 100 != 2) {
      reset_ = open_;
      co_return judge(reply, true, no);
    }
    begin = end + 2;
  }
  const Reply go = co_await ask("DATA");
  if (go.code != 354) {
    reset_ = open_;
    co_return judge(go, true, no);
  }
  co_return Spoken{{HandOver::accepted, 0, {}, {}}, true};
}

awaitable<Spoken> SmtpTalk::send_text(const Envelope& mail, const Envelope* next) {
  std::string text = stuffed(mail.bytes);
  const std::size_t whole = text.size();
  const bool with_next = next != nullptr && one_go(*next);
  if (with_next) text += envelope_of(*next);
  if (journal_ != nullptr) journal_->dot(mail.number, mail.attempt);
  const std::size_t left = co_await write_some(text);
  if (left < whole) {  // the end mark never left us: the relay surely does not take it
    hang_up();
    if (journal_ != nullptr) journal_->answer(mail.number, mail.attempt, 0);
    co_return judge({}, true, {});
  }
  const Reply reply = co_await hear();
  if (reply.code != 0 && journal_ != nullptr) journal_->answer(mail.number, mail.attempt, reply.code);
  envelope_out_ = with_next && left == text.size() && open_;
  if (with_next && !envelope_out_) hang_up();
  if (reply.code == 0) co_return Spoken{{HandOver::in_doubt, 0, {}, "the mail went out whole, but the relay's answer never came"}, true};
  if (reply.code / 100 == 2) {
    ++sent_;
    co_return Spoken{{HandOver::accepted, reply.code, reply.enhanced, "the relay took the mail"}, true};
  }
  co_return judge(reply, true, "the relay refuses this mail or one of its recipients");
}

awaitable<Spoken> SmtpTalk::say(const Envelope& mail, const Envelope* next) {
  Spoken spoken;
  if (one_go(mail)) {
    if (!envelope_out_) {
      const std::string envelope = (reset_ ? "RSET\r\n" : "") + envelope_of(mail);
      const bool written = co_await write(envelope);
      if (!written) {
        hang_up();
        co_return judge({}, false, {});
      }
    }
    spoken = co_await hear_envelope(mail);
  } else {
    spoken = co_await say_envelope(mail);
  }
  if (spoken.report.outcome == HandOver::accepted) spoken = co_await send_text(mail, next);
  watchdog_.cancel();
  co_return spoken;
}

awaitable<void> SmtpTalk::quit() {
  if (open_) {
    watch(goodbye_limit);
    const bool written = co_await write("QUIT\r\n");
    if (written) {
      watch(goodbye_limit);
      co_await read_more();
    }
  }
  hang_up();
}

}  // namespace tocsin
