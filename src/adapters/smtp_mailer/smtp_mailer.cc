#include "adapters/smtp_mailer/smtp_mailer.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "base/check.h"
#include "base/text.h"

namespace tocsin {
namespace {

using ports::HandOver;
using ports::HandOverReport;
using ports::OutgoingMail;
using Tls = SmtpMailerConfig::Tls;

struct Cleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;
using List = std::unique_ptr<curl_slist, Cleanup>;

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
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')) return false;
    if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) return false;
  }
  return bytes.ends_with("\r\n") && std::ranges::all_of(split(bytes, '\n'), [](std::string_view line) { return line.size() <= 999; });
}

Result<void> check_mail(const OutgoingMail& mail) {
  if (!is_address(mail.from)) return failure(ErrorKind::invalid, "the sender is no mail address", "mail");
  if (mail.to.empty() || !std::ranges::all_of(mail.to, is_address)) return failure(ErrorKind::invalid, "a recipient is no mail address", "mail");
  if (!has_only_whole_lines(mail.bytes)) return failure(ErrorKind::invalid, "the mail has a line that is too long or not ended by CR LF", "mail");
  return {};
}

// "5.1.1" of "550 5.1.1 <somebody@...>: unknown"
std::string enhanced_of(std::string_view reply) {
  if (reply.size() < 9) return {};
  const std::string_view word = reply.substr(4, reply.find_first_of(" \r\n", 4) - 4);
  const bool shape = word.size() <= 9 && std::ranges::count(word, '.') == 2 && std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.'; });
  return shape && word[0] == reply[0] ? std::string(word) : std::string();
}

// What is told of one conversation, as libcurl lets us overhear it.
struct Conversation {
  std::string_view rest;         // of the message
  bool speaks_of_mail = false;   // MAIL was sent: answers are about this message, no more about us
  bool leaving = false;         // QUIT was sent: what is said now is about nothing
  bool sent_whole = false;       // nothing is left to send but the end mark
  int code = 0;                  // of the last reply
  int code_after_message = 0;    // of the reply to the end mark; 0: none came
  std::string enhanced;

  static std::size_t give(char* to, std::size_t size, std::size_t count, void* self) {
    auto& talk = *static_cast<Conversation*>(self);
    const std::size_t taken = std::min(size * count, talk.rest.size());
    std::memcpy(to, talk.rest.data(), taken);
    talk.rest.remove_prefix(taken);
    if (taken == 0) talk.sent_whole = true;
    return taken;
  }

  static std::size_t hear(char* line, std::size_t size, std::size_t count, void* self) {
    auto& talk = *static_cast<Conversation*>(self);
    const std::string_view reply(line, size * count);
    if (!talk.leaving && reply.size() >= 3 && std::ranges::all_of(reply.substr(0, 3), is_digit)) {
      talk.code = (reply[0] - '0') * 100 + (reply[1] - '0') * 10 + (reply[2] - '0');
      talk.enhanced = enhanced_of(reply);
      if (talk.sent_whole && talk.code_after_message == 0) talk.code_after_message = talk.code;
    }
    return reply.size();
  }

  static int overhear(CURL*, curl_infotype type, char* text, std::size_t size, void* self) {
    if (type != CURLINFO_HEADER_OUT) return 0;
    auto& talk = *static_cast<Conversation*>(self);
    const std::string_view command(text, size);
    talk.speaks_of_mail = talk.speaks_of_mail || command.starts_with("MAIL ");
    talk.leaving = talk.leaving || command.starts_with("QUIT");
    return 0;
  }
};

