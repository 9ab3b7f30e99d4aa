#include "adapters/mime_mail/mime_mail.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace tocsin {
namespace {

using ports::Mail;
using ports::MailHead;
using ports::MailLimits;

MailHead head() {
  return {{"Versicherung Größer & Söhne", "dpo@insurer.example"},
          {{"Commission Exemple", "breach@authority.example"}},
          "Notification d’une violation, référence 3f9a-12c4",
          at("2026-03-10T09:00:00Z"),
          "3f9a12c4000000000000000000000001@insurer.example"};
}

Mail mail() {
  return {head(),
          "Guten Tag,\n\nam 20. November wurden Daten entwendet.\n.\nFrom hier an: =3D\n",
          {{"Meldung Größer.pdf", "application/pdf", std::string("%PDF-1.7\n\0\xff\r\n", 13)}}};
}

Result<ports::ReadMail> read(std::string_view bytes) { return mime_mail()->read(bytes, MailLimits{}); }

void expect_mail_lines(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\n') {
      ASSERT_TRUE(i > 0 && bytes[i - 1] == '\r') << "bare LF at " << i;
    }
    if (bytes[i] == '\r') {
      ASSERT_TRUE(i + 1 < bytes.size() && bytes[i + 1] == '\n') << "bare CR at " << i;
    }
  }
  for (const std::string_view line : split(bytes, '\n')) ASSERT_LE(line.size(), 999U);
  ASSERT_TRUE(bytes.ends_with("\r\n"));
}

TEST(MimeMail, WhatIsWrittenIsReadBack) {
  const std::string bytes = mime_mail()->plain(mail()).value();
  expect_mail_lines(bytes);
  const auto back = read(bytes).value();
  EXPECT_EQ(back.head.from.name, head().from.name);
  EXPECT_EQ(back.head.from.address, head().from.address);
  ASSERT_EQ(back.head.to.size(), 1U);
  EXPECT_EQ(back.head.to[0].address, "breach@authority.example");
  EXPECT_EQ(back.head.subject, head().subject);
  EXPECT_EQ(back.head.date, head().date);
  EXPECT_EQ(back.head.message_id, head().message_id);
  EXPECT_EQ(back.text, mail().text);
  ASSERT_EQ(back.attachments.size(), 1U);
  EXPECT_EQ(back.attachments[0].file_name, "Meldung Größer.pdf");
  EXPECT_EQ(back.attachments[0].type, "application/pdf");
  EXPECT_EQ(back.attachments[0].bytes, mail().attachments[0].bytes);
}

TEST(MimeMail, HeadersAreUtf8AndDated) {
  const std::string bytes = mime_mail()->plain(mail()).value();
  EXPECT_NE(bytes.find("Date: Tue, 10 Mar 2026 09:00:00 +0000\r\n"), std::string::npos);
  EXPECT_NE(bytes.find("Message-Id: <3f9a12c4000000000000000000000001@insurer.example>\r\n"), std::string::npos);
  EXPECT_EQ(lower_ascii(bytes).find("iso-8859"), std::string::npos);
}

TEST(MimeMail, TheSameMailGivesTheSameBytes) {
  EXPECT_EQ(mime_mail()->plain(mail()).value(), mime_mail()->plain(mail()).value());
  EXPECT_EQ(mime_mail()->payload(mail(), "Message 3f9a-12c4").value(), mime_mail()->payload(mail(), "Message 3f9a-12c4").value());
  Mail other = mail();
  other.head.message_id = "x@insurer.example";
  EXPECT_NE(mime_mail()->plain(mail()).value(), mime_mail()->plain(other).value());
}

TEST(MimeMail, NothingIsInjectedIntoAHeader) {
  const std::pair<std::string, void (*)(Mail&)> tries[] = {
      {"a line in the sender's name", [](Mail& m) { m.head.from.name = "DPO\r\nBcc: all@victims.example"; }},
      {"a bare line feed in the subject", [](Mail& m) { m.head.subject = "x\nBcc: all@victims.example"; }},
      {"a null in the subject", [](Mail& m) { m.head.subject = std::string("x\0y", 3); }},
      {"a vertical tab", [](Mail& m) { m.head.subject = "x\vy"; }},
      {"an escape for terminals", [](Mail& m) { m.head.to[0].name = "\x1b[2J"; }},
      {"broken UTF-8", [](Mail& m) { m.head.to[0].name = "\xc3"; }},
      {"a second address", [](Mail& m) { m.head.to[0].address = "a@b.example, c@d.example"; }},
      {"an address with brackets", [](Mail& m) { m.head.to[0].address = "a@b.example> RCPT TO:<c@d.example"; }},
      {"an address without domain", [](Mail& m) { m.head.to[0].address = "a@"; }},
      {"nobody", [](Mail& m) { m.head.to.clear(); }},
      {"a Message-ID with a line", [](Mail& m) { m.head.message_id = "a@b\r\nX: y"; }},
      {"a file name with a line", [](Mail& m) { m.attachments[0].file_name = "a\r\nContent-Type: text/html"; }},
      {"a type with a line", [](Mail& m) { m.attachments[0].type = "text/plain\r\nX: y"; }},
      {"a type that is none", [](Mail& m) { m.attachments[0].type = "pdf"; }},
  };
  for (const auto& [name, spoil] : tries) {
    Mail spoiled = mail();
    spoil(spoiled);
    EXPECT_FALSE(mime_mail()->plain(spoiled).has_value()) << name;
    EXPECT_FALSE(mime_mail()->payload(spoiled, "x").has_value()) << name;
  }
  EXPECT_FALSE(mime_mail()->payload(mail(), "x\r\nBcc: y").has_value());
}

