#include "app/receipt.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "app/filings.h"
#include "app/record.h"
#include "base/digest.h"
#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::size_t receipt_bytes_max = 32 << 20;

// Only the shape of the name is kept: it becomes a path of ours.
std::string safe_name(const std::string& path) {
  std::string name = path.substr(path.find_last_of('/') == std::string::npos ? 0 : path.find_last_of('/') + 1);
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0 && c != '.' && c != '-' && c != '_'; }, '_');
  return "receipt-" + name.substr(name.size() > 80 ? name.size() - 80 : 0);
}

Result<PreparedFiling> last_prepared(const Incident& incident) {
  const std::vector<PreparedFiling> filings = prepared_filings(incident);
  const auto last = std::ranges::find_if(filings.rbegin(), filings.rend(), [&](const PreparedFiling& one) { return incident.stands(*one.fact); });
  if (last == filings.rend())
    return failure(ErrorKind::refused, "no notice was prepared that this receipt could be for", incident.head().id.text(),
                   "tocsin notify INCIDENT --stage initial; for a filing made without Tocsin: tocsin fact add INCIDENT authority_notified at=... receipt=...");
  return *last;
}

// A mail that has not left cannot have been received; one in doubt has.
Result<void> end_the_doubt(World& world, const IncidentId& incident, const std::string& order_id) {
  TRY(orders, world.store->orders(incident));
  for (const Order& order : orders) {
    if (order.id.text() != order_id) continue;
    if (order.state == OrderState::in_doubt) return world.store->finish_order(order.id, OrderState::handed, "the authority's receipt is there", world.now);
    return failure(ErrorKind::refused, "the mail has not left the house yet", order_id, "tocsin mailer run; then enter the receipt");
  }
  return {};
}

}  // namespace

Result<ReceiptKept> add_receipt(World& world, const Actor& actor, const Incident& incident, const Receipt& receipt) {
  if (trimmed(receipt.number).empty()) return failure(ErrorKind::invalid, "a receipt has a number", "--number");
  TRY(filing, last_prepared(incident));
  TRY(bytes, world.workshop.files().read(receipt.file, receipt_bytes_max));
  if (bytes.empty()) return failure(ErrorKind::invalid, "the file of the receipt is empty", receipt.file);
  TRY(state, state_of(world, incident, filing));
  TRY(kept, kept_filing(world, incident.head().id, filing));
  ReceiptKept answer;
  answer.stage = filing.prepared->stage;
  answer.channel = filing.prepared->channel;
  answer.preliminary = kept.preliminary;
  answer.now_filed = state != FilingState::filed;
  answer.sha256 = hex(sha256(bytes));
  answer.file = filing_folder(world, incident.head().id, filing.number, answer.stage) + "/" + safe_name(receipt.file);

  Recording recording;
  recording.facts.push_back({fact::ReceiptRecorded{.number = receipt.number, .at = receipt.at, .sha256 = answer.sha256}});
  if (answer.now_filed) {
    fact::AuthorityNotified notified{.at = receipt.at};
    notified.receipt = receipt.number;
    notified.stage = answer.stage;
    notified.authority = incident.head().authority;
    notified.channel = answer.channel;
    if (answer.preliminary) notified.preliminary = true;
    recording.facts.push_back({notified});
  }
  if (state == FilingState::on_its_way) TRY_DO(end_the_doubt(world, incident.head().id, kept.order));
  TRY_DO(world.workshop.files().write(answer.file, bytes));
  TRY_DO(record(world, actor, incident, recording));
  return answer;
}

}  // namespace tocsin
