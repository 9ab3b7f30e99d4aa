// The whole way of one notification with real parts: sealed by GnuPG, carried as a file, opened by the authority.
#include "app/authority_mail.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "adapters/folder_mailer/folder_mailer.h"
#include "adapters/mime_mail/mime_mail.h"
#include "adapters/openpgp_seal/openpgp_seal.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

const Instant now = at("2026-03-10T09:00:00Z");
const IncidentId incident = *IncidentId::of("00112233445566778899aabbccddeeff");

class AuthorityMail : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("gpg --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "gpg is not installed";
    std::string name = "/tmp/case-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    dir_ = name;
    ours_ = ring("ours");
    theirs_ = ring("theirs");
    our_key_.push_back(ours_->make_key("Insurer", "dpo@insurer.example").value());
    their_key_.push_back(theirs_->make_key("Authority", "breach@authority.example").value());
    ASSERT_TRUE(ours_->import_pinned(theirs_->public_key(their_key_[0]).value(), their_key_[0]));
    ASSERT_TRUE(theirs_->import_pinned(ours_->public_key(our_key_[0]).value(), our_key_[0]));
  }
  void TearDown() override {
    if (!dir_.empty()) fs::remove_all(dir_);
  }

  std::unique_ptr<ports::OpenPgp> ring(const std::string& name) const {
    return openpgp_seal({.ring_dir = (dir_ / name).string(), .passphrase = {}, .simulated_now = now}).value();
  }

  AuthorityDelivery plan(const std::string& address = "breach@authority.example", const std::string& key = {}) const {
    AuthorityRoute route{"lu-cnpd", {FilingChannel::mail_openpgp, FilingChannel::post}, "", address, key.empty() ? their_key_[0].text() : key, "1 Rue Exemple"};
    return authority_delivery({incident}, route).value();
  }

  AuthorityLetter letter() const {
    return {
        {"Insurer S.A.", "dpo@insurer.example"},          our_key_[0], "Authority", "Personal data breach: initial notification", "The processor was hit.\n",
        {{"notice.pdf", "application/pdf", "%PDF-1.7\n"}}};
  }

  Result<ports::OutgoingMail> sealed(const AuthorityDelivery& to) { return authority_mail(to, letter(), *ours_, *mime_mail(), now); }

  std::string file_of(const OrderId& order) const {
    std::ifstream in(dir_ / "outbox" / (order.text() + ".eml"), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path dir_;
  std::unique_ptr<ports::OpenPgp> ours_, theirs_;
  std::vector<ports::Fingerprint> our_key_, their_key_;  // one each
};

TEST_F(AuthorityMail, ArrivesWholeAndOnlyTheAuthorityCanReadIt) {
  const auto mail = sealed(plan());
  ASSERT_TRUE(mail.has_value()) << mail.error().what;
  const auto mailer = folder_mailer((dir_ / "outbox").string()).value();
  ASSERT_EQ(mailer->hand_over(*mail)->outcome, ports::HandOver::accepted);

  const std::string travelled = file_of(plan().order);
  for (const char* word : {"breach:", "processor", "notice.pdf", "Insurer S.A.", "personal data"}) EXPECT_EQ(travelled.find(word), std::string::npos) << word;
  const auto outer = mime_mail()->read(travelled, {}).value();
  EXPECT_EQ(outer.head.subject, neutral_subject(plan().order));
  const auto inner = mime_mail()->read(theirs_->open(outer.encrypted, our_key_[0]).value(), {}).value();
  EXPECT_EQ(inner.head.subject, "Personal data breach: initial notification");
  EXPECT_EQ(inner.head.to.at(0).address, "breach@authority.example") << "the signature covers whom it is for";
  EXPECT_EQ(inner.text, "The processor was hit.\n");
  EXPECT_EQ(inner.attachments.at(0).bytes, "%PDF-1.7\n");
}

TEST_F(AuthorityMail, AMissingKeyWritesNothing) {
  const auto mail = sealed(plan("breach@authority.example", std::string(40, 'A')));
  ASSERT_FALSE(mail.has_value());
  EXPECT_EQ(mail.error().kind, ErrorKind::refused);
}

}  // namespace
}  // namespace tocsin
