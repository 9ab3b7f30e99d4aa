#include <algorithm>

#include "base/text.h"
#include "documents/forms/notice_parts.h"

namespace tocsin {
namespace {

using word::text_of;

void answer_risk(NoticeWriter& out) {
  const auto* risk = out.incident.latest<fact::RiskAssessed>();
  if (risk == nullptr) return;
  out.code("risk_outcome", "risk", text_of(risk->risk));
  out.text("risk_description", risk->reason);
}

std::string with_day(const NoticeWriter& out, const fact::MeasureTaken& measure) {
  if (!measure.at) return measure.text;
  return out.say("done", fmt::arg("text", measure.text), fmt::arg("date", out.date(*measure.at)));
}

bool is_done(const Incident& incident, std::uint64_t planned) {
  return std::ranges::any_of(incident.all<fact::MeasureCompleted>(), [&](const auto* done) { return static_cast<std::uint64_t>(done->measure) == planned; });
}

// Persons have been told: since when, by what means, all of them.
void answer_told(NoticeWriter& out, const std::vector<const fact::PersonsInformed*>& told) {
  out.answers.say("persons_informed", "yes");
  const auto* first = *std::ranges::min_element(told, {}, [](const auto* one) { return one->at; });
  out.day("persons_informed_on", first->at);
  const bool all = std::ranges::any_of(told, [](const auto* one) { return one->complete.value_or(false); });
  out.answers.say("persons_informed_extent", all ? "all" : "not_all");
  for (const auto* one : told)
    if (one->channel) out.add_code("communication_means", "channel", text_of(*one->channel));
  if (const auto* wait = out.incident.latest<fact::PoliceAskedToWait>(); wait != nullptr && !all)
    out.text("not_all_informed_reasons", out.say("police_wait", fmt::arg("who", wait->by), fmt::arg("date", out.date(wait->until))));
}

std::vector<const fact::ExceptionClaimed*> standing_exceptions(const Incident& incident) {
  std::vector<const fact::ExceptionClaimed*> standing;
  for (const Fact* claim : incident.all_facts<fact::ExceptionClaimed>()) {
    const auto& body = std::get<fact::ExceptionClaimed>(claim->body);
    const auto rejections = incident.all_facts<fact::ExceptionRejected>();
    const bool rejected = std::ranges::any_of(
        rejections, [&](const Fact* no) { return no->seq > claim->seq && std::get<fact::ExceptionRejected>(no->body).exception == body.exception; });
    if (!rejected) standing.push_back(&body);
  }
  return standing;
}

void answer_exceptions(NoticeWriter& out, const std::vector<const fact::ExceptionClaimed*>& claims) {
  out.answers.say("persons_informed", "no_exception");
  std::vector<std::string> words;
  for (const auto* claim : claims) {
    out.add_code("exceptions", "exception", text_of(claim->exception));
    words.push_back(claim->evidence);
    if (claim->instead) words.push_back(out.say("instead", fmt::arg("text", *claim->instead)));
  }
  out.lines("exceptions_reasons", words);
}

const fact::DecisionTaken* decision_on_persons(const Incident& incident) {
  using enum word::Decision;
  const fact::DecisionTaken* latest = nullptr;
  for (const fact::DecisionTaken* decision : incident.all<fact::DecisionTaken>())
    if (decision->decision == inform_persons || decision->decision == do_not_inform_persons || decision->decision == inform_publicly) latest = decision;
  return latest;
}

void answer_police(NoticeWriter& out, std::vector<std::string>& words) {
  const auto told = [&](const std::string& who, Instant at, const std::optional<std::string>& reference) {
    words.push_back(reference ? out.say("told_reference", fmt::arg("who", who), fmt::arg("date", out.date(at)), fmt::arg("reference", *reference))
                              : out.say("told", fmt::arg("who", who), fmt::arg("date", out.date(at))));
  };
  for (const fact::PoliceReportFiled* report : out.incident.all<fact::PoliceReportFiled>()) {
    out.answers.say("reported_to_police", "yes");
    told(out.say("police"), report->at, report->reference);
  }
  for (const fact::OtherRegimeNotified* other : out.incident.all<fact::OtherRegimeNotified>()) {
    out.answers.say("notified_other_bodies", "yes");
    told(other->regime, other->at, other->reference);
  }
}

// Persons per country, the newest count of each; the same answers under the numbers for controllers outside the EEA.
void answer_countries(NoticeWriter& out) {
  NumbersByCountry numbers;
  std::vector<std::string> countries;
  if (const auto* border = out.incident.latest<fact::CrossBorderEstablished>()) countries = border->countries;
  for (const fact::PersonsCounted* counted : out.incident.all<fact::PersonsCounted>()) {
    if (!counted->country || counted->group || counted->controller) continue;
    const auto best = counted->best ? counted->best : counted->max ? counted->max : counted->min;
    if (best && std::ranges::find(out.pack.countries, *counted->country) != out.pack.countries.end()) numbers[*counted->country] = *best;
  }
  for (const auto& [country, number] : numbers)
    if (std::ranges::find(countries, country) == countries.end()) countries.push_back(country);
  std::erase_if(countries, [&](const std::string& country) { return std::ranges::find(out.pack.countries, country) == out.pack.countries.end(); });
  out.list("person_countries", countries);
  out.list("person_countries_outside", countries);
  if (numbers.empty()) return;
  out.answers.say("persons_per_country", numbers);
  out.answers.say("persons_per_country_outside", numbers);
}

std::vector<std::string> authorities_told(const NoticeWriter& out) {
  std::vector<std::string> ids;
  const auto add = [&](const std::string& id) {
    if (out.pack.authorities.contains(id) && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  };
  add(out.incident.head().authority);
  for (const fact::AuthorityNotified* filed : out.incident.all<fact::AuthorityNotified>()) add(filed->authority.value_or(""));
  return ids;
}

void answer_attachments(NoticeWriter& out) {
  std::vector<std::string> others;
  for (const fact::AttachmentAdded* attached : out.incident.all<fact::AttachmentAdded>()) {
    const auto what = attached->what.value_or(word::Attachment::other);
    out.add_code("attachments", "attachment", text_of(what));
    if (what == word::Attachment::other) others.push_back(attached->name);
  }
  out.lines("attachments_other", others);
}

}  // namespace

void answer_consequences(NoticeWriter& out) {
  for (const fact::ConsequencesAssessed* assessed : out.incident.all<fact::ConsequencesAssessed>()) {
    for (const word::Impact impact : assessed->impacts) out.add_code("impacts", "impact", text_of(impact));
    if (assessed->severity) out.code("severity", "severity", text_of(*assessed->severity));
    for (const word::Consequence one : assessed->consequences)
      for (const char* key : {"confidentiality_consequences", "integrity_consequences", "availability_consequences"})
        out.add_code(key, "consequence", text_of(one));
    for (const char* key : {"impacts_other", "confidentiality_consequences_other", "integrity_consequences_other", "availability_consequences_other"})
      out.text(key, assessed->text);
  }
  for (const fact::ServiceStatusReported* service : out.incident.all<fact::ServiceStatusReported>())
    out.add_code("availability_consequences", "service_state", text_of(service->status));
  answer_risk(out);
}

void answer_measures(NoticeWriter& out) {
  std::vector<std::string> taken, prevention;
  for (const fact::MeasureTaken* measure : out.incident.all<fact::MeasureTaken>()) {
    if (measure->phase == word::MeasurePhase::before) continue;
    const bool against_repetition = measure->phase == word::MeasurePhase::prevention;
    (against_repetition ? prevention : taken).push_back(with_day(out, *measure));
    if (!against_repetition) continue;
    for (const word::MeasureKind kind : measure->kinds) out.add_code("prevention", "measure_kind", text_of(kind));
    if (measure->kinds.empty()) out.add_code("prevention", "measure_kind", "other");
  }
  for (const Fact* fact : out.incident.all_facts<fact::MeasurePlanned>()) {
    const auto& planned = std::get<fact::MeasurePlanned>(fact->body);
    for (const word::MeasureKind kind : planned.kinds) out.add_code("prevention", "measure_kind", text_of(kind));
    if (planned.kinds.empty()) out.add_code("prevention", "measure_kind", "other");
    prevention.push_back(is_done(out.incident, fact->seq) ? planned.text
                                                          : out.say("planned", fmt::arg("text", planned.text), fmt::arg("date", out.date(planned.due_at))));
  }
  out.lines("measures_taken", taken);
  out.lines("prevention_description", prevention);
}

void answer_communication(NoticeWriter& out) {
  const auto told = out.incident.all<fact::PersonsInformed>();
  const auto claims = standing_exceptions(out.incident);
  const auto* decision = decision_on_persons(out.incident);
  const bool not_to_be_told = decision != nullptr && decision->decision == word::Decision::do_not_inform_persons;
  if (!told.empty()) return answer_told(out, told);
  if (decision == nullptr) {
    out.answers.say("persons_informed", "no_still_investigating");
  } else if (not_to_be_told && !claims.empty()) {
    answer_exceptions(out, claims);
  } else {
    out.code("persons_informed", "decision", text_of(decision->decision));
  }
}

void answer_elsewhere(NoticeWriter& out) {
  std::vector<std::string> words;
  answer_police(out, words);
  out.lines("other_authorities_description", words);
  const auto* border = out.incident.latest<fact::CrossBorderEstablished>();
  if (border != nullptr) out.answers.say("cross_border", border->cross_border ? "yes" : "no");
  const std::string lead = border != nullptr && border->lead_authority ? *border->lead_authority : out.request.organisation.lead_authority;
  if (out.pack.authorities.contains(lead)) out.text("lead_authority", lead);
  out.list("establishment_countries", out.request.organisation.establishments);
  answer_countries(out);
  out.list("authorities_notified", authorities_told(out));
  if (out.request.organisation.outside_eea) out.answers.say("outside_eea_processing", "yes");
  out.list("authorities_notified_outside", authorities_told(out));
  answer_attachments(out);
}

}  // namespace tocsin
