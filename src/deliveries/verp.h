// Addresses that say by themselves which notice came back: the envelope sender of one attempt, and the Message-ID.
//
// Way:    campaign's key, notice -> [here] -> envelope; bounce's recipient -> [here] -> notice and attempt
// Pure.
// Holds:  a returned address counts only with its HMAC: nobody can make up a bounce of somebody else's notice.
// See:    docs/formats/mail-names.md

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tocsin {

struct Sent {
  std::uint64_t number = 0;  // of the notice, in the order of the plan
  std::uint32_t attempt = 0;
  bool operator==(const Sent&) const = default;
};

// n+<number, base 32>.<attempt>.<40 bits of HMAC, base 32>@<domain>; lower case, at most 64 octets before the @.
std::string bounce_address(std::string_view key, const Sent& sent, std::string_view domain);
// Nothing: no address of this form, or not made with this key.
std::optional<Sent> sent_of_bounce_address(std::string_view key, std::string_view address);
bool looks_like_bounce_address(std::string_view address);

// The same on every attempt: two copies can be seen to be one notice. Without < and >.
std::string notice_message_id(std::string_view key, std::string_view notice_id, std::uint32_t revision, std::string_view domain);

}  // namespace tocsin
