#include "app/notify.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/house.h"
#include "app/notice_draft.h"
#include "app/notice_files.h"
#include "app/notice_mail.h"
#include "app/record.h"
#include "documents/forms/form_document.h"

namespace tocsin {
namespace {

using word::Stage;

bool may_notify(StaffRole role) {
  using enum StaffRole;
  return role != auditor && role != call_agent && role != authority_officer && role != sender;
}

// Two persons: one decided that the authority is told, another builds the notice.
bool decided_by_another(const Incident& incident, const PersonId& actor) {
  return std::ranges::any_of(incident.all_facts<fact::DecisionTaken>(), [&](const Fact* fact) {
    return std::get<fact::DecisionTaken>(fact->body).decision == word::Decision::notify_authority && fact->author != actor;
  });
}

std::optional<ClearDecision> clear_decision(const Incident& incident) {
  for (const Fact* fact : incident.all_facts<fact::DecisionTaken>())
    if (std::get<fact::DecisionTaken>(fact->body).decision == word::Decision::send_in_clear) return ClearDecision{fact->id};
  return {};
}

std::string short_id(const Incident& incident) { return incident.head().id.text().substr(0, 8); }

// What can be wrong before a single answer is looked at.
Result<void> may_be_built(const Actor& actor, const Incident& incident) {
  if (!may_notify(actor.role))
    return failure(ErrorKind::refused, fmt::format("somebody with the role {} does not notify authorities", name_of(actor.role)), "--actor",
                   "let a decider, the DPO, a handler or an approver do it");
  if (incident.role() == Role::controller || incident.has<fact::MandateGiven>()) return {};
  return failure(ErrorKind::refused, "the authority is notified by the controller; here the organisation is not the controller", incident.head().id.text(),
                 "a processor alerts its controllers (Art. 33(2)); with their mandate record mandate_given first");
}

// A shut door for encrypted mail: how it is opened stands before the other doors.
Error with_the_pin(Error error, const AuthorityRoute& route, std::optional<FilingChannel> wanted) {
  const bool by_mail = wanted.value_or(route.channels.front()) == FilingChannel::mail_openpgp;
  if (by_mail && route.key_fingerprint.empty())
    error.remedy = fmt::format("pin its key: tocsin authority pin {} --key FILE --fingerprint F; {}", route.authority, error.remedy);
  return error;
}

// Stages follow each other: a first notice is told once, and what follows needs one before it.
Result<void> fits_the_stage(World& world, const Incident& incident, Stage stage, const NoticeDraft& draft) {
  if (!draft.before) {
    const bool filed_elsewhere = incident.has<fact::AuthorityNotified>();
    if (stage == Stage::initial || stage == Stage::complete || filed_elsewhere) return {};
    return failure(ErrorKind::refused, fmt::format("nothing was filed yet that a notice of the stage {} could follow", word::text_of(stage)), "--stage",
                   "begin with --stage initial; a filing through a portal counts once `tocsin receipt add` was told");
  }
  TRY(state, state_of(world, incident, *draft.before));
  if (stage == Stage::initial)
    return failure(ErrorKind::refused, state == FilingState::filed ? "the initial notice was filed already" : "a notice is on its way already", "--stage",
                   "what is new goes into --stage follow_up");
  const bool says_again = stage == Stage::follow_up || stage == draft.before->prepared->stage;
  if (says_again && draft.changes.at(draft.language).empty())
    return failure(ErrorKind::refused, "nothing changed since the last notice", "--stage", "record what is new first");
  return {};
}

// Said before anything else that is missing: the law asks for it and for no other answer by name.
Result<void> reasons_where_late(const Incident& incident, Stage stage, const NoticeDraft& draft) {
  const bool first = !draft.before && (stage == Stage::initial || stage == Stage::complete);
  if (!first || !draft.lateness.late || incident.has<fact::DelayReasoned>()) return {};
  const std::string since = draft.lateness.since ? rfc3339(*draft.lateness.since) : "their time";
  return failure(ErrorKind::refused, fmt::format("the 72 hours ended at {}: a notice after that gives the reasons for the delay (Art. 33(1))", since),
                 incident.head().id.text(), fmt::format("tocsin fact add {} delay_reasoned reason=\"...\"", short_id(incident)));
}

Result<void> nothing_missing(const Incident& incident, const NotifyRequest& request, const Notified& told) {
  if (told.missing.empty()) return {};
  return failure(ErrorKind::refused,
                 fmt::format("{} answers stand in the way ({} of {} needed at least are there); the first: {}", told.missing.size(), told.answers_there,
                             told.answers_needed, told.missing.front()),
                 incident.head().id.text(), fmt::format("tocsin notify {} --stage {} --dry-run lists them", short_id(incident), word::text_of(request.stage)));
}

void add_findings(const NoticeDraft& draft, Notified& told) {
  told.missing = findings_in_words(draft.pack, draft.words(), draft.report.findings, false);
  told.answers_needed = draft.report.minimal.size();
  told.answers_there = draft.report.minimal_there.size();
  for (const FormField* field : draft.report.shown)
    if (const Answer* answer = draft.chosen().find(field->key); answer != nullptr && is_unknown(*field, *answer))
      told.open.push_back(fmt::format("{} {}", field->number, draft.words().text("question." + field->key)));
  const auto changes = draft.changes.find(draft.language);
  if (changes == draft.changes.end()) return;
  const auto said = [&](const FormField& field, const std::optional<Answer>& answer) {
    return answer ? words_of(draft.pack, draft.words(), field, *answer) : draft.words().text("state.unanswered");
  };
  for (const FormChange& change : changes->second)
    told.changes.push_back({draft.words().text("question." + change.field->key), said(*change.field, change.was), said(*change.field, change.is)});
}

int revision_of(const Incident& incident, Stage stage) {
  return 1 + static_cast<int>(std::ranges::count_if(prepared_filings(incident), [&](const PreparedFiling& one) { return one.prepared->stage == stage; }));
}

Result<Order> mail_order(World& world, const Config& config, const Incident& incident, const AuthorityProfile& authority, const AuthorityDelivery& delivery,
                         const NotifyRequest& request, const Notified& told, const NoticeFiles& files) {
  TRY(organisation, organisation_of(world, config));
  MailToAuthority mail;
  mail.stage = request.stage;
  mail.language = language_of(authority);
  mail.reference = incident.head().id.text().substr(0, 12);
  mail.contact = organisation.dpo_contact.empty() ? organisation.contact : organisation.dpo_contact;
  mail.preliminary = told.preliminary;
  mail.attachments = files.attachments();
  return notice_mail(world, incident.head().id, delivery, mail);
}

}  // namespace

Result<Notified> notify(World& world, const Config& config, const Actor& actor, const Incident& incident, const NotifyRequest& request) {
  // Who may do this, and by which door. Nothing is built for a door that is shut.
  TRY_DO(may_be_built(actor, incident));
  if (world.as_of) return failure(ErrorKind::invalid, "a notice speaks of what is known now", "--as-of", "leave out --as-of");
  TRY(law, Law::shipped());
  TRY(authority, law.authority(incident.head().authority));
  TRY(route, route_of(world, *authority));
  TRY(kind, filing_kind_of(word::text_of(request.stage)));
  const FilingToSend filing{incident.head().id, kind, revision_of(incident, request.stage)};
  const auto delivery = authority_delivery(filing, route, request.channel, clear_decision(incident));
  if (!delivery && !request.dry_run) return std::unexpected(with_the_pin(delivery.error(), route, request.channel));

  // What the facts answer. A draft shows what is missing; a notice is refused for it.
  TRY(draft, notice_draft(world, law, config, actor, incident, request.stage, request.language));
  Notified told;
  told.channel = delivery ? delivery->channel : request.channel.value_or(route.channels.front());
  told.recipient = delivery ? delivery->recipient : "";
  told.preliminary = !decided_by_another(incident, actor.id);
  told.late = draft->lateness.late;
  const json::object form = draft->form();
  told.sha256 = sha256_of_form(form);
  add_findings(*draft, told);
  if (!request.dry_run) {
    TRY_DO(fits_the_stage(world, incident, request.stage, *draft));
    TRY_DO(reasons_where_late(incident, request.stage, *draft));
    TRY_DO(nothing_missing(incident, request, told));
  }

  // The files. A crash from here on leaves files that the next attempt writes anew, and nothing filed.
  const int number = static_cast<int>(prepared_filings(incident).size()) + 1;
  const NoticeStatus status{request.stage, told.channel, told.recipient, request.dry_run, told.preliminary};
  TRY(files, notice_files(world, incident, *draft, form, status));
  const std::string folder =
      request.out.value_or(filing_folder(world, incident.head().id, request.dry_run ? std::nullopt : std::optional(number), request.stage));
  for (const auto& [name, bytes] : files.files) {
    TRY_DO(world.workshop.files().write(folder + "/" + name, bytes));
    told.files.push_back(folder + "/" + name);
  }
  if (request.dry_run) return told;

  // The fact, and the order where the notice travels by itself: in one transaction.
  const bool by_mail = told.channel == FilingChannel::mail_openpgp || told.channel == FilingChannel::mail_reduced_clear;
  Recording recording;
  if (by_mail) {
    TRY(order, mail_order(world, config, incident, *authority, *delivery, request, told, files));
    told.order = order;
    recording.orders = {order};
  }
  TRY_DO(keep_filing(world, incident.head().id, number, {form, request.language, told.preliminary, by_mail ? told.order->id.text() : ""}));
  recording.facts = {{fact::FilingPrepared{.stage = request.stage,
                                           .form = draft->pack.id,
                                           .sha256 = told.sha256,
                                           .channel = word_of(told.channel),
                                           .facts_until = static_cast<std::int64_t>(incident.last_seq())}}};
  TRY_DO(record(world, actor, incident, recording));
  return told;
}

}  // namespace tocsin
