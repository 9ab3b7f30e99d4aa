#include "facts/incident.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace tocsin {
namespace {

constexpr std::string_view role_names[] = {"controller", "processor", "authority"};

// The standing answer to "who sent this alert?": nothing yet, genuine, or a fake.
const fact::SenderVerified* verification_of(const Incident& incident, std::uint64_t alert) {
  const fact::SenderVerified* answer = nullptr;
  for (const auto* verified : incident.all<fact::SenderVerified>())
    if (verified->alert == static_cast<std::int64_t>(alert)) answer = verified;
  return answer;
}

template <class Counted>
std::optional<Count> whole_count(const Incident& incident, auto is_partial) {
  const auto all = incident.all<Counted>();
  for (auto it = all.rbegin(); it != all.rend(); ++it)
    if (!is_partial(**it)) return Count{(*it)->min, (*it)->best, (*it)->max};
  return {};
}

std::unexpected<Error> needs_second_person(std::string what, std::string approval) {
  return failure(ErrorKind::refused, std::move(what), "fact add", fmt::format("another person records `{}` with the reason first", approval));
}

// Awareness may be moved earlier freely; later only with a written reason and a second person.
Result<void> awareness_may_move(const Incident& incident, const fact::BecameAware& now, const Fact& before, const PersonId& author) {
  if (now.at <= std::get<fact::BecameAware>(before.body).at) return {};
  if (!now.reason || now.reason->empty())
    return failure(ErrorKind::refused, "the moment of awareness is moved later without a reason", "became_aware", "give reason=...");
  for (const Fact* approval : incident.all_facts<fact::AwarenessChangeApproved>())
    if (std::get<fact::AwarenessChangeApproved>(approval->body).at == now.at && approval->author != author) return {};
  return needs_second_person("the moment of awareness is moved later by one person alone", "awareness_change_approved at=...");
}

// Raising is free; lowering needs a second person.
Result<void> risk_may_change(const Incident& incident, const fact::RiskAssessed& now, const PersonId& author) {
  const auto* before = incident.latest<fact::RiskAssessed>();
  if (before == nullptr || now.risk >= before->risk) return {};
  const Fact* before_fact = incident.latest_fact<fact::RiskAssessed>();
  for (const Fact* approval : incident.all_facts<fact::RiskLoweringApproved>()) {
    const auto& body = std::get<fact::RiskLoweringApproved>(approval->body);
    if (approval->seq > before_fact->seq && body.risk == now.risk && approval->author != author) return {};
  }
  return needs_second_person("the risk is lowered by one person alone", "risk_lowering_approved risk=...");
}

// A decision that departs from the DPO's advice says why; the DPO's advice itself is never missing then.
Result<void> decision_has_reason(const Incident& incident, const fact::DecisionTaken& decision) {
  const auto* advice = incident.latest<fact::DpoAdvised>();
  if (advice == nullptr || advice->advice == decision.decision || (decision.reason && !decision.reason->empty())) return {};
  return failure(ErrorKind::refused, "the decision differs from the data protection officer's advice and has no reason", "decision_taken", "give reason=...");
}

}  // namespace

