// With real GnuPG and real keys, made here. Persons and addresses are invented.
#include "adapters/openpgp_seal/openpgp_seal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "base/bytes.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using ports::Fingerprint;
using ports::KeyState;
using Ring = std::unique_ptr<ports::OpenPgp>;

constexpr std::string_view plaintext = "The claims processor was hit on 20 November.\r\n";
const Instant spring = at("2026-03-10T09:00:00Z");

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void spill(const fs::path& file, std::string_view bytes) { std::ofstream(file, std::ios::binary) << bytes; }

class OpenPgpSeal : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("gpg --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "gpg is not installed";
    std::string name = "/tmp/seal-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    dir_ = name;
  }
  void TearDown() override {
    if (!dir_.empty()) fs::remove_all(dir_);
  }

  Ring ring(const std::string& name, OpenPgpSealConfig config = {.ring_dir = {}, .passphrase = {}, .simulated_now = spring}) {
    config.ring_dir = (dir_ / name).string();
    auto made = openpgp_seal(config);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().what);
    return std::move(*made);
  }

  static Fingerprint key(ports::OpenPgp& ring, const std::string& who) {
    auto made = ring.make_key(who, who + "@example.test");
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().what);
    return *made;
  }

  static void pin(ports::OpenPgp& to, ports::OpenPgp& from, const Fingerprint& fingerprint) {
    const auto done = to.import_pinned(from.public_key(fingerprint).value(), fingerprint);
    ASSERT_TRUE(done.has_value()) << done.error().what;
  }

  // What an attacker, or somebody with other software, does: gpg by hand on a ring of ours. The seal must be closed.
  std::string gpg(const std::string& ring, const std::string& arguments, std::string_view input = {}) {
    spill(dir_ / "in", input);
    const std::string home = (dir_ / ring).string();
    const std::string command = "gpg --homedir " + home + " --batch --yes --quiet " + arguments + " < " + (dir_ / "in").string() + " > " +
                                (dir_ / "out").string() + " 2> " + (dir_ / "err").string();
    EXPECT_EQ(std::system(command.c_str()), 0) << command << "\n" << slurp(dir_ / "err");
    (void)std::system(("gpgconf --homedir " + home + " --kill all").c_str());
    return slurp(dir_ / "out");
  }

  fs::path dir_;
};

struct Parties {
  Ring insurer_ring, authority_ring;
  Fingerprint insurer, authority;
};

#define PARTIES()                                                                                                                \
  Parties p{ring("insurer"), ring("authority"), *Fingerprint::of(std::string(40, '0')), *Fingerprint::of(std::string(40, '0'))}; \
  p.insurer = key(*p.insurer_ring, "insurer");                                                                                   \
  p.authority = key(*p.authority_ring, "authority");                                                                             \
  pin(*p.insurer_ring, *p.authority_ring, p.authority);                                                                          \
  pin(*p.authority_ring, *p.insurer_ring, p.insurer)

TEST_F(OpenPgpSeal, WhatTheInsurerSealsTheAuthorityOpens) {
  PARTIES();
  const auto sealed = p.insurer_ring->sign_and_encrypt(plaintext, p.insurer, {p.authority});
  ASSERT_TRUE(sealed.has_value()) << sealed.error().what;
  EXPECT_TRUE(sealed->starts_with("-----BEGIN PGP MESSAGE-----"));
  EXPECT_EQ(sealed->find("claims"), std::string::npos);
  EXPECT_EQ(p.authority_ring->open(*sealed, p.insurer).value_or(""), plaintext);

  EXPECT_FALSE(p.insurer_ring->open(*sealed, p.insurer).has_value()) << "only the recipient can open it";
  EXPECT_FALSE(p.authority_ring->open(*sealed, p.authority).has_value()) << "somebody else's signature is expected";
}

