#include <algorithm>

#include "base/text.h"
#include "documents/forms/notice_parts.h"

namespace tocsin {
namespace {

bool was_filed(const Incident& incident) { return incident.has<fact::AuthorityNotified>(); }

std::string number_of_first_notice(const Incident& incident) {
  for (const fact::AuthorityNotified* filed : incident.all<fact::AuthorityNotified>())
    if (filed->receipt && !filed->receipt->empty()) return *filed->receipt;
  const auto receipts = incident.all<fact::ReceiptRecorded>();
  return receipts.empty() ? "" : receipts.front()->number;
}

void answer_kind_of_notice(NoticeWriter& out) {
  using word::Stage;
  const Stage stage = out.request.stage;
  const bool first = stage == Stage::initial || (stage == Stage::complete && !was_filed(out.incident));
  out.answers.say("notification_type", first ? "new" : "follow_up");
  out.answers.say("notification_sub_type", stage == Stage::complete ? "complete" : stage == Stage::withdraw ? "withdraw" : "incomplete");
  if (const auto* dismissed = out.incident.latest<fact::BreachDismissed>()) out.text("withdrawal_reasons", dismissed->reason);
  out.text("previous_notification_id", number_of_first_notice(out.incident));
  out.text("own_reference", out.incident.head().id.text().substr(0, 12));
  if (out.request.late) out.answers.circumstances.insert("late");
  if (out.request.organisation.outside_eea) out.answers.circumstances.insert("outside_eea");
}

void answer_organisation(NoticeWriter& out) {
  const NotifyingOrganisation& who = out.request.organisation;
  out.text("organisation_name", who.name);
  out.text("organisation_contact", who.contact);
  if (!who.identifier.empty()) {
    out.text("identifier_type", who.identifier_type);
    out.text("identifier", who.identifier);
  }
  out.text("sector", who.sector);
  out.text("organisation_type", who.organisation_type);
  out.text("organisation_type_description", who.organisation_type_description);
  out.text("economic_activity", who.economic_activity);
  out.text("representative_name", who.representative_name);
  out.text("representative_contact", who.representative_contact);
  if (who.dpo) out.answers.say("dpo_designated", *who.dpo);
  out.text("dpo_name", who.dpo_name);
  out.text("dpo_contact", who.dpo_contact);
}

void answer_reporter(NoticeWriter& out) {
  const NoticeReporter& who = out.request.reporter;
  out.text("reporter_name", who.name);
  out.text("reporter_contact", who.contact);
  out.text("reporter_function", who.function);
  out.text("reporter_function_description", who.function_description);
}

void answer_contact(NoticeWriter& out) {
  const auto* contact = out.incident.latest<fact::ContactNamed>();
  if (contact == nullptr) {
    if (out.request.organisation.dpo.value_or(false)) out.answers.say("contact_point", "dpo");
    return;
  }
  std::vector<std::string> ways;
  for (const auto& way : {contact->phone, contact->email})
    if (way && !way->empty()) ways.push_back(*way);
  if (lower_ascii(contact->function.value_or("")) == "dpo") return out.answers.say("contact_point", "dpo");
  if (contact->name == out.request.reporter.name) return out.answers.say("contact_point", "reporting_person");
  out.answers.say("contact_point", "other");
  out.text("contact_name", contact->name);
  out.text("contact_function", contact->function.value_or(""));
  out.text("contact_details", joined(ways, ", "));
}

// Processors and the like; authorities, police and insurers take no part in the processing.
bool takes_part(word::PartyRole role) {
  using enum word::PartyRole;
  return role == joint_controller || role == processor || role == sub_processor || role == intermediary || role == other;
}

void answer_parties(NoticeWriter& out) {
  std::vector<std::string> roles, names, contacts;
  for (const fact::PartyInvolved* party : out.incident.all<fact::PartyInvolved>()) {
    if (!takes_part(party->role) || std::ranges::find(names, party->name) != names.end()) continue;
    roles.push_back(out.word("party_role", word::text_of(party->role)));
    names.push_back(party->name);
    contacts.push_back(party->contact && !party->contact->empty() ? *party->contact : out.texts.text("state.unanswered"));
  }
  for (const fact::ProcessorAlertReceived* alert : out.incident.all<fact::ProcessorAlertReceived>()) {
    if (std::ranges::find(names, alert->party) != names.end()) continue;
    roles.push_back(out.word("party_role", "processor"));
    names.push_back(alert->party);
    contacts.push_back(out.texts.text("state.unanswered"));
  }
  if (names.empty()) return;
  out.answers.say("other_parties_involved", "yes");
  out.list("party_roles", roles);
  out.list("party_names", names);
  out.list("party_contacts", contacts);
}

void answer_period(NoticeWriter& out) {
  using word::Precision;
  const Fact* fact = out.incident.latest_fact<fact::BreachHappened>();
  if (fact == nullptr) return;
  const auto& happened = std::get<fact::BreachHappened>(fact->body);
  const auto period = [&](const char* code) { out.answers.say("breach_period", code); };
  if (happened.precision == Precision::to_be_determined) return period("to_be_determined");
  if (happened.precision == Precision::cannot_be_determined || !happened.begin) return period("cannot_be_determined");
  const bool ongoing = happened.precision == Precision::ongoing;
  const bool same_day = happened.end && out.request.zone.date(*happened.begin) == out.request.zone.date(*happened.end);
  period(ongoing || !happened.end ? "ongoing" : same_day ? "one_day" : "from_to");
  out.instant("breach_begin", *happened.begin);
  if (happened.end && !ongoing) out.instant("breach_end", *happened.end);
  const bool estimated = happened.precision == Precision::approximate || fact->state == Knowledge::estimated;
  out.answers.say("dates_estimated", estimated);
}

void answer_discovery(NoticeWriter& out) {
  const auto how = [&](word::Discovery word) { out.add_code("discovery", "discovery", word::text_of(word)); };
  std::vector<std::string> words;
  const auto* hint = out.incident.latest<fact::HintReceived>();
  const Fact* aware = out.incident.latest_fact<fact::BecameAware>();
  const auto alerts = out.incident.all<fact::ProcessorAlertReceived>();
  if (!alerts.empty()) {
    const fact::ProcessorAlertReceived& first = **std::ranges::min_element(alerts, {}, [](const auto* alert) { return alert->at; });
    how(word::Discovery::processor);
    words.push_back(out.say("by_alert", fmt::arg("party", first.party), fmt::arg("at", out.local(first.at))));
    out.day("told_by_other_party_on", first.at);
  }
  if (hint != nullptr) {
    if (hint->how) how(*hint->how);
    if (hint->text) words.push_back(*hint->text);
    if (out.answers.find("told_by_other_party_on") == nullptr) out.day("told_by_other_party_on", hint->at);
  }
  if (aware != nullptr) {
    const auto& body = std::get<fact::BecameAware>(aware->body);
    if (body.how) how(*body.how);
    if (!aware->basis.empty()) words.push_back(aware->basis);
    if (out.answers.find("told_by_other_party_on") == nullptr) out.day("told_by_other_party_on", body.at);
  }
  out.lines("discovery_description", words);
}

void answer_timeline_comments(NoticeWriter& out) {
  std::vector<std::string> words;
  if (const auto* hint = out.incident.latest<fact::HintReceived>()) words.push_back(out.say("first_hint", fmt::arg("at", out.local(hint->at))));
  if (const auto* begun = out.incident.latest<fact::InvestigationStarted>()) words.push_back(out.say("looked_into", fmt::arg("at", out.local(begun->at))));
  for (const fact::ProcessorBecameAware* knew : out.incident.all<fact::ProcessorBecameAware>())
    words.push_back(out.say("processor_knew", fmt::arg("party", knew->party.value_or(out.say("the_processor"))), fmt::arg("at", out.local(knew->at))));
  for (const fact::AvailabilityRestored* back : out.incident.all<fact::AvailabilityRestored>())
    words.push_back(back->service ? out.say("restored_service", fmt::arg("service", *back->service), fmt::arg("at", out.local(back->at)))
                                  : out.say("restored", fmt::arg("at", out.local(back->at))));
  if (const Fact* happened = out.incident.latest_fact<fact::BreachHappened>(); happened != nullptr && !happened->basis.empty())
    words.push_back(happened->basis);
  out.lines("timeline_comments", words);
}

}  // namespace

void answer_who(NoticeWriter& out) {
  answer_kind_of_notice(out);
  answer_organisation(out);
  answer_reporter(out);
  answer_contact(out);
  answer_parties(out);
}

void answer_times(NoticeWriter& out) {
  answer_period(out);
  if (const auto aware = out.incident.awareness()) out.instant("controller_aware_at", aware->at);
  if (const auto* delay = out.incident.latest<fact::DelayReasoned>()) out.text("lateness_reasons", delay->reason);
  answer_discovery(out);
  answer_timeline_comments(out);
}

}  // namespace tocsin