TEST(MimeMail, ThePayloadCarriesTheTrueHeaderAndTellsLittleByItsSize) {
  Mail longer = mail();
  longer.text += std::string(3000, 'x');
  const std::string payload = mime_mail()->payload(mail(), "Message 3f9a-12c4").value();
  expect_mail_lines(payload);
  EXPECT_EQ(payload.size(), 65536U);
  EXPECT_EQ(mime_mail()->payload(longer, "Message 3f9a-12c4")->size(), payload.size());
  EXPECT_NE(payload.find("HP-Outer: Subject: Message 3f9a-12c4\r\n"), std::string::npos);
  EXPECT_NE(payload.find("; hp=cipher"), std::string::npos) << payload.substr(0, 900);
  const auto back = read(payload).value();
  EXPECT_EQ(back.head.subject, head().subject);
  EXPECT_EQ(back.head.to[0].address, "breach@authority.example");
  EXPECT_EQ(back.text, mail().text);
}

TEST(MimeMail, PayloadsOfEverySizeAreFilledUp) {
  for (std::size_t more = 63'000; more < 66'500; more += 83) {
    Mail sized = mail();
    sized.attachments[0].bytes.assign(more, 'a');
    const std::string payload = mime_mail()->payload(sized, "x").value();
    ASSERT_EQ(payload.size() % 65536, 0U) << more;
    expect_mail_lines(payload);
  }
}

TEST(MimeMail, AnEncryptedMailShowsOnlyItsOuterHead) {
  MailHead outer = head();
  outer.subject = "Message 3f9a-12c4";
  const std::string armor = "-----BEGIN PGP MESSAGE-----\n\nabcd\n=efgh\n-----END PGP MESSAGE-----\n";
  const std::string bytes = mime_mail()->encrypted(outer, armor).value();
  expect_mail_lines(bytes);
  EXPECT_NE(bytes.find("multipart/encrypted"), std::string::npos);
  EXPECT_NE(bytes.find("\r\n\r\nVersion: 1\r\n"), std::string::npos) << bytes;
  const auto back = read(bytes).value();
  EXPECT_EQ(back.head.subject, "Message 3f9a-12c4");
  EXPECT_EQ(trimmed(back.encrypted).substr(0, 27), "-----BEGIN PGP MESSAGE-----");
  EXPECT_TRUE(back.text.empty());
  EXPECT_TRUE(back.attachments.empty());
  EXPECT_FALSE(mime_mail()->encrypted(outer, "The claims processor was hit").has_value()) << "clear text is no OpenPGP message";
}

std::string nested(int levels) {
  std::string bytes = "From: a@b.example\r\n";
  for (int i = 0; i < levels; ++i) bytes += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
  return bytes + "Content-Type: text/plain\r\n\r\nx\r\n";
}

TEST(MimeMail, StrangersMailIsReadWithinLimits) {
  const std::string two_from = "From: a@b.example\r\nSubject: x\r\nFROM: c@d.example\r\n\r\ntext\r\n";
  const std::string many = [] {
    std::string bytes = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    for (int i = 0; i < 300; ++i) bytes += "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n";
    return bytes + "--b--\r\n";
  }();
  const std::string inside =
      "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\n"
      "Content-Type: multipart/encrypted; boundary=c\r\n\r\n--c\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--c\r\n"
      "Content-Type: application/octet-stream\r\n\r\nx\r\n--c--\r\n--b--\r\n";
  const std::pair<std::string, std::string> refusals[] = {
      {"two senders", two_from},
      {"three hundred parts", many},
      {"twenty levels", nested(20)},
      {"a hundred and ninety levels", nested(190)},
      {"a header without end", "Subject: " + std::string(70'000, 'x')},
      {"encrypted text inside readable text", inside},
      {"more bytes than anybody writes", "From: a@b.example\r\n\r\n" + std::string(33 << 20, 'x')},
  };
  for (const auto& [name, bytes] : refusals) EXPECT_FALSE(read(bytes).has_value()) << name;
  EXPECT_TRUE(read(nested(5)).has_value());
}

TEST(MimeMail, HtmlIsNeverText) {
  const auto back = read(
      "From: a@b.example\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\x1b[2J\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=http://x>\r\n--b--\r\n");
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->text, "Grüße?[2J\n");
  ASSERT_EQ(back->attachments.size(), 1U);
  EXPECT_EQ(back->attachments[0].type, "text/html");
}

TEST(MimeMail, BrokenBytesAreAnswersNotAccidents) {
  for (const std::string_view bytes :
       {std::string_view(), std::string_view("\0\0\0", 3), std::string_view("Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--\r\n"),
        std::string_view("Content-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe\r\n"),
        std::string_view("Subject: =?utf-8?B?////?= =?x?y?z?=\r\nDate: never\r\nFrom: <<>>@,;:\r\n\r\n")})
    if (const auto back = read(bytes)) {
      EXPECT_TRUE(is_utf8(back->text) && is_utf8(back->head.subject) && is_utf8(back->head.from.name));
    }
}

}  // namespace
}  // namespace tocsin
