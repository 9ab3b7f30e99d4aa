// Against a scripted relay on loopback that does, at each step, what relays do in bad hours.
#include "adapters/smtp_mailer/smtp_mailer.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <thread>
#include <vector>

#include "base/bytes.h"

namespace tocsin {
namespace {

using ports::HandOver;

const std::string body = "Subject: Message 66ac-8340\r\n\r\n.hidden\r\n..\r\nFrom here on\r\n";

using Script = std::map<std::string, std::string>;

// Answers each command by its first word; "" hangs up. The word "." stands for the end of the message.
class Relay {
 public:
  explicit Relay(const Script& changes) {
    for (const auto& [word, reply] : changes) replies_[word] = reply;
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(socket_, 1), 0);
    EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }

  ~Relay() {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
  }

  int port = 0;
  std::string message;             // REQUIRES: read after the relay's client is done
  std::vector<std::string> lines;  // all commands

 private:
  void serve() {
    const int peer = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (peer < 0) return;
    if (say(peer, "greeting")) talk(peer);
    close(peer);
  }

  void talk(int peer) {
    std::string line;
    while (next_line(peer, line)) {
      const std::string word = line.substr(0, line.find_first_of(" \r"));
      lines.push_back(line);
      if (!say(peer, word)) return;
      if (word == "DATA" && replies_[word].starts_with("354")) {
        if (!take_message(peer) || !say(peer, ".")) return;
      }
      if (word == "QUIT") return;
    }
  }

  bool take_message(int peer) {
    std::string line;
    while (next_line(peer, line)) {
      if (line == ".\r\n") return true;
      message += line.starts_with('.') ? line.substr(1) : line;
    }
    return false;
  }

  bool say(int peer, const std::string& word) {
    const auto reply = replies_.find(word);
    const std::string text = reply == replies_.end() ? "500 what?" : reply->second;
    if (text.empty()) return false;
    return send(peer, (text + "\r\n").data(), text.size() + 2, MSG_NOSIGNAL) > 0;
  }

  bool next_line(int peer, std::string& line) {
    line.clear();
    for (char c = 0; recv(peer, &c, 1, 0) == 1;) {
      line += c;
      if (c == '\n') return true;
    }
    return false;
  }