TEST_F(OpenPgpSeal, AKeySaysHowItIs) {
  PARTIES();
  const KeyState own = p.insurer_ring->key_state(p.insurer).value();
  EXPECT_EQ(own.use, KeyState::Use::usable);
  EXPECT_TRUE(own.can_sign && own.can_encrypt);
  EXPECT_EQ(own.expires_at, spring + std::chrono::hours(3 * 365 * 24));
  const KeyState theirs = p.insurer_ring->key_state(p.authority).value();
  EXPECT_TRUE(theirs.can_encrypt);
  EXPECT_FALSE(theirs.can_sign);
  EXPECT_EQ(p.insurer_ring->key_state(*Fingerprint::of(std::string(40, 'A')))->use, KeyState::Use::missing);
}

TEST_F(OpenPgpSeal, MissingKey) {
  PARTIES();
  const auto sealed = p.insurer_ring->sign_and_encrypt(plaintext, p.insurer, {p.authority, *Fingerprint::of(std::string(32, '0') + "1234ABCD")});
  ASSERT_FALSE(sealed.has_value());
  EXPECT_EQ(sealed.error().kind, ErrorKind::refused);
  EXPECT_EQ(sealed.error().what, "the key ...1234ABCD is not on the key ring; nothing was written");
  EXPECT_NE(sealed.error().remedy.find("portal or by post"), std::string::npos);
}

TEST_F(OpenPgpSeal, NobodySignsWithAForeignKey) {
  PARTIES();
  const auto sealed = p.insurer_ring->sign_and_encrypt(plaintext, p.authority, {p.authority});
  ASSERT_FALSE(sealed.has_value());
  EXPECT_NE(sealed.error().what.find("cannot be used to sign"), std::string::npos);
}

TEST_F(OpenPgpSeal, ExpiredKeyAnHourBeforeTheDeadline) {
  PARTIES();
  // The same rings, opened again when the three years of the authority's key are over; the insurer has a new key by then.
  const Instant later = spring + std::chrono::hours(3 * 365 * 24 + 1);
  p.insurer_ring.reset();
  const Ring again = ring("insurer", {.ring_dir = {}, .passphrase = {}, .simulated_now = later});
  EXPECT_EQ(again->key_state(p.authority)->use, KeyState::Use::expired);
  const auto sealed = again->sign_and_encrypt(plaintext, key(*again, "new key"), {p.authority});
  ASSERT_FALSE(sealed.has_value());
  EXPECT_EQ(sealed.error().kind, ErrorKind::refused);
  EXPECT_EQ(sealed.error().what, "the key ..." + p.authority.short_form() + " expired on 2029-03-09T09:00:00Z; nothing was written");
}

TEST_F(OpenPgpSeal, RevokedKey) {
  PARTIES();
  p.authority_ring.reset();
  std::string certificate = slurp(dir_ / "authority" / "openpgp-revocs.d" / (p.authority.text() + ".rev"));
  certificate.erase(certificate.find(":-----BEGIN"), 1);  // gpg's guard against doing it by accident
  gpg("authority", "--import", certificate);
  p.authority_ring = ring("authority");
  pin(*p.insurer_ring, *p.authority_ring, p.authority);
  EXPECT_EQ(p.insurer_ring->key_state(p.authority)->use, KeyState::Use::revoked);
  const auto sealed = p.insurer_ring->sign_and_encrypt(plaintext, p.insurer, {p.authority});
  ASSERT_FALSE(sealed.has_value());
  EXPECT_EQ(sealed.error().what, "the key ..." + p.authority.short_form() + " was revoked by its owner; nothing was written");
}

