#include "deliveries/simulator.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/digest.h"
#include "base/text.h"

namespace tocsin {
namespace {

struct Behaviour {
  std::string_view name;
  SimulatedAnswer first;      // up to attempt `times`
  std::uint32_t times = 0xffffffff;
};
const Behaviour behaviours[] = {
    {"gone", {{550, "5.1.1"}}},
    {"moved", {{551, "5.1.6"}}},
    {"full", {{452, "4.2.2"}}},
    {"slow", {{451, "4.7.1"}}, 2},
    {"blocked", {{550, "5.7.1"}}},
    {"bounce", {{250, "2.0.0"}, Comeback::bounce}},
    {"late", {{250, "2.0.0"}, Comeback::bounce, std::chrono::hours(72)}},
    {"complain", {{250, "2.0.0"}, Comeback::complaint}},
    {"away", {{250, "2.0.0"}, Comeback::absence}},
    {"doubt", {{0, ""}}, 1},
};

// "Mon, 23 Nov 2026 09:00:00 +0000"
std::string mail_date(Instant at) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at))));
}

std::string head(const MailToReturn& mail, std::string_view from, std::string_view subject, std::string_view more) {
  return fmt::format("Return-Path: <>\r\nDelivered-To: {}\r\nFrom: {}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\nMIME-Version: 1.0\r\n{}",
                     mail.envelope_from, from, mail.envelope_from, subject, mail_date(mail.at),
                     hex(sha256_of_parts({mail.envelope_from, subject})).substr(0, 24), simulator_domain, more);
}

std::string report(const MailToReturn& mail, std::string_view subject, std::string_view type, std::string_view words, std::string_view machine) {
  constexpr std::string_view edge = "=_simulator";
  const std::string more = fmt::format("Auto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type={}; boundary=\"{}\"\r\n\r\n", type, edge);
  return head(mail, fmt::format("Mail Delivery System <mailer-daemon@{}>", simulator_domain), subject, more) +
         fmt::format(
             "--{0}\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n{1}\r\n--{0}\r\nContent-Type: message/{2}\r\n\r\n{3}\r\n"
             "--{0}\r\nContent-Type: text/rfc822-headers\r\n\r\n{4}\r\n--{0}--\r\n",
             edge, words, type, machine, mail.headers);
}

}  // namespace

bool is_simulated(std::string_view address) {
  const std::string lower = lower_ascii(address);
  return lower.ends_with(simulator_domain) && lower.size() > simulator_domain.size() && lower[lower.size() - simulator_domain.size() - 1] == '@';
}

SimulatedAnswer simulated_answer(std::string_view address, std::uint32_t attempt) {
  const SimulatedAnswer taken{{250, "2.0.0"}, Comeback::nothing, std::chrono::hours(0)};
  if (!is_simulated(address)) return taken;
  const std::string local = lower_ascii(address.substr(0, address.find('@')));
  const std::string name = local.substr(0, local.find('+'));
  for (const Behaviour& one : behaviours)
    if (one.name == name) return attempt <= one.times ? one.first : taken;
  return taken;
}

std::string comeback_of(Comeback kind, const MailToReturn& mail) {
  switch (kind) {
    case Comeback::nothing: return {};
    case Comeback::bounce:
      return report(mail, "Undelivered Mail Returned to Sender", "delivery-status", "The mail could not be delivered.",
                    fmt::format("Reporting-MTA: dns; {0}\r\n\r\nFinal-Recipient: rfc822; {1}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
                                "Diagnostic-Code: smtp; 550 5.1.1 unknown user\r\n",
                                simulator_domain, mail.recipient));
    case Comeback::complaint:
      return report(mail, "Complaint", "feedback-report", "A recipient complains.",
                    fmt::format("Feedback-Type: abuse\r\nUser-Agent: simulator/1\r\nVersion: 1\r\nOriginal-Mail-From: <{}>\r\n", mail.envelope_from));
    case Comeback::absence:
      return head(mail, fmt::format("<{}>", mail.recipient), "Away until Monday",
                  "Auto-Submitted: auto-replied (vacation)\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nI am away.\r\n");
  }
  return {};
}

}  // namespace tocsin
