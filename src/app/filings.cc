#include "app/filings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/digest.h"

namespace tocsin {
namespace {

// As app/notice_files names them; a test compares.
constexpr std::string_view notice_file_names[] = {"notification.json", "notification-en.pdf", "notification-fr.pdf", "filing-sheet.pdf", "filing-sheet.txt"};

std::string setting_of(const IncidentId& incident, int number) { return fmt::format("filing/{}/{:03}", incident.text(), number); }

// A filing is what the first authority_notified of its stage after it speaks of, unless a newer one was built between.
bool was_notified(const Incident& incident, const PreparedFiling& filing) {
  for (const Fact& fact : incident.facts()) {
    if (fact.seq <= filing.fact->seq || !incident.stands(fact)) continue;
    if (const auto* newer = std::get_if<fact::FilingPrepared>(&fact.body); newer != nullptr && newer->stage == filing.prepared->stage) return false;
    const auto* notified = std::get_if<fact::AuthorityNotified>(&fact.body);
    if (notified != nullptr && notified->stage.value_or(word::Stage::initial) == filing.prepared->stage) return true;
  }
  return false;
}

}  // namespace

std::vector<PreparedFiling> prepared_filings(const Incident& incident) {
  std::vector<PreparedFiling> filings;
  for (const Fact& fact : incident.facts()) {
    const auto* prepared = std::get_if<fact::FilingPrepared>(&fact.body);
    if (prepared == nullptr) continue;
    const auto same = std::ranges::count_if(filings, [&](const PreparedFiling& one) { return one.prepared->stage == prepared->stage; });
    filings.push_back({&fact, prepared, static_cast<int>(filings.size()) + 1, static_cast<int>(same) + 1});
  }
  return filings;
}

Result<FilingState> state_of(World& world, const Incident& incident, const PreparedFiling& filing) {
  if (was_notified(incident, filing)) return FilingState::filed;
  TRY(kept, kept_filing(world, incident.head().id, filing));
  if (kept.order.empty()) return FilingState::prepared;
  TRY(orders, world.store->orders(incident.head().id));
  const auto order = std::ranges::find_if(orders, [&](const Order& one) { return one.id.text() == kept.order; });
  if (order == orders.end()) return FilingState::prepared;
  return order->state == OrderState::failed ? FilingState::failed : FilingState::on_its_way;
}

Result<std::optional<PreparedFiling>> last_told(World& world, const Incident& incident) {
  const std::vector<PreparedFiling> filings = prepared_filings(incident);
  for (auto it = filings.rbegin(); it != filings.rend(); ++it) {
    if (!incident.stands(*it->fact)) continue;
    TRY(state, state_of(world, incident, *it));
    if (state == FilingState::filed || state == FilingState::on_its_way) return std::optional(*it);
  }
  return std::optional<PreparedFiling>{};
}

Result<void> keep_filing(World& world, const IncidentId& incident, int number, const KeptFiling& filing) {
  const json::object kept{
      {"form", filing.form}, {"language", filing.language}, {"order", filing.order}, {"preliminary", filing.preliminary}, {"erased", filing.erased}};
  return world.store->set_setting(setting_of(incident, number), canonical(kept));
}

Result<KeptFiling> kept_filing(World& world, const IncidentId& incident, const PreparedFiling& filing) {
  const std::string where = fmt::format("notice {} of the incident", filing.number);
  TRY(text, world.store->setting(setting_of(incident, filing.number)));
  if (!text) return failure(ErrorKind::corrupt, "what an earlier notice said is not in the store", where, "restore the store from its back-up");
  TRY(value, json_of(*text, where));
  Fields in(value, where);
  KeptFiling kept;
  if (const json::value* form = in.any("form"); form != nullptr && form->is_object()) kept.form = form->get_object();
  kept.language = in.text("language");
  kept.order = in.text_if("order").value_or("");
  kept.preliminary = in.flag("preliminary");
  kept.erased = in.flag("erased");
  TRY_DO(in.done());
  if (kept.erased) return kept;
  if (sha256_of_form(kept.form) != filing.prepared->sha256)
    return failure(ErrorKind::corrupt, "the kept answers are not those that were recorded", where, "restore the store from its back-up");
  return kept;
}

Result<void> forget_answers(World& world, const Incident& incident, std::uint64_t seq) {
  const IncidentId id = incident.head().id;
  for (const word::Stage stage : {word::Stage::initial, word::Stage::follow_up, word::Stage::complete, word::Stage::withdraw})
    TRY_DO(world.workshop.files().remove_all(filing_folder(world, id, {}, stage)));
  for (const PreparedFiling& filing : prepared_filings(incident)) {
    if (filing.prepared->facts_until < static_cast<std::int64_t>(seq)) continue;
    for (const std::string_view name : notice_file_names)
      TRY_DO(world.workshop.files().remove_all(fmt::format("{}/{}", filing_folder(world, id, filing.number, filing.prepared->stage), name)));
    TRY(kept, kept_filing(world, id, filing));
    kept.form = {};
    kept.erased = true;
    TRY_DO(keep_filing(world, id, filing.number, kept));
  }
  return {};
}

std::string filing_folder(const World& world, const IncidentId& incident, std::optional<int> number, word::Stage stage) {
  return fmt::format("{}/filings/{}/{}-{}", world.store_dir, incident.text(), number ? fmt::format("{:03}", *number) : "draft", word::text_of(stage));
}

word::Channel word_of(FilingChannel channel) {
  switch (channel) {
    case FilingChannel::portal: return word::Channel::portal;
    case FilingChannel::mail_openpgp: return word::Channel::mail_openpgp;
    case FilingChannel::post: return word::Channel::post;
    case FilingChannel::mail_reduced_clear: return word::Channel::mail;
  }
  check(false);
  return {};
}

std::string sha256_of_form(const json::object& form) { return hex(sha256(canonical(form))); }

}  // namespace tocsin
