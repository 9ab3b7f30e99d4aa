// Against a real Postfix, started here in a folder of its own with the port, users and rules the test needs.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

#include "adapters/smtp_mailer/smtp_mailer.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using ports::HandOver;

int connection_to(int port, bool listen_there) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  socklen_t size = sizeof address;
  int result = listen_there ? bind(fd, reinterpret_cast<sockaddr*>(&address), size) : connect(fd, reinterpret_cast<sockaddr*>(&address), size);
  if (result == 0 && listen_there) {
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    result = ntohs(address.sin_port);
  }
  close(fd);
  return result;  // a free port; or 0 where somebody answers
}

bool run(const std::string& command) { return std::system((command + " > /dev/null 2>&1").c_str()) == 0; }

// One domain with one mailbox; two recipients for whom it has bad news.
constexpr const char* main_cf = R"(compatibility_level = 3.6
mail_owner = postfix
setgid_group = postdrop
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
queue_directory = @DIR@/queue
data_directory = @DIR@/data
maillog_file = @DIR@/mail.log
maillog_file_prefixes = /tmp
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.test
mynetworks = 127.0.0.0/8
mydestination =
local_recipient_maps =
alias_maps =
local_transport = error:nobody
default_transport = error:this server sends nothing out
virtual_mailbox_domains = authority.example
virtual_mailbox_base = @DIR@/box
virtual_mailbox_maps = static:inbox/
virtual_minimum_uid = 1
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
message_size_limit = 1000000
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
  check_recipient_access inline:{{full@authority.example = 452 4.2.2 mailbox full}, {gone@authority.example = 550 5.1.1 unknown}},
  permit_mynetworks, reject
smtpd_tls_security_level = may
smtpd_tls_cert_file = @DIR@/etc/relay.pem
smtpd_tls_key_file = @DIR@/etc/relay.pem.key
)";

constexpr const char* master_cf = R"(127.0.0.1:@PORT@ inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
virtual unix - n n - - virtual
error unix - - n - - error
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
)";

class Postfix : public testing::Test {
 protected:
  void SetUp() override {
    if (getuid() != 0) GTEST_SKIP() << "starting a mail server of our own takes root";
    if (!fs::exists("/usr/lib/postfix/sbin/master")) GTEST_SKIP() << "postfix is not installed";
    std::string name = "/tmp/postfix-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    dir_ = name;
    fs::permissions(dir_, fs::perms(0755));
    port_ = connection_to(0, true);
    configure();
    if (!run("postfix -c " + dir_.string() + "/etc start")) GTEST_SKIP() << "postfix does not start on this machine";
    started_ = true;
    for (int i = 0; i < 100 && connection_to(port_, false) != 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    if (connection_to(port_, false) != 0) GTEST_SKIP() << "postfix does not answer on this machine";
  }

  void TearDown() override {
    if (started_) run("postfix -c " + dir_.string() + "/etc stop");
    if (!dir_.empty()) fs::remove_all(dir_);
  }

  void configure() {
    for (const char* folder : {"etc", "queue", "data", "box"}) fs::create_directory(dir_ / folder);
    ASSERT_TRUE(run("chown postfix " + (dir_ / "data").string()));
    ASSERT_TRUE(run("chown nobody " + (dir_ / "box").string()));
    const std::string pem = (dir_ / "etc" / "relay.pem").string();
    ASSERT_TRUE(
        run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext "
            "subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " +
            pem + ".key -out " + pem));
    write("main.cf", main_cf);
    write("master.cf", master_cf);
  }

  void write(const char* file, std::string text) const {
    for (const auto& [mark, value] : {std::pair{std::string("@DIR@"), dir_.string()}, std::pair{std::string("@PORT@"), std::to_string(port_)}})
      for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.replace(at, mark.size(), value);
    std::ofstream(dir_ / "etc" / file) << text;
  }

  SmtpMailerConfig config() const {
    SmtpMailerConfig config;
    config.host = "localhost";
    config.port = port_;
    config.ca_file = (dir_ / "etc" / "relay.pem").string();
    config.our_name = "insurer.example";
    config.reply_limit = std::chrono::seconds(20);
    return config;
  }

  static ports::OutgoingMail mail(std::string to, std::string text = "Grüße\r\n.\r\n..x\r\n") {
    return {*OrderId::of("66ac8340e6a62d358bfe67338f40755b"),
            "66ac@insurer.example",
            "dpo@insurer.example",
            {std::move(to)},
            "From: dpo@insurer.example\r\nSubject: Message 66ac-8340\r\nDate: Tue, 10 Mar 2026 09:00:00 +0000\r\nMessage-Id: <66ac@insurer.example>\r\n\r\n" +
                text};
  }

  // What arrived in the authority's mailbox, once there is something.
  std::string arrived() const {
    for (int i = 0; i < 200; ++i) {
      if (const fs::path box = dir_ / "box" / "inbox" / "new"; fs::exists(box))
        for (const auto& entry : fs::directory_iterator(box)) {
          std::ifstream in(entry.path(), std::ios::binary);
          return {std::istreambuf_iterator<char>(in), {}};
        }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return {};
  }

  fs::path dir_;
  int port_ = 0;
  bool started_ = false;
};

TEST_F(Postfix, TakesAMailOverTlsAndDeliversItUnchanged_slow) {
  const auto report = smtp_mailer(config()).value()->hand_over(mail("breach@authority.example")).value();
  ASSERT_EQ(static_cast<int>(report.outcome), static_cast<int>(HandOver::accepted)) << report.what;
  EXPECT_EQ(report.enhanced, "2.0.0");
  const std::string message = arrived();
  EXPECT_NE(message.find("with ESMTPS"), std::string::npos) << message;
  EXPECT_NE(message.find("Message-Id: <66ac@insurer.example>\n"), std::string::npos);
  EXPECT_TRUE(message.ends_with("\n\nGrüße\n.\n..x\n")) << message;
}

TEST_F(Postfix, DefersAndRejects_slow) {
  const auto mailer = smtp_mailer(config()).value();
  const auto full = mailer->hand_over(mail("full@authority.example")).value();
  EXPECT_EQ(static_cast<int>(full.outcome), static_cast<int>(HandOver::deferred)) << full.what;
  EXPECT_EQ(full.code, 452);
  EXPECT_EQ(full.enhanced, "4.2.2");
  const auto gone = mailer->hand_over(mail("gone@authority.example")).value();
  EXPECT_EQ(static_cast<int>(gone.outcome), static_cast<int>(HandOver::rejected)) << gone.what;
  EXPECT_EQ(gone.code, 550);
  std::string long_text;
  for (int i = 0; i < 30'000; ++i) long_text += "a line of the attachment that is too large\r\n";
  const auto large = mailer->hand_over(mail("breach@authority.example", long_text)).value();
  EXPECT_EQ(static_cast<int>(large.outcome), static_cast<int>(HandOver::rejected)) << large.what;
  EXPECT_EQ(large.code, 552);
}

TEST_F(Postfix, ACertificateNobodyVouchesForGetsNothing_slow) {
  SmtpMailerConfig stranger = config();
  stranger.ca_file.clear();
  const auto report = smtp_mailer(stranger).value()->hand_over(mail("breach@authority.example")).value();
  EXPECT_EQ(static_cast<int>(report.outcome), static_cast<int>(HandOver::deferred));
  EXPECT_EQ(report.what, "the relay's certificate does not verify; nothing was sent");
}

}  // namespace
}  // namespace tocsin
