#include "app/notice_draft.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/due.h"
#include "app/house.h"
#include "base/toml.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

constexpr std::string_view form_id = "edpb-1.0";

Result<std::unique_ptr<NoticeDraft>> empty_draft() {
  TRY(pack, shipped_form(form_id));
  std::map<std::string, FormTexts, std::less<>> texts;
  for (const std::string_view language : notice_languages) {
    TRY(words, shipped_form_texts(pack, language));
    texts.emplace(language, std::move(words));
  }
  return std::make_unique<NoticeDraft>(std::move(pack), std::move(texts));
}

// The first duty to notify that applies says when it is late, also after it was met.
Lateness lateness_of(const Obligations& obligations) {
  const auto duty = std::ranges::find_if(obligations, [](const Obligation& one) { return one.name == "notify_authority" && one.is_duty(); });
  if (duty == obligations.end()) return {};
  return {duty->state == ObligationState::late || duty->state == ObligationState::met_late, duty->late_from};
}

// What a role is called in a notice: texts/<language>/authority-mail.toml.
std::string role_in_words(StaffRole role, std::string_view language) {
  const std::string file = fmt::format("texts/{}/authority-mail.toml", language);
  const auto texts = toml_of(resource(file).value_or(""), file);
  if (!texts) return std::string(name_of(role));
  const json::value* words = texts->as_object().at("role").as_object().if_contains(name_of(role));
  return std::string(words == nullptr ? name_of(role) : std::string_view(words->as_string()));
}

NoticeReporter reporter_of(const Actor& actor, const NotifyingOrganisation& organisation, std::string_view language) {
  NoticeReporter reporter{actor.name, organisation.contact, "authorised_or_other", role_in_words(actor.role, language)};
  if (actor.role == StaffRole::dpo) reporter = {actor.name, organisation.dpo_contact.empty() ? organisation.contact : organisation.dpo_contact, "dpo", ""};
  if (actor.role == StaffRole::decider) reporter = {actor.name, organisation.contact, "legal_representative", ""};
  return reporter;
}

// What is new is found in the language of the last notice, and told in every other.
Result<void> add_changes(World& world, const Incident& incident, NoticeDraft& draft) {
  TRY(before, last_told(world, incident));
  if (!before) return {};
  draft.before = before;
  TRY(kept, kept_filing(world, incident.head().id, *before));
  Answers was;  // nothing is known of it any more where a fact it told was erased: everything is new
  if (!kept.erased) {
    const json::value form = kept.form;
    TRY(answers, answers_of_form(draft.pack, form, "the last notice"));
    was = std::move(answers);
  }
  const auto same_language = draft.answers.find(kept.language);
  const Answers& now = same_language == draft.answers.end() ? draft.chosen() : same_language->second;
  const std::vector<FormChange> changes = changes_between(draft.pack, was, now);
  for (const auto& [language, answers] : draft.answers) {
    std::vector<FormChange> told = changes;
    for (FormChange& change : told) {
      const Answer* answer = answers.find(change.field->key);
      change.is = answer == nullptr ? std::nullopt : std::optional(*answer);
    }
    draft.changes.emplace(language, std::move(told));
  }
  return {};
}

}  // namespace

json::object NoticeDraft::form() const {
  Answers legible = chosen();
  for (const FormFinding& finding : report.findings)
    if (finding.fault == FormFault::wrong_type) legible.by_key.erase(finding.field);
  return filled_form(pack, legible);
}

Result<std::unique_ptr<NoticeDraft>> notice_draft(World& world, const Law& law, const Config& config, const Actor& actor, const Incident& incident,
                                                  word::Stage stage, const std::string& language) {
  TRY(draft, empty_draft());
  if (!draft->texts.contains(language)) return failure(ErrorKind::invalid, "notices are not written in this language", "--lang", "languages: en fr");
  TRY(authority, law.authority(incident.head().authority));
  TRY(organisation, organisation_of(world, config));
  draft->language = language;
  draft->lateness = lateness_of(due_case(incident, law, organisation_profile(config, world.store->info().country), world.now).obligations);
  NoticeRequest request;
  request.stage = stage;
  request.late = draft->lateness.late;
  request.zone = authority->zone;
  request.organisation = organisation;
  for (const auto& [one, texts] : draft->texts) {
    request.reporter = reporter_of(actor, organisation, one);
    draft->answers.emplace(one, answers_of(draft->pack, texts, incident, request));
  }
  draft->report = check_form(draft->pack, draft->chosen());
  TRY_DO(add_changes(world, incident, *draft));
  return std::move(draft);
}

}  // namespace tocsin
