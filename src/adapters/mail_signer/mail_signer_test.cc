#include "adapters/mail_signer/mail_signer.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/digest.h"

namespace tocsin {
namespace {

// The message and the Ed25519 key of RFC 8463, appendix A.
const std::string header =
    "From: Joe SixPack <joe@football.example.com>\r\nTo: Suzie Q <suzie@shopping.example.net>\r\nSubject: Is dinner ready?\r\n"
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\nMessage-ID: <20030712040037.46341.5F8J@football.example.com>\r\n";
const std::string body = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
const std::string ed25519_pem = [] {
  const std::string seed = bytes_of_base64("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=").value();
  const std::string der = bytes_of_hex("302e020100300506032b657004220420").value() + seed;
  return "-----BEGIN PRIVATE KEY-----\n" + base64(der) + "\n-----END PRIVATE KEY-----\n";
}();

TEST(MailSigner, AsTheStandardsExample) {
  EXPECT_EQ(base64(sha256(relaxed_body(body))), "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
  const auto signer = mail_signer(ed25519_pem, "football.example.com", "brisbane");
  ASSERT_TRUE(signer) << signer.error().what;
  const std::string own =
      "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n q=dns/txt; s=brisbane; "
      "t=1528637909; h=from : to :\r\n subject : date : message-id : from : subject : date;\r\n bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=";
  const std::string bytes = dkim_signed_bytes(header, {"from", "to", "subject", "date", "message-id", "from", "subject", "date"}, own);
  EXPECT_EQ(base64(signer->sign(bytes)), "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==");
}

TEST(MailSigner, WhatMayChangeOnTheWayDoesNot) {
  EXPECT_EQ(relaxed_body(" a  \tb \r\n\r\nc\r\n\r\n\r\n"), " a b\r\n\r\nc\r\n");
  EXPECT_EQ(relaxed_body("\r\n\r\n"), "");
  EXPECT_EQ(relaxed_body("a"), "a\r\n");
  EXPECT_EQ(relaxed_field("SUBJect \t:  a\r\n\tlong   one \t"), "subject:a long one");
}

TEST(MailSigner, TheFieldIsWhole) {
  const auto signer = mail_signer(ed25519_pem, "football.example.com", "brisbane").value();
  const std::string field = dkim_field(header + "\r\n" + body, signer, at("2026-11-23T09:00:00Z"));
  EXPECT_TRUE(field.starts_with("DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=football.example.com; s=brisbane;\r\n\t"));
  EXPECT_NE(field.find("h=from:to:subject:date:message-id:from;"), std::string::npos) << field;
  EXPECT_TRUE(field.ends_with("\r\n"));
}

TEST(MailSigner, WeakOrStrangeKeysAreRefused) {
  for (const char* pem : {"", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) EXPECT_FALSE(mail_signer(pem, "x.example", "s"));
}

}  // namespace
}  // namespace tocsin