// By what is certain. `curl` says whether the conversation ended as it should, `talk` how far it came.
HandOverReport report_of(CURLcode curl, const Conversation& talk) {
  const int last = talk.sent_whole ? talk.code_after_message : talk.code;
  const auto report = [&](HandOver outcome, std::string what) { return HandOverReport{outcome, last, last == 0 ? "" : talk.enhanced, std::move(what)}; };
  if (curl == CURLE_OK || (talk.sent_whole && last / 100 == 2)) return report(HandOver::accepted, "the relay took the mail");
  if (talk.sent_whole && last == 0) return report(HandOver::in_doubt, "the mail went out whole, but the relay's answer never came");
  if (talk.speaks_of_mail && last / 100 == 5) return report(HandOver::rejected, "the relay refuses this mail or one of its recipients");
  if (talk.speaks_of_mail && last / 100 == 4) return report(HandOver::deferred, "the relay says: not now");
  switch (curl) {
    case CURLE_LOGIN_DENIED: return report(HandOver::deferred, "the relay does not accept our name and password");
    case CURLE_USE_SSL_FAILED: return report(HandOver::deferred, "the relay offers no TLS; nothing was sent");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE: return report(HandOver::deferred, "the relay's certificate does not verify; nothing was sent");
    case CURLE_COULDNT_RESOLVE_HOST: return report(HandOver::deferred, "the relay's name is not known");
    case CURLE_COULDNT_CONNECT: return report(HandOver::deferred, "the relay does not answer");
    default: return report(HandOver::deferred, fmt::format("the conversation with the relay broke off: {}", curl_easy_strerror(curl)));
  }
}

class SmtpMailer : public ports::Mailer {
 public:
  explicit SmtpMailer(SmtpMailerConfig config) : config_(std::move(config)) {}

  Result<HandOverReport> hand_over(const OutgoingMail& mail) override {
    TRY_DO(check_mail(mail));
    const Handle handle(curl_easy_init());
    check(handle != nullptr);
    List recipients;
    for (const std::string& to : mail.to) {
      curl_slist* longer = curl_slist_append(recipients.get(), fmt::format("<{}>", to).c_str());
      check(longer != nullptr);
      (void)recipients.release();
      recipients.reset(longer);
    }
    Conversation talk{.rest = mail.bytes};
    const std::string from = fmt::format("<{}>", mail.from);
    configure(handle.get());
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, &Conversation::give);
    curl_easy_setopt(handle.get(), CURLOPT_READDATA, &talk);
    curl_easy_setopt(handle.get(), CURLOPT_HEADERFUNCTION, &Conversation::hear);
    curl_easy_setopt(handle.get(), CURLOPT_HEADERDATA, &talk);
    curl_easy_setopt(handle.get(), CURLOPT_DEBUGFUNCTION, &Conversation::overhear);
    curl_easy_setopt(handle.get(), CURLOPT_DEBUGDATA, &talk);
    curl_easy_setopt(handle.get(), CURLOPT_VERBOSE, 1L);
    const CURLcode done = curl_easy_perform(handle.get());
    return report_of(done, talk);
  }

 private:
  void configure(CURL* handle) const {
    const bool six = config_.host.find(':') != std::string::npos;
    const std::string url = fmt::format("{}://{}{}{}:{}/{}", config_.tls == Tls::implicit ? "smtps" : "smtp", six ? "[" : "", config_.host, six ? "]" : "",
                                        config_.port, config_.our_name);
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(config_.connect_limit.count()));
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(config_.reply_limit.count()));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(config_.reply_limit.count()));
    curl_easy_setopt(handle, CURLOPT_USE_SSL, config_.tls == Tls::none ? CURLUSESSL_NONE : CURLUSESSL_ALL);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    if (!config_.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, config_.ca_file.c_str());
    if (config_.user.empty()) return;
    curl_easy_setopt(handle, CURLOPT_SASL_IR, 1L);
    curl_easy_setopt(handle, CURLOPT_USERNAME, config_.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, config_.password.reveal().c_str());
  }

  SmtpMailerConfig config_;
};

}  // namespace

Result<std::unique_ptr<ports::Mailer>> smtp_mailer(const SmtpMailerConfig& config) {
  const auto bad = [](std::string what, std::string remedy) { return failure(ErrorKind::invalid, std::move(what), "mail relay", std::move(remedy)); };
  if (!is_host(config.host)) return bad("the relay has no usable name", "name the host your mail is handed to");
  if (!is_host(config.our_name)) return bad("our own name for EHLO is no host name", "write the name of this machine, as in mail.example.org");
  if (config.port < 1 || config.port > 65535)
    return bad("the relay's port is not between 1 and 65535", "587 is usual for STARTTLS, 465 for TLS from the start");
  if (config.tls == Tls::none && !is_this_machine(config.host)) return bad("mail without TLS is handed over on this machine only", "use starttls or implicit");
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK && std::signal(SIGPIPE, SIG_IGN) != SIG_ERR;
  check(ready);
  return std::make_unique<SmtpMailer>(config);
}

}  // namespace tocsin
