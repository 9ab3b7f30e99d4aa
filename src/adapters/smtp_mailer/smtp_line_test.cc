// Against a relay on loopback that talks to many connections and, on some addresses, does what relays do in bad hours.
#include "adapters/smtp_mailer/smtp_line.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace tocsin {
namespace {

using namespace std::chrono_literals;
using ports::HandOver;
using ports::PostedMail;
using ports::PostReport;

struct Sink {
  bool pipelining = true;
  int connections_max = 1000;

  int port = 0;
  std::atomic<int> connections = 0, refused = 0;
  std::mutex mutex;
  std::map<std::string, int> taken;    // recipient -> how often
  std::map<std::string, std::string> texts;
  std::vector<std::string> envelopes;  // MAIL and RCPT lines
};

// One relay; each connection has a thread.
class Relay {
 public:
  explicit Relay(Sink& sink) : sink_(sink) {
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(socket_, 64), 0);
    EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    sink_.port = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Relay() {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
  }

 private:
  struct Peer {
    int fd;
    std::string heard = {};
    bool say(const std::string& text) const { return send(fd, (text + "\r\n").data(), text.size() + 2, MSG_NOSIGNAL) > 0; }
    bool line(std::string& out) {
      for (;;) {
        if (const std::size_t end = heard.find("\r\n"); end != std::string::npos) {
          out = heard.substr(0, end);
          heard.erase(0, end + 2);
          return true;
        }
        char some[4096];
        const ssize_t got = recv(fd, some, sizeof some, 0);
        if (got <= 0) return false;
        heard.append(some, static_cast<std::size_t>(got));
      }
    }
  };

  void serve() {
    std::list<std::thread> talks;
    for (int fd = 0; (fd = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;)
      talks.emplace_back([this, fd] {
        const int yes = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        talk(Peer{fd});
        close(fd);
      });
    for (std::thread& talk : talks) talk.join();
  }

  void talk(Peer peer) {
    if (++sink_.connections > sink_.connections_max) {
      ++sink_.refused;
      peer.say("421 4.7.0 too many connections");
      --sink_.connections;
      return;
    }
    peer.say("220 relay.test ESMTP");
    std::string line, to;
    while (peer.line(line)) {
      const std::string word = line.substr(0, 4);
      if (word == "MAIL" || word == "RCPT") {
        const std::lock_guard lock(sink_.mutex);
        sink_.envelopes.push_back(line);
      }
      if (word == "EHLO") peer.say(sink_.pipelining ? "250-relay.test\r\n250-PIPELINING\r\n250-SIZE 1000000\r\n250 DSN" : "250 relay.test");
      if (word == "MAIL" || word == "RSET") peer.say("250 2.1.0 ok");
      if (word == "RCPT") {
        to = line.substr(9, line.find('>') - 9);
        peer.say(to.starts_with("gone") ? "550 5.1.1 unknown" : to.starts_with("grey") ? "451 4.7.1 later" : "250 2.1.5 ok");
      }
      if (word == "QUIT") {
        peer.say("221 bye");
        break;
      }
      if (word == "DATA" && !data(peer, to)) break;
    }
    --sink_.connections;
  }

  bool data(Peer& peer, const std::string& to) {
    if (to.starts_with("gone") || to.starts_with("grey")) return peer.say(to.starts_with("greyodd") ? "354 go on" : "554 5.5.1 no valid recipients");
    if (to.starts_with("dropdata")) return false;
    peer.say("354 go on");
    std::string line, text;
    while (peer.line(line) && line != ".") text += (line.starts_with('.') ? line.substr(1) : line) + "\r\n";
    if (line != ".") return false;
    if (to.starts_with("large")) return peer.say("552 5.3.4 too large");
    {
      const std::lock_guard lock(sink_.mutex);
      ++sink_.taken[to];
      sink_.texts[to] = text;
    }
    if (to.starts_with("dropdot")) return false;
    return peer.say("250 2.0.0 queued");
  }

  Sink& sink_;
  int socket_ = -1;
  std::thread thread_;
};

// Remembers everything, and that the promises hold.
class Journal final : public ports::DotJournal {
 public:
  void dot(std::uint64_t number, std::uint32_t) override {
    const std::lock_guard lock(mutex_);
    open_.insert(number);
    most_open = std::max(most_open, open_.size());
    ++dots;
  }
  void answer(std::uint64_t number, std::uint32_t, int) override {
    const std::lock_guard lock(mutex_);
    EXPECT_EQ(open_.erase(number), 1u) << "an answer without a dot";
  }
  std::size_t open() {
    const std::lock_guard lock(mutex_);
    return open_.size();
  }
  std::size_t most_open = 0, dots = 0;

