// notices plan | approve | send | status | prove: telling the persons.
#include <fmt/format.h>

#include <iostream>

#include "app/notice_approve.h"
#include "app/notice_bounces.h"
#include "app/notice_plan.h"
#include "app/notice_proof.h"
#include "app/notice_send.h"
#include "app/notice_status.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/store_session.h"

namespace tocsin::cli {
namespace {

json::object zero_counts() {
  json::object counts;
  for (const NoticeState state : all_notice_states()) counts[name_of(state)] = 0;
  return counts;
}

void add(json::object& counts, const NoticeCount& count) {
  counts[name_of(count.state)] = counts[name_of(count.state)].to_number<std::uint64_t>() + count.notices;
}

json::object json_of(const std::vector<NoticeCount>& counted) {
  json::object all = zero_counts();
  std::map<NoticeGroup, std::pair<std::uint64_t, json::object>> by_group;
  for (const NoticeCount& count : counted) {
    add(all, count);
    auto& [notices, counts] = by_group.try_emplace(count.group, 0, zero_counts()).first->second;
    notices += count.notices;
    add(counts, count);
  }
  json::array strata;
  for (const auto& [group, counts] : by_group)
    strata.push_back({{"certainty", name_of(group.certainty)},
                      {"language", group.language},
                      {"channel", name_of(group.channel)},
                      {"notices", counts.first},
                      {"counts", counts.second}});
  return {{"counts", all}, {"strata", strata}};
}

json::object answer_of(const Incident& incident, const CampaignId& campaign, const Digest& content, const std::vector<NoticeCount>& counts) {
  json::object object = json_of(counts);
  object["incident"] = incident.head().id.text();
  object["campaign"] = campaign.text();
  object["content_sha256"] = hex(content);
  return object;
}

// One line a stratum: what is in which state.
std::string table_of(const std::vector<NoticeCount>& counts, const Words& say) {
  std::map<NoticeGroup, std::string> lines;
  for (const NoticeCount& count : counts)
    lines[count.group] +=
        fmt::format("{}{} {}", lines[count.group].empty() ? "" : ", ", name_of(count.state), say.number(static_cast<std::int64_t>(count.notices)));
  std::string text;
  for (const auto& [group, states] : lines)
    text += fmt::format("  {:<13} {:<3} {:<7} {}\n", name_of(group.certainty), group.language, name_of(group.channel), states);
  return text;
}

std::string said_batch(const SentBatch& batch, const Words& say) {
  return say("notices.batch", {{"batch", fmt::format("{:04}", batch.number)}, {"number", batch.notices}, {"channel", name_of(batch.channel)}});
}

template <class List>
json::array array_of(const List& list) {
  return json::array(list.begin(), list.end());
}

Result<std::optional<Certainty>> certainty_in(const Arguments& words) {
  const auto name = words.text_if("--certainty");
  if (!name) return std::optional<Certainty>{};
  for (const Certainty certainty : {Certainty::confirmed, Certainty::possible, Certainty::not_excluded})
    if (*name == name_of(certainty)) return std::optional(certainty);
  return failure(ErrorKind::invalid, "there is no such certainty", "--certainty " + *name, "confirmed, possible or not_excluded");
}

// What every step needs.
struct Step {
  World world;
  Incident incident;
  Config config;
};
Result<Step> step_of(const Arguments& words, const Session& session) {
  TRY(world, open(session));
  TRY(incident, incident_named(world, words.text("incident")));
  TRY(config, config_of(world));
  return Step{std::move(world), std::move(incident), std::move(config)};
}

Result<Answer> plan(const Arguments& words, Session& session) {
  TRY(certainty, certainty_in(words));
  TRY(step, step_of(words, session));
  TRY(who, actor(step.world, session));
  const NoticePlanWanted wanted{.scope_dir = words.text("--scope"),
                                .language = words.text_if("--lang"),
                                .controller = words.text_if("--controller"),
                                .certainty = certainty,
                                .samples_dir = words.text_if("--out").value_or("")};
  TRY(planned, plan_notices(step.world, who, step.incident, step.config, wanted));
  json::object object = answer_of(step.incident, planned.id, planned.content, planned.counts);
  json::object held;
  const Words& say = session.say;
  std::string text = say(planned.known_before ? "notices.known_before" : "notices.campaign", {{"campaign", planned.id.text()}}) + '\n';
  text += table_of(planned.counts, say);
  const auto line = [&](const std::string& said) { text += fmt::format("  {}\n", said); };
  for (const auto& [reason, count] : planned.held) {
    held[reason] = count;
    const std::string id = "held." + reason;  // what the clerk reads; older campaigns know other words
    line(say("notices.held", {{"number", count}, {"reason", say.has(id) ? say(id) : reason}}));
  }
  object["held"] = held;
  object["samples"] = array_of(planned.samples);
  object["invented"] = array_of(planned.invented);
  object["unnamed_controllers"] = array_of(planned.unnamed);
  object["known_before"] = planned.known_before;
  for (const std::string& file : planned.samples) line(say("notices.sample", {{"file", file}}));
  if (!planned.invented.empty()) line(say("notices.invented", {{"what", joined(planned.invented, ", ")}}));
  if (!planned.unnamed.empty()) line(say("notices.unnamed", {{"number", planned.unnamed.size()}}));
  line(say("notices.content", {{"hash", hex(planned.content)}}));
  text += say("notices.planned_next", {{"incident", step.incident.head().id.text().substr(0, 8)}}) + '\n';
  return answered(step.world, std::move(object), text, say);
}

Result<Answer> approve(const Arguments& words, Session& session) {
  TRY(step, step_of(words, session));
  TRY(who, actor(step.world, session));
  TRY(approval, approve_notices(step.world, who, step.incident, step.config, words.text_if("--campaign")));
  json::object object = answer_of(step.incident, approval.id, approval.content, approval.counts);
  object["approved"] = true;
  const Words& say = session.say;
  return answered(step.world, std::move(object),
                  fmt::format("{}\n{}{}\n", say("notices.approved", {{"campaign", approval.id.text()}, {"hash", hex(approval.content)}}),
                              table_of(approval.counts, say), say("notices.approved_next", {{"incident", step.incident.head().id.text().substr(0, 8)}})),
                  say);
}

json::object json_of(const MailsSent& mails) {
  json::object refusals;
  for (const auto& [why, count] : mails.end.refusals) refusals[why] = count;
  return {{"handed", mails.end.handed},
          {"put_off", mails.end.deferred},
          {"refused", mails.end.refused},
          {"in_doubt", mails.end.in_doubt},
          {"held", mails.end.held},
          {"refusals", refusals},
          {"again_at", mails.end.again ? json::value(rfc3339(*mails.end.again)) : json::value(nullptr)},
          {"stopped", mails.end.stopped.empty() ? json::value(nullptr) : json::value(mails.end.stopped)},
          {"folder", mails.folder.empty() ? json::value(nullptr) : json::value(mails.folder)}};
}

std::string said_mailing(const MailingEnd& end, const Words& say) {
  return say("notices.mails", {{"handed", end.handed}, {"put_off", end.deferred}, {"refused", end.refused}, {"in_doubt", end.in_doubt}, {"held", end.held}});
}

std::string said_mails(const MailsSent& mails, const Words& say) {
  const MailingEnd& end = mails.end;
  std::string text;
  if (end.handed + end.deferred + end.refused + end.in_doubt + end.held > 0)
    text += fmt::format("  {}{}\n", said_mailing(end, say), mails.folder.empty() ? "" : " -> " + mails.folder);
  if (!end.stopped.empty()) text += "  " + say("notices.mails_stopped", {{"why", end.stopped}}) + '\n';
  if (end.again) text += "  " + say("notices.mails_again", {{"at", rfc3339(*end.again)}}) + '\n';
  return text;
}

Result<Answer> send(const Arguments& words, Session& session) {
  TRY(step, step_of(words, session));
  TRY(who, actor(step.world, session));
  const NoticeSendWanted wanted{
      .campaign = words.text_if("--campaign"),
      .out_dir = words.text_if("--out").value_or(""),
      .progress = [&](const SentBatch& batch) { *session.progress << "notices: " << said_batch(batch, session.say) << '\n'
                                                                  << std::flush; },
      .mails_progress = [&](const MailingEnd& end) { *session.progress << "notices: " << said_mailing(end, session.say) << '\n'
                                                                       << std::flush; }};
  TRY(sent, send_notices(step.world, who, step.incident, step.config, wanted));
  json::object object = json_of(sent.counts);
  object["incident"] = step.incident.head().id.text();
  object["campaign"] = sent.id.text();
  json::array batches, handed;
  const Words& say = session.say;
  std::string text = say("notices.campaign", {{"campaign", sent.id.text()}}) + '\n';
  text += said_mails(sent.mails, say);
  if (sent.next.by_letter + sent.next.exhausted > 0)
    text += "  " + say("notices.next_channel", {{"letter", sent.next.by_letter}, {"exhausted", sent.next.exhausted}}) + '\n';
  for (const SentBatch& batch : sent.batches) {
    batches.push_back({{"batch", batch.number},
                       {"channel", name_of(batch.channel)},
                       {"notices", batch.notices},
                       {"held", batch.held},
                       {"pages", batch.pages},
                       {"folder", batch.folder}});
    text +=
        fmt::format("  {}{} -> {}\n", said_batch(batch, say), batch.held == 0 ? "" : ", " + say("notices.batch_held", {{"number", batch.held}}), batch.folder);
  }
  for (const HandedOver& one : sent.handed) {
    handed.push_back({{"channel", name_of(one.channel)}, {"notices", one.notices}, {"root", hex(one.root)}});
    text += fmt::format("  {}\n", say("notices.handed", {{"channel", name_of(one.channel)}, {"number", one.notices}, {"root", hex(one.root)}}));
  }
  object["mails"] = json_of(sent.mails);
  object["next_channel"] = {{"letter", sent.next.by_letter}, {"exhausted", sent.next.exhausted}};
  object["batches"] = batches;
  object["handed_over"] = handed;
  text += table_of(sent.counts, say) + say("notices.handed_is_not_told") + '\n';
  return answered(step.world, std::move(object), text, say);
}

Result<Answer> bounces(const Arguments& words, Session& session) {
  TRY(step, step_of(words, session));
  TRY(taken, take_bounces(step.world, step.incident, words.text("maildir"), words.text_if("--campaign")));
  json::object object = json_of(taken.counts);
  object["incident"] = step.incident.head().id.text();
  object["campaign"] = taken.id.text();
  object["read"] = taken.read;
  object["failed"] = taken.failed;
  object["delayed"] = taken.delayed;
  object["complaints"] = taken.complaints;
  object["automatic"] = taken.automatic;
  object["unclear"] = taken.unclear;
  object["forged"] = taken.forged;
  object["next_channel"] = {{"letter", taken.next.by_letter}, {"exhausted", taken.next.exhausted}};
  const Words& say = session.say;
  const std::string text =
      fmt::format("{}\n  {}\n  {}\n{}", say("notices.campaign", {{"campaign", taken.id.text()}}),
                  say("notices.bounces", {{"read", taken.read},
                                          {"failed", taken.failed},
                                          {"delayed", taken.delayed},
                                          {"complaints", taken.complaints},
                                          {"automatic", taken.automatic},
                                          {"unclear", taken.unclear},
                                          {"forged", taken.forged}}),
                  say("notices.next_channel", {{"letter", taken.next.by_letter}, {"exhausted", taken.next.exhausted}}), table_of(taken.counts, say));
  return answered(step.world, std::move(object), text, say);
}

Result<Answer> status(const Arguments& words, Session& session) {
  TRY(step, step_of(words, session));
  TRY(status, notices_status(step.world, step.incident, words.text_if("--campaign")));
  json::object object = answer_of(step.incident, status.id, status.content, status.counts);
  object["approved"] = status.approved;
  object["notices"] = status.notices;
  object["informed"] = {{"persons", status.informed}, {"at", rfc3339(status.at)}};
  const Words& say = session.say;
  const std::string informed = say("notices.informed", {{"informed", status.informed}, {"all", status.notices}, {"at", rfc3339(status.at)}});
  return answered(
      step.world, std::move(object),
      fmt::format("{}\n{}  {}\n", say(status.approved ? "notices.status_approved" : "notices.status_not_approved", {{"campaign", status.id.text()}}),
                  table_of(status.counts, say), informed),
      say);
}

// The proof itself is the answer: it is kept beside the letter, or given to a court.
Result<Answer> prove(const Arguments& words, Session& session) {
  TRY(step, step_of(words, session));
  TRY(proof, telling_proof(step.world, step.incident, words.text("--notice")));
  const std::string text = text_of(proof);
  if (const auto file = words.text_if("--out")) TRY_DO(step.world.workshop.files().write(*file, text));
  json::object object{{"notice", proof.notice}, {"told", hex(proof.told)}, {"index", proof.index},
                      {"size", proof.size},     {"root", hex(proof.root)}, {"proof", text}};
  return answered(step.world, std::move(object), text, session.say);
}

const Word incident_word{"incident", Word::Kind::value, true};
const Word campaign_word{"--campaign"};

}  // namespace

CommandSpec notices_plan_command() {
  return {"notices plan", {incident_word, {"--scope", Word::Kind::value, true}, {"--lang"}, {"--certainty"}, {"--controller"}, {"--out"}}, plan};
}
CommandSpec notices_approve_command() { return {"notices approve", {incident_word, campaign_word}, approve}; }
CommandSpec notices_send_command() { return {"notices send", {incident_word, campaign_word, {"--out"}}, send}; }
CommandSpec notices_bounces_command() { return {"notices bounces", {incident_word, {"maildir", Word::Kind::value, true}, campaign_word}, bounces}; }
CommandSpec notices_status_command() { return {"notices status", {incident_word, campaign_word}, status}; }

CommandSpec notices_prove_command() { return {"notices prove", {incident_word, {"--notice", Word::Kind::value, true}, {"--out"}}, prove}; }

}  // namespace tocsin::cli