std::string_view name_of(Role role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<Role> role_of(std::string_view name) {
  for (std::size_t i = 0; i < std::size(role_names); ++i)
    if (role_names[i] == name) return static_cast<Role>(i);
  return {};
}

void Incident::take(Fact fact) {
  check(fact.seq == facts_.size() + 1);
  facts_.push_back(std::move(fact));
  gone_.push_back(facts_.back().state == Knowledge::erased);
  const auto superseded = facts_.back().supersedes;
  if (superseded && *superseded >= 1 && *superseded <= facts_.size()) gone_[*superseded - 1] = true;
}

Incident incident_of(IncidentHead head, std::vector<Fact> facts) {
  Incident incident;
  incident.head_ = std::move(head);
  incident.facts_.reserve(facts.size());
  for (Fact& fact : facts) incident.take(std::move(fact));
  return incident;
}

Incident grown(Incident incident, Fact fact) {
  incident.take(std::move(fact));
  return incident;
}

Incident incident_as_of(const Incident& incident, Instant as_of) {
  std::vector<Fact> known;
  for (const Fact& fact : incident.facts())
    if (fact.recorded_at <= as_of) known.push_back(fact);
  return incident_of(incident.head(), std::move(known));
}

bool Incident::stands(const Fact& fact) const { return !gone_[fact.seq - 1]; }

const Fact* Incident::fact(std::uint64_t seq) const { return seq >= 1 && seq <= facts_.size() ? &facts_[seq - 1] : nullptr; }

std::optional<Awareness> Incident::awareness() const {
  std::optional<Awareness> earliest;
  const auto consider = [&](Awareness candidate) {
    if (!earliest || candidate.at < earliest->at || (candidate.at == earliest->at && earliest->provisional && !candidate.provisional)) earliest = candidate;
  };
  for (const Fact* fact : all_facts<fact::BecameAware>()) consider({std::get<fact::BecameAware>(fact->body).at, fact->seq, false, false});
  if (role() != Role::controller) return earliest;
  for (const Fact* fact : all_facts<fact::ProcessorAlertReceived>()) {
    const auto& alert = std::get<fact::ProcessorAlertReceived>(fact->body);
    const auto* verified = verification_of(*this, fact->seq);
    if (verified != nullptr && !verified->genuine) continue;
    if (alert.concerns_us && !*alert.concerns_us) continue;
    consider({alert.at, fact->seq, verified == nullptr, true});
  }
  return earliest;
}

std::optional<Count> Incident::persons() const {
  return whole_count<fact::PersonsCounted>(*this, [](const fact::PersonsCounted& c) { return c.group || c.country || c.controller; });
}

std::optional<Count> Incident::records() const {
  return whole_count<fact::RecordsCounted>(*this, [](const fact::RecordsCounted& c) { return c.controller.has_value(); });
}

bool Incident::is_closed() const {
  const Fact* closed = latest_fact<fact::IncidentClosed>();
  const Fact* reopened = latest_fact<fact::IncidentReopened>();
  return closed != nullptr && (reopened == nullptr || reopened->seq < closed->seq);
}

Result<void> acceptable(const Incident& incident, const NewFact& fact, const PersonId& author) {
  const std::string kind(kind_of(fact.body));
  const Fact* before = nullptr;
  if (fact.supersedes) {
    before = incident.fact(*fact.supersedes);
    if (before == nullptr)
      return failure(ErrorKind::invalid, fmt::format("there is no fact {} to supersede", *fact.supersedes), kind,
                     "`tocsin fact list` shows the seq of each fact");
    if (before->body.index() != fact.body.index())
      return failure(ErrorKind::invalid, fmt::format("fact {} is a {}; only a fact of the same kind can correct it", before->seq, kind_of(before->body)), kind);
    if (!incident.stands(*before))
      return failure(ErrorKind::invalid, fmt::format("fact {} is already superseded", before->seq), kind, "supersede the fact that stands now");
  }
  if (fact.state == Knowledge::unknown_yet || fact.state == Knowledge::not_applicable || fact.state == Knowledge::withheld) return {};
  if (const auto* aware = std::get_if<fact::BecameAware>(&fact.body); aware != nullptr && before != nullptr && before->tells())
    return awareness_may_move(incident, *aware, *before, author);
  if (const auto* risk = std::get_if<fact::RiskAssessed>(&fact.body)) return risk_may_change(incident, *risk, author);
  if (const auto* decision = std::get_if<fact::DecisionTaken>(&fact.body)) return decision_has_reason(incident, *decision);
  if (const auto* verified = std::get_if<fact::SenderVerified>(&fact.body)) {
    const Fact* alert = incident.fact(static_cast<std::uint64_t>(std::max<std::int64_t>(verified->alert, 0)));
    if (alert == nullptr || !std::holds_alternative<fact::ProcessorAlertReceived>(alert->body))
      return failure(ErrorKind::invalid, "the fact named is no processor_alert_received", kind + ": alert", "`tocsin fact list` shows the seq of each fact");
  }
  if (const auto* done = std::get_if<fact::MeasureCompleted>(&fact.body)) {
    const Fact* planned = incident.fact(static_cast<std::uint64_t>(std::max<std::int64_t>(done->measure, 0)));
    if (planned == nullptr || !std::holds_alternative<fact::MeasurePlanned>(planned->body))
      return failure(ErrorKind::invalid, "the fact named is no measure_planned", kind + ": measure");
  }
  if (const auto* lifted = std::get_if<fact::LegalHoldLifted>(&fact.body)) {
    const Fact* hold = incident.fact(static_cast<std::uint64_t>(std::max<std::int64_t>(lifted->hold, 0)));
    if (hold == nullptr || !std::holds_alternative<fact::LegalHoldSet>(hold->body))
      return failure(ErrorKind::invalid, "the fact named is no legal_hold_set", kind + ": hold", "`tocsin fact list` shows the seq of each fact");
  }
  if (std::holds_alternative<fact::SecondLookDone>(fact.body)) {
    const Fact* filed = incident.latest_fact<fact::FilingPrepared>();
    if (filed != nullptr && filed->author == author)
      return failure(ErrorKind::refused, "the second look is another person's than the one who filed", kind, "let somebody else go through the filing");
  }
  return {};
}

}  // namespace tocsin
