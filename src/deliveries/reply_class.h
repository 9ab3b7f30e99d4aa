// What a refusal means: for the person, for the receiving site, for us.
//
// Way:    SMTP replies, delivery status notifications -> [here] -> retry, next channel, throttle
// Law:    RFC 5321 4.2, RFC 3463 (enhanced codes); figures only, never the relay's words
// Pure.
// Holds:  no refusal by policy or of our own making is ever read as a dead address.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tocsin {

enum class ReplyClass {
  taken,
  address_dead,    // nobody lives there, or somebody else by now
  mailbox_full,    // again, for the whole time a mail is tried
  later,           // routing, greylisting, a busy relay
  content,         // our own mail is at fault: an alarm of the campaign, not the person's
  blocked,         // policy, reputation: the whole site waits, an alarm; not dead
  protocol,        // a mistake of our program or the relay's
  unknown,         // refused, nobody said why
};
std::string_view name_of(ReplyClass reply);

struct RelayCode {
  int code = 0;          // 550; 0: none
  std::string enhanced;  // "5.1.1"; empty: none
};
std::string text_of(const RelayCode& code);      // "550 5.1.1"
RelayCode relay_code_of(std::string_view text);  // its reverse; what cannot be read is nothing

ReplyClass class_of(const RelayCode& reply);
bool is_greylisting(const RelayCode& reply);

}  // namespace tocsin