TEST_F(OpenPgpSeal, OnlyThePinnedKeyIsImported) {
  PARTIES();
  const Ring stranger_ring = ring("stranger");
  const Fingerprint stranger = key(*stranger_ring, "authority");  // the same name and address
  const std::string block = stranger_ring->public_key(stranger).value();
  const std::string right = p.authority_ring->public_key(p.authority).value();
  const std::pair<std::string, std::string> blocks[] = {
      {"another key", block},
      {"the pinned key and another one", right + block},
      {"no key at all", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nnothing\n-----END PGP PUBLIC KEY BLOCK-----\n"},
      {"empty", ""},
  };
  for (const auto& [name, bytes] : blocks) {
    EXPECT_FALSE(p.insurer_ring->import_pinned(bytes, p.authority).has_value()) << name;
    EXPECT_EQ(p.insurer_ring->key_state(stranger)->use, KeyState::Use::missing) << name;
  }
  EXPECT_TRUE(p.insurer_ring->import_pinned(right, p.authority).has_value()) << "again is no harm";
}

// EFAIL: whatever is done to the bytes, what comes out is the whole original or nothing.
TEST_F(OpenPgpSeal, TamperedMessagesGiveNoPlaintext_slow) {
  PARTIES();
  const std::string armored = p.insurer_ring->sign_and_encrypt(plaintext, p.insurer, {p.authority}).value();
  p.insurer_ring.reset();
  const std::string binary = gpg("insurer", "--dearmor", armored);
  ASSERT_GT(binary.size(), 200U);
  ASSERT_EQ(p.authority_ring->open(binary, p.insurer).value_or(""), plaintext);
  int refused = 0;
  const auto is_all_or_nothing = [&](const std::string& bytes, const std::string& what) {
    const auto opened = p.authority_ring->open(bytes, p.insurer);
    if (opened) {
      EXPECT_EQ(*opened, plaintext) << what;
      return;
    }
    EXPECT_EQ(opened.error().what, "the message could not be opened and verified; nothing of it was kept") << what;
    ++refused;
  };
  for (std::size_t i = 0; i < binary.size(); i += 7) {
    std::string flipped = binary;
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
    is_all_or_nothing(flipped, "bit flipped in byte " + std::to_string(i));
  }
  const int flips_refused = refused;
  EXPECT_GT(flips_refused, static_cast<int>(binary.size() / 7 * 9 / 10));
  for (std::size_t cut = 1; cut < binary.size(); cut += 23) is_all_or_nothing(binary.substr(0, binary.size() - cut), "cut by " + std::to_string(cut));
  for (const std::string& bytes : {std::string(), std::string(plaintext), binary.substr(20), binary + binary, std::string(5000, '\x85')})
    is_all_or_nothing(bytes, "not a message");
  EXPECT_GT(refused, flips_refused + 15);
}

TEST_F(OpenPgpSeal, ForgedAndMissingSignatures) {
  PARTIES();
  const Ring stranger_ring = ring("stranger");
  const Fingerprint stranger = key(*stranger_ring, "insurer");  // claims the insurer's name
  pin(*stranger_ring, *p.authority_ring, p.authority);
  pin(*p.authority_ring, *stranger_ring, stranger);  // even a known key is not the expected one
  const std::string by_stranger = stranger_ring->sign_and_encrypt(plaintext, stranger, {p.authority}).value();

  // gpg by hand, at the same simulated time (the rings' own configuration holds it).
  p.insurer_ring.reset();
  const std::string to = " --trust-model always --armor -r " + p.authority.text() + " ";
  const std::string unsigned_message = gpg("insurer", to + "--encrypt", plaintext);
  const std::string clear_signed = gpg("insurer", "--clear-sign -u " + p.insurer.text(), plaintext);
  const std::string signed_only = gpg("insurer", "--armor --sign -u " + p.insurer.text(), plaintext);
  const std::string signed_inside = gpg("insurer", to + "--encrypt", signed_only);  // a signed message as the text of an unsigned one
  const std::string proper = gpg("insurer", to + "--encrypt --sign -u " + p.insurer.text(), plaintext);

  const std::pair<std::string, std::string> forged[] = {
      {"signed by a stranger with the insurer's name", by_stranger},
      {"not signed", unsigned_message},
      {"clear-signed, not encrypted", clear_signed},
      {"signed, not encrypted", signed_only},
      {"the signature is only text", signed_inside},
  };
  for (const auto& [name, bytes] : forged) {
    const auto opened = p.authority_ring->open(bytes, p.insurer);
    EXPECT_FALSE(opened.has_value()) << name;
    if (!opened) {
      EXPECT_EQ(opened.error().what, "the message could not be opened and verified; nothing of it was kept") << name;
    }
  }
  EXPECT_EQ(p.authority_ring->open(proper, p.insurer).value_or(""), plaintext) << "the same, made properly";
}

TEST_F(OpenPgpSeal, TwoSignaturesAreOneTooMany) {
  PARTIES();
  const Fingerprint second = key(*p.insurer_ring, "second");
  pin(*p.authority_ring, *p.insurer_ring, second);
  p.insurer_ring.reset();
  const std::string twice =
      gpg("insurer", "--trust-model always --armor --encrypt --sign -u " + p.insurer.text() + " -u " + second.text() + " -r " + p.authority.text(), plaintext);
  EXPECT_FALSE(p.authority_ring->open(twice, p.insurer).has_value());
}

TEST_F(OpenPgpSeal, AMessageThatIsTooLongIsNotOpened) {
  PARTIES();
  const std::string sealed = p.insurer_ring->sign_and_encrypt(std::string(200'000, 'x'), p.insurer, {p.authority}).value();
  p.authority_ring.reset();
  EXPECT_FALSE(
      ring("authority", {.ring_dir = {}, .passphrase = {}, .simulated_now = spring, .output_bytes_max = 100'000})->open(sealed, p.insurer).has_value());
  EXPECT_TRUE(ring("authority")->open(sealed, p.insurer).has_value());
}

TEST_F(OpenPgpSeal, AStoreMayLieDeep) {
  const std::string deep = std::string(90, 'd') + "/" + std::string(90, 'e');
  const Ring far = ring(deep);
  const Fingerprint own = key(*far, "far away");
  EXPECT_EQ(far->open(far->sign_and_encrypt(plaintext, own, {own}).value(), own).value_or(""), plaintext);
}

TEST_F(OpenPgpSeal, APassphraseIsAskedOfNobody_slow) {
  const OpenPgpSealConfig locked{.ring_dir = {}, .passphrase = Secret<std::string>("correct horse"), .simulated_now = spring};
  const Fingerprint own = key(*ring("locked", locked), "locked");
  const std::string sealed = ring("locked", locked)->sign_and_encrypt(plaintext, own, {own}).value();
  EXPECT_EQ(ring("locked", locked)->open(sealed, own).value_or(""), plaintext);
  OpenPgpSealConfig wrong = locked;
  wrong.passphrase = Secret<std::string>("wrong");
  EXPECT_FALSE(ring("locked", wrong)->open(sealed, own).has_value());
  wrong.passphrase.reset();
  EXPECT_FALSE(ring("locked", wrong)->open(sealed, own).has_value());
}

TEST_F(OpenPgpSeal, NamesAreOneLine) {
  const Ring one = ring("one");
  for (const char* wrong : {"", "a\nb", "a\x1b[2J", "a <b@c>", "a\r\nKey-Type: RSA"}) {
    EXPECT_FALSE(one->make_key(wrong, "a@example.test").has_value());
    EXPECT_FALSE(one->make_key("a", wrong).has_value());
  }
}

TEST(Fingerprint, IsWholeOrNothing) {
  EXPECT_EQ(Fingerprint::of("0123 4567 89ab cdef 0123  4567 89AB CDEF 0123 4567")->text(), "0123456789ABCDEF0123456789ABCDEF01234567");
  EXPECT_EQ(Fingerprint::of(std::string(32, '0') + "1234abcd")->short_form(), "1234ABCD");
  for (const char* wrong : {"", "89ABCDEF", "0123456789ABCDEF", "0x23456789ABCDEF0123456789ABCDEF01234567", "0123456789ABCDEF0123456789ABCDEF0123456\n"})
    EXPECT_FALSE(Fingerprint::of(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace tocsin
