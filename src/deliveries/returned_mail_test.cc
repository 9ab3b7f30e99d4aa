// Mails that come back, as the systems of this world write them; persons and hosts are invented.
#include "deliveries/returned_mail.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "base/digest.h"
#include "deliveries/simulator.h"
#include "deliveries/verp.h"

namespace tocsin {
namespace {

const std::string ours = bounce_address("key", {4711, 2}, "bounce.insurer.example");

std::string dsn(const std::string& status_part, const std::string& to = ours) {
  return "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example (Mail Delivery System)\r\nTo: " + to +
         "\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
         "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"A1/x\"\r\n\r\nThis is a MIME message.\r\n\r\n--A1/x\r\n"
         "Content-Type: text/plain\r\n\r\nI'm sorry.\r\n\r\n--A1/x\r\nContent-Type: message/delivery-status\r\n\r\n" +
         status_part + "\r\n--A1/x\r\nContent-Type: message/rfc822\r\n\r\nReturn-Path: <" + ours + ">\r\nSubject: Your data\r\n\r\nDear\r\n\r\n--A1/x--\r\n";
}

struct Story {
  const char* name;
  std::string mail;
  ReturnKind kind;
  const char* status;
  bool ours;
  bool guessed = false;
};

const Story stories[] = {
    {"postfix",
     dsn("Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; zoe@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
         "Diagnostic-Code: smtp; 550 5.1.1 <zoe@x.example>: unknown\r\n"),
     ReturnKind::failed, "5.1.1", true},
    {"delayed is no failure", dsn("Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; zoe@x.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n"),
     ReturnKind::delayed, "4.4.1", true},
    {"exchange says 5.0.0 and why in the diagnosis",
     dsn("Reporting-MTA: dns;x\r\n\r\nFinal-Recipient: rfc822;zoe@x.example\r\nAction: failed\r\nStatus: 5.0.0\r\n"
         "Diagnostic-Code: smtp;550 5.7.1\r\n Recipient not authorised\r\n"),
     ReturnKind::failed, "5.7.1", true},
    {"of two recipients the worse counts", dsn("Reporting-MTA: dns;x\r\n\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\nAction: relayed\r\nStatus: 2.0.0\r\n"),
     ReturnKind::failed, "5.2.2", true},
    {"bare line feeds",
     [] {
       std::string text = dsn("Reporting-MTA: dns;x\r\n\r\nAction: failed\r\nStatus: 5.1.2\r\n");
       std::erase(text, '\r');
       return text;
     }(),
     ReturnKind::failed, "5.1.2", true},
    {"the address stands only in what came back", dsn("X: y\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n", "postmaster@insurer.example"), ReturnKind::failed,
     "5.1.1", true},
    {"an absence note", "From: zoe@x.example\r\nTo: " + ours + "\r\nAuto-Submitted: auto-replied (vacation)\r\nSubject: 5.1.1\r\n\r\nAway. 5.1.1\r\n",
     ReturnKind::automatic, "", true},
    {"qmail writes prose",
     "Return-Path: <>\r\nFrom: MAILER-DAEMON@x.example\r\nTo: " + ours +
         "\r\nSubject: failure notice\r\n\r\nHi. This is the qmail-send program at x.example.\r\nI'm afraid I wasn't able to deliver your message.\r\n",
     ReturnKind::failed, "", true, true},
    {"prose with a passing trouble", "Return-Path: <>\r\nFrom: mailer-daemon@x.example\r\nTo: " + ours + "\r\n\r\nDelivery failed so far: 451 4.4.1\r\n",
     ReturnKind::unclear, "4.4.1", true, true},
    {"a person answers", "From: zoe@x.example\r\nTo: " + ours + "\r\nSubject: Re: Your data\r\n\r\nIs my IBAN 5.1.1 among them?\r\n", ReturnKind::unclear, "",
     true},
    {"spam to nobody", "From: a@b.example\r\nTo: info@insurer.example\r\n\r\nBuy\r\n", ReturnKind::unclear, "", false},
    {"nothing", "", ReturnKind::unclear, "", false},
    {"simulator's bounce", comeback_of(Comeback::bounce, {ours, "bounce@simulator.tocsin", "Subject: x", Instant{}}), ReturnKind::failed, "5.1.1", true},
    {"simulator's complaint", comeback_of(Comeback::complaint, {ours, "complain@simulator.tocsin", "Subject: x", Instant{}}), ReturnKind::complaint, "", true},
    {"simulator's absence", comeback_of(Comeback::absence, {ours, "away@simulator.tocsin", "Subject: x", Instant{}}), ReturnKind::automatic, "", true},
};

TEST(ReturnedMail, Stories) {
  for (const Story& story : stories) {
    SCOPED_TRACE(story.name);
    const ReturnedMail mail = returned_mail_of(story.mail);
    EXPECT_EQ(name_of(mail.kind), name_of(story.kind));
    EXPECT_EQ(mail.status, story.status);
    EXPECT_EQ(mail.address, story.ours ? ours : "");
    EXPECT_EQ(mail.guessed, story.guessed);
    const auto back = returned_mail_of_line(line_of(mail));
    ASSERT_TRUE(back) << line_of(mail);
    EXPECT_EQ(line_of(*back), line_of(mail));
  }
}

// Whatever is cut off or damaged: an answer comes, and fits through the door.
TEST(ReturnedMail, DamagedMailsAreReadAsFarAsTheyGo) {
  std::mt19937 random(20261122);
  for (const Story& story : stories)
    for (int i = 0; i < 300; ++i) {
      std::string mail = story.mail.substr(0, story.mail.empty() ? 0 : random() % story.mail.size());
      for (int changes = 0; changes < 5 && !mail.empty(); ++changes) mail[random() % mail.size()] = static_cast<char>(random());
      EXPECT_TRUE(returned_mail_of_line(line_of(returned_mail_of(mail))));
    }
  EXPECT_EQ(returned_mail_of(std::string(5 << 20, '-')).kind, ReturnKind::unclear);
  EXPECT_FALSE(returned_mail_of_line("failed\ta b\t5.1.1\tsaid"));
  EXPECT_FALSE(returned_mail_of_line("failed\t\t5.1.1; rm\tsaid"));
}

}  // namespace
}  // namespace tocsin
