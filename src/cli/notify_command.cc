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

std::string what_comes_next(const Notified& told, const std::string& incident, bool dry_run, const Words& say) {
  if (dry_run) return say(told.missing.empty() ? "notify.draft_complete" : "notify.draft") + '\n';
  const std::string receipt = say("notify.then_receipt", {{"incident", incident}});
  switch (told.channel) {
    case FilingChannel::portal: return fmt::format("{}\n{}\n", say("notify.portal", {{"recipient", told.recipient}}), receipt);
    case FilingChannel::post: return fmt::format("{}\n{}\n", say("notify.post", {{"recipient", told.recipient}}), receipt);
    case FilingChannel::mail_openpgp: return say("notify.mail_openpgp", {{"recipient", told.recipient}}) + '\n';
    case FilingChannel::mail_reduced_clear: return say("notify.mail_reduced_clear", {{"recipient", told.recipient}}) + '\n';
  }
  return {};
}

std::string text_of(const Notified& told, const std::string& incident, bool dry_run, const Words& say) {
  std::string channel(name_of(told.channel));
  if (told.late) channel += ", " + say("notify.late");
  if (told.preliminary) channel += ", " + say("notify.preliminary");
  const std::string there = say("deadline.answers_there", {{"count", told.answers_there}});
  std::string text = say("notify.answers", {{"count", told.answers_needed}, {"there", there}, {"channel", channel}}) + '\n';
  const auto add = [&](const char* title, const std::vector<std::string>& lines) {
    if (!lines.empty()) text += fmt::format("{}\n  {}\n", say(title), joined(lines, "\n  "));
  };
  add("notify.missing", told.missing);
  add("notify.open", told.open);
  if (!told.changes.empty()) text += say("notify.changed") + '\n';
  for (const ToldChange& change : told.changes)
    text += fmt::format("  {}\n    {}\n    {}\n", change.question, say("notify.was", {{"answer", change.was}}), say("notify.is", {{"answer", change.is}}));
  add("notify.files", told.files);
  return text + what_comes_next(told, incident, dry_run, say);
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
                  text_of(told, incident.head().id.text().substr(0, 8), request.dry_run, session.say), session.say);
}

Result<Answer> run_receipt_add(const Arguments& words, Session& session) {
  TRY(at, words.instant_if("--at"));
  TRY(world, open(session));
  TRY(who, actor(world, session));
  TRY(incident, incident_named(world, words.text("incident")));
  TRY(kept, add_receipt(world, who, incident, {words.text("--number"), *at, words.text("--file")}));
  const Words& say = session.say;
  const std::string second_look = kept.preliminary && kept.now_filed ? say("receipt.second_look") + '\n' : "";
  const std::string filed = kept.now_filed ? say("receipt.filed", {{"at", rfc3339(*at)}, {"stage", word::text_of(kept.stage)}}) : say("receipt.filed_already");
  return answered(
      world,
      {{"incident", incident.head().id.text()},
       {"files", json_of({kept.file})},
       {"missing", json::array{}},
       {"channel", word::text_of(kept.channel)},
       {"sha256", kept.sha256},
       {"sent", {{"stage", word::text_of(kept.stage)}, {"at", rfc3339(*at)}, {"receipt", words.text("--number")}, {"preliminary", kept.preliminary}}}},
      fmt::format("{} {}\n{}", filed, say("receipt.kept", {{"file", kept.file}}), second_look), say);
}

}  // namespace

CommandSpec notify_command() {
  return {"notify",
          {{"incident", Word::Kind::value, true}, {"--stage", Word::Kind::value, true}, {"--dry-run", Word::Kind::flag}, {"--lang"}, {"--out"}, {"--channel"}},
          run_notify};
}

CommandSpec receipt_add_command() {
  return {
      "receipt add",
      {{"incident", Word::Kind::value, true}, {"--number", Word::Kind::value, true}, {"--at", Word::Kind::value, true}, {"--file", Word::Kind::value, true}},
      run_receipt_add};
}

}  // namespace tocsin::cli