  Script replies_ = {{"greeting", "220 relay.test ESMTP"},
                     {"EHLO", "250-relay.test\r\n250-AUTH PLAIN\r\n250 ENHANCEDSTATUSCODES"},
                     {"AUTH", "235 2.7.0 welcome"},
                     {"MAIL", "250 2.1.0 ok"},
                     {"RCPT", "250 2.1.5 ok"},
                     {"DATA", "354 go on"},
                     {".", "250 2.0.0 queued as 1"},
                     {"QUIT", "221 bye"}};
  int socket_ = -1;
  std::thread thread_;
};

SmtpMailerConfig to_port(int port) {
  return {.host = "127.0.0.1",
          .port = port,
          .tls = SmtpMailerConfig::Tls::none,
          .ca_file = {},
          .user = {},
          .password = {},
          .our_name = "insurer.example",
          .reply_limit = std::chrono::seconds(20)};
}

ports::OutgoingMail mail() {
  return {*OrderId::of("66ac8340e6a62d358bfe67338f40755b"), "66ac@insurer.example", "dpo@insurer.example", {"breach@authority.example"}, body};
}

struct Story {
  std::string name;
  Script relay;
  HandOver outcome;
  int code;
  std::string enhanced;
};

const Story stories[] = {
    {"all goes well", {}, HandOver::accepted, 250, "2.0.0"},
    {"the answer is there, but no goodbye", {{"QUIT", ""}}, HandOver::accepted, 250, "2.0.0"},
    {"too busy to greet", {{"greeting", "421 4.3.2 too many connections"}}, HandOver::deferred, 421, "4.3.2"},
    {"hangs up at once", {{"greeting", ""}}, HandOver::deferred, 0, ""},
    {"does not want us today", {{"greeting", "554 5.7.1 go away"}}, HandOver::deferred, 554, "5.7.1"},
    {"hangs up after MAIL", {{"MAIL", ""}}, HandOver::deferred, 250, ""},
    {"greylists the recipient", {{"RCPT", "451 4.7.1 try later"}}, HandOver::deferred, 451, "4.7.1"},
    {"mailbox full", {{"RCPT", "452 4.2.2 full"}}, HandOver::deferred, 452, "4.2.2"},
    {"no such recipient", {{"RCPT", "550 5.1.1 <breach@authority.example>: unknown"}}, HandOver::rejected, 550, "5.1.1"},
    {"the sender is not allowed", {{"MAIL", "553 5.7.1 no"}}, HandOver::rejected, 553, "5.7.1"},
    {"no status in the reply", {{"RCPT", "550 no.such.user here"}}, HandOver::rejected, 550, ""},
    {"not now, before the text", {{"DATA", "451 4.3.0 no disk"}}, HandOver::deferred, 451, "4.3.0"},
    {"not now, after the text", {{".", "451 4.3.0 no disk"}}, HandOver::deferred, 451, "4.3.0"},
    {"too large", {{".", "552 5.3.4 too large"}}, HandOver::rejected, 552, "5.3.4"},
    {"hangs up after DATA, before it has the message", {{"DATA", ""}}, HandOver::deferred, 250, ""},
    {"hangs up when it has the whole message", {{".", ""}}, HandOver::in_doubt, 0, ""},
};

TEST(SmtpMailer, Stories) {
  for (const Story& story : stories) {
    SCOPED_TRACE(story.name);
    Relay relay(story.relay);
    const auto report = smtp_mailer(to_port(relay.port)).value()->hand_over(mail());
    ASSERT_TRUE(report.has_value()) << report.error().what;
    EXPECT_EQ(static_cast<int>(report->outcome), static_cast<int>(story.outcome)) << report->what;
    EXPECT_EQ(report->what.find("authority.example"), std::string::npos) << "no address of anybody in a report";
    if (story.code != 250 || story.outcome == HandOver::accepted) {
      EXPECT_EQ(report->code, story.code);
      EXPECT_EQ(report->enhanced, story.enhanced);
    }
    EXPECT_TRUE(relay.message.empty() || relay.message == body) << relay.message;
    if (story.outcome == HandOver::accepted) {
      EXPECT_EQ(relay.message, body) << "dots at the beginning of lines survive";
    }
  }
}

TEST(SmtpMailer, NobodyListens) {
  int port = 0;
  {
    port = Relay(Script{{"greeting", ""}}).port;
  }
  const auto report = smtp_mailer(to_port(port)).value()->hand_over(mail()).value();
  EXPECT_EQ(static_cast<int>(report.outcome), static_cast<int>(HandOver::deferred));
  EXPECT_EQ(report.what, "the relay does not answer");
}

TEST(SmtpMailer, OneRecipientRefusedMeansNobodyGetsIt) {
  ports::OutgoingMail two = mail();
  two.to.emplace_back("second@authority.example");
  Relay relay(Script{{"RCPT", "550 5.1.1 no"}});
  EXPECT_EQ(static_cast<int>(smtp_mailer(to_port(relay.port)).value()->hand_over(two)->outcome), static_cast<int>(HandOver::rejected));
  EXPECT_TRUE(relay.message.empty());
}

TEST(SmtpMailer, NameAndPassword) {
  SmtpMailerConfig config;
  {
    Relay relay(Script{});
    config = to_port(relay.port);
    config.user = "mailer";
    config.password = Secret<std::string>("pass word");
    EXPECT_EQ(static_cast<int>(smtp_mailer(config).value()->hand_over(mail())->outcome), static_cast<int>(HandOver::accepted));
    EXPECT_EQ(relay.message, body);
    const std::string expected = "AUTH PLAIN " + base64(std::string("\0mailer\0pass word", 17)) + "\r\n";
    EXPECT_NE(std::ranges::find(relay.lines, expected), relay.lines.end());
  }
  Relay relay(Script{{"AUTH", "535 5.7.8 wrong"}});
  config.port = relay.port;
  const auto report = smtp_mailer(config).value()->hand_over(mail()).value();
  EXPECT_EQ(static_cast<int>(report.outcome), static_cast<int>(HandOver::deferred)) << "our password is wrong, the mail is not";
  EXPECT_EQ(report.what, "the relay does not accept our name and password");
}

TEST(SmtpMailer, ARelayWithoutTlsGetsNothing) {
  Relay relay(Script{});
  SmtpMailerConfig config = to_port(relay.port);
  config.tls = SmtpMailerConfig::Tls::starttls;
  const auto report = smtp_mailer(config).value()->hand_over(mail()).value();
  EXPECT_EQ(static_cast<int>(report.outcome), static_cast<int>(HandOver::deferred));
  EXPECT_EQ(report.what, "the relay offers no TLS; nothing was sent");
  EXPECT_TRUE(relay.message.empty());
}

TEST(SmtpMailer, WhatNoRelayShouldSeeIsRefusedBefore) {
  const auto mailer = smtp_mailer(to_port(1)).value();
  const std::pair<std::string, void (*)(ports::OutgoingMail&)> tries[] = {
      {"a bare line feed", [](auto& m) { m.bytes = "Subject: x\r\n\r\na\n.\nMAIL FROM:<x@y>\r\n"; }},
      {"a bare carriage return", [](auto& m) { m.bytes = "Subject: x\r\n\r\na\r.\r\n"; }},
      {"no end of line", [](auto& m) { m.bytes = "Subject: x\r\n\r\na"; }},
      {"a line of a thousand bytes", [](auto& m) { m.bytes = std::string(1000, 'x') + "\r\n"; }},
      {"a command in an address", [](auto& m) { m.to[0] = "a@b>\r\nRCPT TO:<c@d"; }},
      {"a recipient that is none", [](auto& m) { m.to[0] = "somebody"; }},
      {"nobody", [](auto& m) { m.to.clear(); }},
      {"a sender in brackets", [](auto& m) { m.from = "<a@b.example>"; }},
  };
  for (const auto& [name, spoil] : tries) {
    ports::OutgoingMail spoiled = mail();
    spoil(spoiled);
    EXPECT_FALSE(mailer->hand_over(spoiled).has_value()) << name;
  }
}

TEST(SmtpMailer, TheConfigurationIsCheckedWhole) {
  const std::pair<std::string, void (*)(SmtpMailerConfig&)> tries[] = {
      {"no host", [](auto& c) { c.host = ""; }},
      {"a host with a path", [](auto& c) { c.host = "relay/x"; }},
      {"no name of ours", [](auto& c) { c.our_name = ""; }},
      {"a port of nobody", [](auto& c) { c.port = 70000; }},
      {"clear text over the network", [](auto& c) { c.host = "relay.example"; }},
  };
  for (const auto& [name, spoil] : tries) {
    SmtpMailerConfig config = to_port(25);
    spoil(config);
    EXPECT_FALSE(smtp_mailer(config).has_value()) << name;
  }
}

}  // namespace
}  // namespace tocsin
