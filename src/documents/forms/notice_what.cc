#include <algorithm>
#include <map>

#include "base/text.h"
#include "documents/forms/notice_parts.h"

namespace tocsin {
namespace {

std::string kinds_in_words(const NoticeWriter& out, const std::vector<word::DataKind>& kinds) {
  std::vector<std::string> words;
  for (const word::DataKind kind : kinds) words.push_back(out.word("data_kind", word::text_of(kind)));
  return joined(words, ", ");
}

bool persons_are_estimated(const Incident& incident) {
  bool estimated = false;
  for (const Fact* fact : incident.all_facts<fact::PersonsCounted>()) {
    const auto& counted = std::get<fact::PersonsCounted>(fact->body);
    if (!counted.group && !counted.country && !counted.controller) estimated = fact->state == Knowledge::estimated;
  }
  return estimated;
}

bool records_are_estimated(const Incident& incident) {
  bool estimated = false;
  for (const Fact* fact : incident.all_facts<fact::RecordsCounted>())
    if (!std::get<fact::RecordsCounted>(fact->body).controller) estimated = fact->state == Knowledge::estimated;
  return estimated;
}

void answer_nature(NoticeWriter& out) {
  const auto* nature = out.incident.latest<fact::NatureEstablished>();
  if (nature != nullptr) {
    for (const word::Nature one : nature->nature) out.add_code("breach_nature", "nature", word::text_of(one));
    if (nature->integrity) out.code("integrity_state", "integrity_state", word::text_of(*nature->integrity));
    if (nature->availability) out.code("availability_state", "availability_state", word::text_of(*nature->availability));
  }
  if (const auto* left = out.incident.latest<fact::ExfiltrationAssessed>())
    out.code("confidentiality_state", "exfiltration", word::text_of(left->exfiltration));
  if (nature != nullptr && nature->confidentiality) out.code("confidentiality_state", "confidentiality_state", word::text_of(*nature->confidentiality));
  if (nature != nullptr && nature->unintelligible) out.code("unintelligible", "unintelligibility", word::text_of(*nature->unintelligible));
}

// Who is hit, by group and number: "insured persons: 200,000".
std::vector<std::string> groups_in_words(const NoticeWriter& out) {
  std::map<word::PersonGroup, Count> numbers;
  for (const fact::PersonsCounted* counted : out.incident.all<fact::PersonsCounted>())
    if (counted->group && !counted->country && !counted->controller) numbers[*counted->group] = {counted->min, counted->best, counted->max};
  std::vector<std::string> words;
  if (const auto* groups = out.incident.latest<fact::PersonGroupsEstablished>())
    for (const word::PersonGroup group : groups->groups)
      if (!numbers.contains(group)) words.push_back(out.word("person_group", word::text_of(group)));
  for (const auto& [group, count] : numbers)
    words.push_back(out.say("group_number", fmt::arg("group", out.word("person_group", word::text_of(group))), fmt::arg("number", out.said(count))));
  return words;
}

void answer_persons(NoticeWriter& out) {
  if (const auto* groups = out.incident.latest<fact::PersonGroupsEstablished>()) {
    for (const word::PersonGroup group : groups->groups) out.add_code("person_groups", "person_group", word::text_of(group));
    if (groups->minors.value_or(false)) out.add_code("person_groups", "person_group", "minors");
    if (groups->vulnerable.value_or(false)) out.add_code("person_groups", "person_group", "vulnerable");
  }
  out.lines("person_groups_description", groups_in_words(out));
  out.number("persons_precision", "persons_number", out.incident.persons(), persons_are_estimated(out.incident));
}

void answer_data(NoticeWriter& out) {
  std::vector<std::string> words;
  for (const fact::DataExposed* exposed : out.incident.all<fact::DataExposed>()) {
    for (const word::DataKind kind : exposed->kinds) out.add_code("data_kinds", "data_kind", word::text_of(kind));
    const char* how = exposed->possible_only.value_or(false) ? "maybe_exposed" : "exposed";
    words.push_back(out.say(how, fmt::arg("kinds", kinds_in_words(out, exposed->kinds))));
    if (exposed->text) words.push_back(*exposed->text);
  }
  for (const fact::DataNotExposed* safe : out.incident.all<fact::DataNotExposed>())
    words.push_back(out.say("not_exposed", fmt::arg("kinds", kinds_in_words(out, safe->kinds))));
  out.lines("data_kinds_description", words);
  out.number("records_precision", "records_number", out.incident.records(), records_are_estimated(out.incident));
}

}  // namespace

void answer_what(NoticeWriter& out) {
  answer_nature(out);
  std::vector<std::string> words;
  if (const auto* described = out.incident.latest<fact::BreachDescribed>()) words.push_back(described->text);
  for (const fact::CauseEstablished* cause : out.incident.all<fact::CauseEstablished>()) {
    out.add_code("incident_kinds", "cause", word::text_of(cause->cause));
    if (cause->origin) out.code("cause", "origin", word::text_of(*cause->origin));
    if (cause->root_cause) words.push_back(out.say("root_cause", fmt::arg("text", *cause->root_cause)));
  }
  if (out.incident.has<fact::BreachDescribed>()) out.lines("description", words);
  std::vector<std::string> systems;
  for (const fact::SystemsAffected* hit : out.incident.all<fact::SystemsAffected>()) systems.push_back(hit->systems);
  out.lines("systems", systems);
}

void answer_whose_data(NoticeWriter& out) {
  answer_persons(out);
  answer_data(out);
}

void answer_protection(NoticeWriter& out) {
  std::vector<std::string> words;
  for (const fact::MeasureTaken* measure : out.incident.all<fact::MeasureTaken>()) {
    if (measure->phase != word::MeasurePhase::before) continue;
    for (const word::MeasureKind kind : measure->kinds) out.add_code("measures_before", "measure_kind", word::text_of(kind));
    if (measure->kinds.empty()) out.add_code("measures_before", "measure_kind", "other");
    words.push_back(measure->text);
  }
  if (const auto* protection = out.incident.latest<fact::ProtectionAssessed>()) {
    out.add_code("measures_before", "protection", word::text_of(protection->protection));
    words.push_back(out.say("protection", fmt::arg("protection", out.word("protection", word::text_of(protection->protection)))));
    if (protection->algorithm) words.push_back(out.say("algorithm", fmt::arg("text", *protection->algorithm)));
    if (protection->verified_by) words.push_back(out.say("verified_by", fmt::arg("text", *protection->verified_by)));
  }
  if (const auto* backup = out.incident.latest<fact::BackupAssessed>()) out.add_code("measures_before", "backup_state", word::text_of(backup->backup));
  out.lines("measures_before_description", words);
}

}  // namespace tocsin
