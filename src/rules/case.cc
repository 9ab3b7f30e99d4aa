#include "rules/case.h"

#include <algorithm>

namespace tocsin {
namespace {

bool by_portal(const fact::AuthorityNotified& notified, const AuthorityProfile* authority) {
  if (notified.channel) return *notified.channel == word::Channel::portal;
  return authority != nullptr && authority->channel == AuthorityChannel::portal;
}

bool has_receipt(const Incident& incident, const fact::AuthorityNotified& notified, std::uint64_t seq) {
  if (notified.receipt && !notified.receipt->empty()) return true;
  const Fact* receipt = incident.latest_fact<fact::ReceiptRecorded>();
  return receipt != nullptr && receipt->seq > seq;
}

}  // namespace

Filings filings_of(const Case& the_case) {
  Filings filings;
  for (const Fact* fact : the_case.incident.all_facts<fact::AuthorityNotified>()) {
    const auto& notified = std::get<fact::AuthorityNotified>(fact->body);
    if (notified.stage == word::Stage::withdraw) continue;
    if (by_portal(notified, the_case.authority) && !has_receipt(the_case.incident, notified, fact->seq)) {
      filings.without_receipt = true;
      continue;
    }
    filings.proven.push_back({notified.at, fact->seq, notified.stage == word::Stage::complete, notified.preliminary.value_or(false)});
  }
  std::stable_sort(filings.proven.begin(), filings.proven.end(), [](const Filing& a, const Filing& b) { return a.at < b.at; });
  return filings;
}

std::optional<Filing> first_filing(const Case& the_case) {
  const Filings filings = filings_of(the_case);
  if (filings.proven.empty()) return {};
  return filings.proven.front();
}

}  // namespace tocsin
