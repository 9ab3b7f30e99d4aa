#include "deliveries/delivery_state.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/text.h"

namespace tocsin {
namespace {

using Kind = DeliveryEventKind;

constexpr std::array kinds = {
    std::pair{Kind::accepted, std::string_view("accepted")},
    std::pair{Kind::deferred, std::string_view("deferred")},
    std::pair{Kind::rejected, std::string_view("rejected")},
    std::pair{Kind::in_doubt, std::string_view("in_doubt")},
    std::pair{Kind::found_accepted, std::string_view("found_accepted")},
    std::pair{Kind::found_not_taken, std::string_view("found_not_taken")},
    std::pair{Kind::bounced, std::string_view("bounced")},
    std::pair{Kind::receipt_entered, std::string_view("receipt_entered")},
};

// One order for all readers: by time, then by the order of the kinds, each key once.
std::vector<DeliveryEvent> sorted_once(std::span<const DeliveryEvent> events) {
  std::vector<DeliveryEvent> sorted(events.begin(), events.end());
  const auto order = [](const DeliveryEvent& event) { return std::tie(event.at, event.kind, event.key); };
  std::ranges::sort(sorted, {}, order);
  std::vector<DeliveryEvent> once;
  for (const DeliveryEvent& event : sorted)
    if (std::ranges::find(once, event.key, &DeliveryEvent::key) == once.end()) once.push_back(event);
  return once;
}

std::string missing_in(const CountsAsFiled& rule, const DeliveryEvent& receipt) {
  std::vector<std::string> missing;
  if (rule.number && trimmed(receipt.number).empty()) missing.emplace_back("number");
  if (rule.time && !receipt.taken_at) missing.emplace_back("time");
  if (rule.attachment && !receipt.attachment) missing.emplace_back("the receipt itself");
  return joined(missing, ", ");
}

void enter_receipt(Delivered& now, const CountsAsFiled& rule, const DeliveryEvent& receipt) {
  now.missing = missing_in(rule, receipt);
  if (!now.missing.empty()) return;
  now.state = DeliveryState::filed;
  const Instant taken_at = receipt.taken_at.value_or(receipt.at);
  now.filed_at = now.handed_at ? std::min(*now.handed_at, taken_at) : taken_at;
  now.may_send = false;
}

void hand(Delivered& now, const CountsAsFiled& rule, Instant at) {
  now.state = DeliveryState::handed;
  if (!now.handed_at) now.handed_at = at;
  if (rule.hand_over) now.filed_at = now.handed_at;
  now.may_send = false;
}

void fail(Delivered& now) {
  now.state = DeliveryState::failed;
  now.handed_at.reset();
  now.filed_at.reset();
  now.may_send = false;
}

void add(Delivered& now, const CountsAsFiled& rule, const DeliveryEvent& event) {
  if (now.state == DeliveryState::filed) return;  // a receipt is final
  switch (event.kind) {
    case Kind::accepted:
    case Kind::found_accepted: return hand(now, rule, event.at);
    case Kind::deferred: ++now.deferrals; return;
    case Kind::rejected:
      if (now.state != DeliveryState::handed) fail(now);  // a repeat of what was already taken may be turned away
      return;
    case Kind::bounced: return fail(now);
    case Kind::in_doubt:
      if (now.state == DeliveryState::handed) return;
      now.state = DeliveryState::in_doubt;
      now.may_send = false;
      return;
    case Kind::found_not_taken:
      if (now.state != DeliveryState::in_doubt) return;
      now.state = DeliveryState::planned;
      now.may_send = true;
      return;
    case Kind::receipt_entered: return enter_receipt(now, rule, event);
  }
  check(false);
}

}  // namespace

std::string_view name_of(DeliveryEventKind kind) {
  const auto* row = std::ranges::find(kinds, kind, &decltype(kinds)::value_type::first);
  check(row != kinds.end());
  return row->second;
}

Result<DeliveryEventKind> delivery_event_kind_of(std::string_view name) {
  const auto* row = std::ranges::find(kinds, name, &decltype(kinds)::value_type::second);
  if (row == kinds.end()) return failure(ErrorKind::invalid, "unknown delivery event");
  return row->first;
}

std::string_view name_of(DeliveryState state) {
  switch (state) {
    case DeliveryState::planned: return "planned";
    case DeliveryState::handed: return "handed";
    case DeliveryState::filed: return "filed";
    case DeliveryState::failed: return "failed";
    case DeliveryState::in_doubt: return "in_doubt";
  }
  check(false);
  return {};
}

Delivered delivered(const CountsAsFiled& rule, std::span<const DeliveryEvent> events) {
  Delivered now;
  for (const DeliveryEvent& event : sorted_once(events)) add(now, rule, event);
  return now;
}

std::chrono::minutes pause_after(int deferrals) {
  check(deferrals >= 1);
  return deferrals > 5 ? std::chrono::minutes(30) : std::chrono::minutes(1 << (deferrals - 1));
}

}  // namespace tocsin