 private:
  std::mutex mutex_;
  std::set<std::uint64_t> open_;
};

SmtpLineConfig to(const Sink& sink, int connections) {
  SmtpLineConfig config;
  config.relay = {
      .host = "127.0.0.1", .port = sink.port, .tls = SmtpMailerConfig::Tls::none, .ca_file = {}, .user = {}, .password = {}, .our_name = "insurer.example"};
  config.relay.reply_limit = 20s;
  config.connections = connections;
  return config;
}

PostedMail mail(std::uint64_t number, const std::string& recipient) {
  return {number,
          1,
          "n+a.1.aaaaaaaa@bounce.insurer.example",
          recipient,
          fmt::format("{}.1", number),
          fmt::format("Subject: {}\r\n\r\n.hidden\r\n..\r\nNumber {}\r\n", number, number)};
}

std::map<std::uint64_t, PostReport> reports(ports::MailLine& line, std::size_t wanted) {
  std::map<std::uint64_t, PostReport> all;
  for (int silent = 0; silent < 100 && all.size() < wanted; ++silent)
    for (PostReport& one : line.take(100ms)) {
      EXPECT_TRUE(all.emplace(one.number, one).second) << "reported twice";
      silent = 0;
    }
  EXPECT_EQ(all.size(), wanted);
  return all;
}

struct Way {
  const char* name;
  bool pipelining;
  int connections;
};
class SmtpLine : public testing::TestWithParam<Way> {};

TEST_P(SmtpLine, EveryMailIsReportedOnceAndAsItWas) {
  const char* const bad[] = {"gone@x.example", "grey@x.example", "large@x.example", "dropdata@x.example", "dropdot@x.example", "greyodd@x.example"};
  Sink sink;
  sink.pipelining = GetParam().pipelining;
  Relay relay(sink);
  Journal journal;
  {
    const auto line = smtp_line(to(sink, GetParam().connections), journal).value();
    std::vector<PostedMail> mails;
    for (std::uint64_t i = 1; i <= 300; ++i)
      mails.push_back(
          mail(i, i % 10 < 6 ? fmt::format("p{}@x.example", i)
                             : fmt::format("{}{}@x.example", std::string_view(bad[i / 10 % 6]).substr(0, std::string_view(bad[i / 10 % 6]).find('@')), i)));
    mails.push_back(mail(301, "no address"));
    line->give(mails);
    const auto all = reports(*line, 301);
    for (const PostedMail& one : mails) {
      const PostReport& report = all.at(one.number);
      const auto is = [&](const char* begin) { return one.to.starts_with(begin); };
      const HandOver wanted = is("gone") || is("large") || is("no") ? HandOver::rejected
                              : is("grey") || is("dropdata")        ? HandOver::deferred
                              : is("dropdot")                       ? HandOver::in_doubt
                                                                    : HandOver::accepted;
      EXPECT_EQ(static_cast<int>(report.report.outcome), static_cast<int>(wanted)) << one.to << ": " << report.report.what;
      EXPECT_TRUE(report.begun);
      if (wanted == HandOver::accepted) {
        EXPECT_EQ(sink.taken[one.to], 1) << one.to;
        EXPECT_EQ(sink.texts[one.to], one.bytes) << "dots at the beginning of lines survive";
      }
    }
  }
  for (const auto& [recipient, times] : sink.taken) EXPECT_EQ(times, 1) << recipient;
  EXPECT_LE(journal.most_open, static_cast<std::size_t>(GetParam().connections) + journal.open());
}

INSTANTIATE_TEST_SUITE_P(Ways, SmtpLine,
                         testing::Values(Way{"one_by_one", false, 1}, Way{"in_one_go", true, 1}, Way{"four_connections", true, 4},
                                         Way{"four_without_pipelining", false, 4}),
                         [](const auto& one) { return one.param.name; });

TEST(SmtpLineWithoutParam, DeliveryNotesAreAskedForUnderTheEnvelopesName) {
  Sink sink;
  Relay relay(sink);
  Journal journal;
  {
    const auto line = smtp_line(to(sink, 1), journal).value();
    line->give({mail(7, "zoe+x@x.example")});
    reports(*line, 1);
  }
  ASSERT_EQ(sink.envelopes.size(), 2u);
  EXPECT_NE(sink.envelopes[0].find(" RET=HDRS ENVID=7.1"), std::string::npos) << sink.envelopes[0];
  EXPECT_NE(sink.envelopes[1].find(" NOTIFY=FAILURE,DELAY ORCPT=rfc822;zoe+2Bx@x.example"), std::string::npos) << sink.envelopes[1];
}

TEST(SmtpLineWithoutParam, ARelayThatIsAwayBeginsNothing) {
  Sink sink;
  {
    const Relay relay(sink);
  }
  Journal journal;
  const auto line = smtp_line(to(sink, 4), journal).value();
  std::vector<PostedMail> mails;
  for (std::uint64_t i = 1; i <= 50; ++i) mails.push_back(mail(i, "p@x.example"));
  line->give(mails);
  for (const auto& [number, report] : reports(*line, 50)) {
    EXPECT_FALSE(report.begun);
    EXPECT_EQ(report.report.what, "the relay does not answer");
  }
  EXPECT_EQ(journal.dots, 0u);
}

TEST(SmtpLineWithoutParam, ARelayThatWantsFewerConnectionsGetsFewer) {
  Sink sink;
  sink.connections_max = 2;
  Relay relay(sink);
  Journal journal;
  {
    const auto line = smtp_line(to(sink, 6), journal).value();
    std::vector<PostedMail> mails;
    for (std::uint64_t i = 1; i <= 200; ++i) mails.push_back(mail(i, fmt::format("p{}@x.example", i)));
    line->give({mails.front()});
    reports(*line, 1);
    mails.erase(mails.begin());
    line->give(mails);
    for (const auto& [number, report] : reports(*line, 199)) EXPECT_EQ(static_cast<int>(report.report.outcome), static_cast<int>(HandOver::accepted));
  }
  EXPECT_EQ(sink.taken.size(), 200u);
}

}  // namespace
}  // namespace tocsin
