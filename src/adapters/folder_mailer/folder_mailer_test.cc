#include "adapters/folder_mailer/folder_mailer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using ports::HandOver;

class FolderMailer : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = "/tmp/outbox-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    dir_ = name;
  }
  void TearDown() override { fs::remove_all(dir_); }

  static ports::OutgoingMail mail(std::string to, std::string bytes = "Subject: x\r\n\r\nA\r\n") {
    return {*OrderId::of("66ac8340e6a62d358bfe67338f40755b"), "66ac@insurer.example", "dpo@insurer.example", {std::move(to)}, std::move(bytes)};
  }

  std::string written() const {
    std::ifstream in(dir_ / "out" / "66ac8340e6a62d358bfe67338f40755b.eml", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(dir_ / "out"), {})); }

  fs::path dir_;
};

TEST_F(FolderMailer, AMailIsAFileThatOnlyWeRead) {
  const auto mailer = folder_mailer((dir_ / "out").string()).value();
  EXPECT_EQ(mailer->hand_over(mail("breach@authority.example"))->outcome, HandOver::accepted);
  EXPECT_EQ(written(), "Subject: x\r\n\r\nA\r\n");
  struct stat about{};
  ASSERT_EQ(stat((dir_ / "out" / "66ac8340e6a62d358bfe67338f40755b.eml").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
}

TEST_F(FolderMailer, TwiceIsOnce) {
  const auto mailer = folder_mailer((dir_ / "out").string()).value();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(mailer->hand_over(mail("breach@authority.example"))->outcome, HandOver::accepted);
  EXPECT_EQ(files(), 1U);
  const auto other = mailer->hand_over(mail("breach@authority.example", "Subject: y\r\n\r\nB\r\n"));
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().kind, ErrorKind::conflict);
  EXPECT_EQ(written(), "Subject: x\r\n\r\nA\r\n") << "what was handed over stays";
}

TEST_F(FolderMailer, ACrashBeforeTheEndLeavesNoHalfMail) {
  const auto mailer = folder_mailer((dir_ / "out").string()).value();
  std::ofstream(dir_ / "out" / "66ac8340e6a62d358bfe67338f40755b.part") << "Subj";
  EXPECT_EQ(mailer->hand_over(mail("breach@authority.example"))->outcome, HandOver::accepted);
  EXPECT_EQ(written(), "Subject: x\r\n\r\nA\r\n");
  EXPECT_EQ(files(), 1U);
}

TEST_F(FolderMailer, SimulatedRecipientsBehave) {
  const auto mailer = folder_mailer((dir_ / "out").string()).value();
  const std::pair<const char*, HandOver> table[] = {
      {"reject@simulator.tocsin", HandOver::rejected}, {"defer@simulator.tocsin", HandOver::deferred}, {"doubt@simulator.tocsin", HandOver::in_doubt}};
  for (const auto& [address, outcome] : table) EXPECT_EQ(mailer->hand_over(mail(address))->outcome, outcome) << address;
  EXPECT_EQ(files(), 0U);
}

TEST_F(FolderMailer, AFolderThatIsAFile) {
  std::ofstream(dir_ / "out") << "x";
  const auto mailer = folder_mailer((dir_ / "out").string());
  ASSERT_FALSE(mailer.has_value());
  EXPECT_EQ(mailer.error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace tocsin
