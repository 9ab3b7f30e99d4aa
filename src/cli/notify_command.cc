// notify, receipt add: telling the authority.
#include <fmt/format.h>

#include "app/notify.h"
#include "app/receipt.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/store_session.h"

namespace tocsin::cli {
namespace {

json::array json_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

Result<NotifyRequest> request_of(const Arguments& words) {
  NotifyRequest request;
  const auto stage = word::of_text<word::Stage>(words.text("--stage"));
  if (!stage) return failure(ErrorKind::invalid, "there is no such stage", "--stage", "stages: initial follow_up complete withdraw");
  request.stage = *stage;
  request.dry_run = words.flag("--dry-run");
  request.language = words.text_if("--lang").value_or("en");
  request.out = words.text_if("--out");
  if (const auto channel = words.text_if("--channel")) {
    TRY(wanted, filing_channel_of(*channel));
    request.channel = wanted;
  }
  return request;
}

std::string what_comes_next(const Notified& told, const std::string& incident, bool dry_run) {
  if (dry_run) return told.missing.empty() ? "A draft: nothing was recorded. It could go as it is.\n" : "A draft: nothing was recorded.\n";
  switch (told.channel) {
    case FilingChannel::portal:
      return fmt::format("Not filed yet. Copy filing-sheet.txt into {}\nThen: tocsin receipt add {} --number N --at T --file RECEIPT\n", told.recipient,
                         incident);
    case FilingChannel::post:
      return fmt::format(
          "Not filed yet. Print the notice and send it to {} with proof of delivery.\nThen: tocsin receipt add {} --number N --at T --file RECEIPT\n",
          told.recipient, incident);
    case FilingChannel::mail_openpgp: return fmt::format("Signed, encrypted and in the outbox for {}. It goes with: tocsin mailer run\n", told.recipient);
    case FilingChannel::mail_reduced_clear:
      return fmt::format("A reduced notice in clear, as it was decided, is in the outbox for {}. It goes with: tocsin mailer run\n", told.recipient);
  }
  return {};
}

std::string text_of(const Notified& told, const std::string& incident, bool dry_run) {
  std::string text = fmt::format("{} answers needed at least, {} are there. Channel: {}{}{}.\n", told.answers_needed, told.answers_there, name_of(told.channel),
                                 told.late ? ", after the 72 hours" : "", told.preliminary ? ", preliminary: a second person looks at it within 24 hours" : "");
  const auto add = [&](const char* title, const std::vector<std::string>& lines) {
    if (!lines.empty()) text += fmt::format("{}\n  {}\n", title, joined(lines, "\n  "));
  };
  add("Missing:", told.missing);
  add("Said to be unknown so far:", told.open);
  if (!told.changes.empty()) text += "Changed since the last notice:\n";
  for (const ToldChange& change : told.changes) text += fmt::format("  {}\n    was: {}\n    now: {}\n", change.question, change.was, change.is);
  add("Files:", told.files);
  return text + what_comes_next(told, incident, dry_run);
}

Result<Answer> run_notify(const Arguments& words, Session& session) {
  TRY(request, request_of(words));
  TRY(world, open(session));
  TRY(who, request.dry_run ? actor_named(world, session.actor) : actor(world, session));  // a draft may look back
  TRY(incident, incident_named(world, words.text("incident")));
  TRY(config, config_of(world));
  TRY(told, notify(world, config, who, incident, request));
  json::array changes;
  for (const ToldChange& change : told.changes) changes.push_back({{"question", change.question}, {"was", change.was}, {"is", change.is}});
  json::value sent;
  if (told.order) sent = json::object{{"order", told.order->id.text()}, {"to", told.recipient}, {"state", "in_outbox"}};
  return answered(world,
                  {{"incident", incident.head().id.text()},
                   {"stage", word::text_of(request.stage)},
                   {"files", json_of(told.files)},
                   {"missing", json_of(told.missing)},
                   {"open", json_of(told.open)},
                   {"changes", changes},
                   {"answers", {{"needed", told.answers_needed}, {"there", told.answers_there}}},
                   {"channel", name_of(told.channel)},
                   {"recipient", told.recipient},
                   {"late", told.late},
                   {"preliminary", told.preliminary},
                   {"sha256", told.sha256},
                   {"dry_run", request.dry_run},
                   {"sent", sent}},
                  text_of(told, incident.head().id.text().substr(0, 8), request.dry_run));
}

Result<Answer> run_receipt_add(const Arguments& words, Session& session) {
  TRY(at, words.instant_if("--at"));
  TRY(world, open(session));
  TRY(who, actor(world, session));
  TRY(incident, incident_named(world, words.text("incident")));
  TRY(kept, add_receipt(world, who, incident, {words.text("--number"), *at, words.text("--file")}));
  const std::string second_look =
      kept.preliminary && kept.now_filed ? "It is preliminary: a second person looks at it within 24 hours (second_look_done).\n" : "";
  return answered(
      world,
      {{"incident", incident.head().id.text()},
       {"files", json_of({kept.file})},
       {"missing", json::array{}},
       {"channel", word::text_of(kept.channel)},
       {"sha256", kept.sha256},
       {"sent", {{"stage", word::text_of(kept.stage)}, {"at", rfc3339(*at)}, {"receipt", words.text("--number")}, {"preliminary", kept.preliminary}}}},
      fmt::format("{} The receipt is kept in {}\n{}",
                  kept.now_filed ? fmt::format("Filed at {} ({}).", rfc3339(*at), word::text_of(kept.stage)) : "It was filed already.", kept.file,
                  second_look));
}

}  // namespace

CommandSpec notify_command() {
  return {"notify",
          "build a notice to the authority and put it on its way",
          {{"incident", "id, or its first digits", Word::Kind::value, true},
           {"--stage", "initial follow_up complete withdraw", Word::Kind::value, true},
           {"--dry-run", "show the draft and what is missing; record and send nothing", Word::Kind::flag},
           {"--lang", "en or fr: of the structured answers and the filing sheet; the notice itself comes in both"},
           {"--out", "folder for the files; default: filings/ in the store"},
           {"--channel", "portal mail_openpgp post mail_reduced_clear; default: the authority's own"}},
          run_notify};
}

CommandSpec receipt_add_command() {
  return {"receipt add",
          "the authority's receipt: only with it a filing through a portal counts",
          {{"incident", "id, or its first digits", Word::Kind::value, true},
           {"--number", "the number on it", Word::Kind::value, true},
           {"--at", "the time on it (RFC 3339)", Word::Kind::value, true},
           {"--file", "the receipt itself", Word::Kind::value, true}},
          run_receipt_add};
}

}  // namespace tocsin::cli
