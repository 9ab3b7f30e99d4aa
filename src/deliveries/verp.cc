#include "deliveries/verp.h"

#include <fmt/format.h>

#include <charconv>

#include "base/digest.h"
#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";  // RFC 4648, 6; lower case, no padding
constexpr std::size_t mac_bytes = 5;

std::string base32(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5) text += letters[bits >> (count - 5) & 31];
  }
  if (count > 0) text += letters[bits << (5 - count) & 31];
  return text;
}

// A number, most significant letter first, as short as it can be.
std::string base32(std::uint64_t number) {
  std::string text;
  do text.insert(text.begin(), letters[number & 31]);
  while ((number >>= 5) != 0);
  return text;
}

std::optional<std::uint64_t> number_of_base32(std::string_view text) {
  if (text.empty() || text.size() > 12) return {};
  std::uint64_t number = 0;
  for (const char c : text) {
    const std::size_t value = letters.find(c);
    if (value == std::string_view::npos) return {};
    number = number << 5 | value;
  }
  return number;
}

std::string mac_of(std::string_view key, std::string_view signed_part) {
  const Digest mac = hmac_sha256(key, fmt::format("tocsin/verp/v1\n{}", signed_part));
  return base32(view_of(mac).substr(0, mac_bytes));
}

std::string local_part(std::string_view address) { return lower_ascii(address.substr(0, address.rfind('@'))); }

}  // namespace

std::string bounce_address(std::string_view key, const Sent& sent, std::string_view domain) {
  const std::string signed_part = fmt::format("{}.{}", base32(sent.number), sent.attempt);
  return fmt::format("n+{}.{}@{}", signed_part, mac_of(key, signed_part), domain);
}

bool looks_like_bounce_address(std::string_view address) {
  const std::string local = local_part(address);
  const auto parts = split(local, '.');
  return parts.size() == 3 && parts[0].starts_with("n+") && parts[2].size() == 8;
}

std::optional<Sent> sent_of_bounce_address(std::string_view key, std::string_view address) {
  const std::string local = local_part(address);
  const auto parts = split(local, '.');
  if (!looks_like_bounce_address(address)) return {};
  const auto number = number_of_base32(parts[0].substr(2));
  Sent sent{number.value_or(0), 0};
  const auto [end, error] = std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), sent.attempt);
  if (!number || error != std::errc{} || end != parts[1].data() + parts[1].size()) return {};
  const std::string signed_part = fmt::format("{}.{}", base32(sent.number), sent.attempt);
  if (signed_part != local.substr(2, parts[0].size() - 2 + 1 + parts[1].size())) return {};  // another way of writing the same number
  if (!equal_secret(mac_of(key, signed_part), parts[2])) return {};
  return sent;
}

std::string notice_message_id(std::string_view key, std::string_view notice_id, std::uint32_t revision, std::string_view domain) {
  const Digest mac = hmac_sha256(key, fmt::format("tocsin/message-id/v1\n{}\n{}", notice_id, revision));
  return fmt::format("t.{}@{}", base32(view_of(mac).substr(0, 20)), domain);
}

}  // namespace tocsin
