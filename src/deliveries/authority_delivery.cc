#include "deliveries/authority_delivery.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "base/digest.h"
#include "base/text.h"

namespace tocsin {
namespace {

// These words stand in stores and order ids; they are for life.
constexpr std::array channels = {
    std::pair{FilingChannel::portal, std::string_view("portal")},
    std::pair{FilingChannel::mail_openpgp, std::string_view("mail_openpgp")},
    std::pair{FilingChannel::post, std::string_view("post")},
    std::pair{FilingChannel::mail_reduced_clear, std::string_view("mail_reduced_clear")},
};
constexpr std::array kinds = {
    std::pair{FilingKind::initial, std::string_view("initial")},
    std::pair{FilingKind::follow_up, std::string_view("follow_up")},
    std::pair{FilingKind::complete, std::string_view("complete")},
    std::pair{FilingKind::withdraw, std::string_view("withdraw")},
};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) {
  const auto* row = std::ranges::find(table, value, &Table::value_type::first);
  check(row != table.end());
  return row->second;
}

template <class Table>
auto value_in(const Table& table, std::string_view name, std::string_view what) -> Result<typename Table::value_type::first_type> {
  const auto* row = std::ranges::find(table, name, &Table::value_type::second);
  if (row != table.end()) return row->first;
  std::vector<std::string> names;
  for (const auto& [_, known] : table) names.emplace_back(known);
  return failure(ErrorKind::invalid, fmt::format("unknown {}", what), {}, fmt::format("known: {}", joined(names, ", ")));
}

std::string recipient_of(FilingChannel channel, const AuthorityRoute& route) {
  switch (channel) {
    case FilingChannel::portal: return route.portal_url;
    case FilingChannel::post: return route.post_address;
    case FilingChannel::mail_openpgp:
    case FilingChannel::mail_reduced_clear: return route.mail_address;
  }
  check(false);
  return {};
}

std::string alternatives_text(const std::vector<FilingChannel>& others) {
  std::vector<std::string> names;
  for (const FilingChannel channel : others) names.emplace_back(name_of(channel));
  names.emplace_back("a reduced notice in clear, as a recorded decision");
  return fmt::format("other ways: {}", joined(names, "; "));
}

// Length first, so that no two lists of fields give the same bytes.
void append_field(std::string& out, std::string_view field) {
  append_u32_be(out, static_cast<std::uint32_t>(field.size()));
  out += field;
}

}  // namespace

std::string_view name_of(FilingChannel channel) { return name_in(channels, channel); }
std::string_view name_of(FilingKind kind) { return name_in(kinds, kind); }
Result<FilingChannel> filing_channel_of(std::string_view name) { return value_in(channels, name, "channel"); }
Result<FilingKind> filing_kind_of(std::string_view name) { return value_in(kinds, name, "kind of filing"); }

CountsAsFiled counts_as_filed(FilingChannel channel) {
  switch (channel) {
    case FilingChannel::portal:
    case FilingChannel::post: return {.number = true, .time = true, .attachment = true};
    case FilingChannel::mail_openpgp:
    case FilingChannel::mail_reduced_clear: return {.hand_over = true};
  }
  check(false);
  return {};
}

Result<AuthorityDelivery> authority_delivery(const FilingToSend& filing, const AuthorityRoute& route, std::optional<FilingChannel> wanted,
                                             std::optional<ClearDecision> decision) {
  if (route.channels.empty()) return failure(ErrorKind::invalid, "the authority's profile names no channel", route.authority);
  const FilingChannel channel = wanted.value_or(route.channels.front());
  const bool clear = channel == FilingChannel::mail_reduced_clear;

  std::vector<FilingChannel> others = route.channels;
  std::erase(others, channel);

  if (clear && !decision)
    return failure(ErrorKind::refused, "nothing goes to an authority in clear without a recorded decision", route.authority,
                   "record the decision with its reason, or take another channel");
  if (!clear && std::ranges::find(route.channels, channel) == route.channels.end())
    return failure(ErrorKind::refused, fmt::format("this authority takes nothing by {}", name_of(channel)), route.authority, alternatives_text(others));
  if (channel == FilingChannel::mail_openpgp && route.key_fingerprint.empty())
    return failure(ErrorKind::refused, "no key of this authority is pinned, so nothing can be encrypted to it", route.authority, alternatives_text(others));

  std::string recipient = recipient_of(channel, route);
  if (recipient.empty())
    return failure(ErrorKind::invalid, fmt::format("the authority's profile has no address for {}", name_of(channel)), route.authority,
                   alternatives_text(others));

  AuthorityDelivery delivery;
  delivery.order = order_id(filing, channel, recipient);
  delivery.authority = route.authority;
  delivery.channel = channel;
  delivery.recipient = std::move(recipient);
  if (channel == FilingChannel::mail_openpgp) delivery.key_fingerprint = route.key_fingerprint;
  delivery.counts_as_filed = counts_as_filed(channel);
  delivery.alternatives = std::move(others);
  return delivery;
}

OrderId order_id(const FilingToSend& filing, FilingChannel channel, std::string_view recipient) {
  std::string bytes;
  append_field(bytes, "tocsin/order/v1");
  append_field(bytes, filing.incident.bytes());
  append_field(bytes, name_of(filing.kind));
  append_u32_be(bytes, static_cast<std::uint32_t>(filing.revision));
  append_field(bytes, name_of(channel));
  append_field(bytes, recipient);
  return OrderId::of_bytes(view_of(sha256(bytes)).substr(0, 16));
}

Result<std::string> message_id_of(const OrderId& order, std::string_view sender_address) {
  const std::size_t sign = sender_address.rfind('@');
  const std::string_view domain = sign == std::string_view::npos ? std::string_view() : sender_address.substr(sign + 1);
  const bool clean =
      std::ranges::all_of(domain, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
  if (domain.empty() || !clean) return failure(ErrorKind::invalid, "the sender's mail address has no usable domain", "sender", "write it as name@example.org");
  return fmt::format("{}@{}", order.text(), lower_ascii(domain));
}

std::string neutral_subject(const OrderId& order) { return fmt::format("Message {}-{}", order.text().substr(0, 4), order.text().substr(4, 4)); }

}  // namespace tocsin
