// notices plan | approve | send | status: telling the persons.
#include <fmt/format.h>

#include <iostream>

#include "app/notice_approve.h"
#include "app/notice_plan.h"
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

std::string number(std::uint64_t count) { return with_thousands(static_cast<std::int64_t>(count)); }

// One line a stratum: what is in which state.
std::string table_of(const std::vector<NoticeCount>& counts) {
  std::map<NoticeGroup, std::string> lines;
  for (const NoticeCount& count : counts)
    lines[count.group] += fmt::format("{}{} {}", lines[count.group].empty() ? "" : ", ", name_of(count.state), number(count.notices));
  std::string text;
  for (const auto& [group, states] : lines)
    text += fmt::format("  {:<13} {:<3} {:<7} {}\n", name_of(group.certainty), group.language, name_of(group.channel), states);
  return text;
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
  std::string text =
      fmt::format("Campaign {}{}\n{}", planned.id.text(), planned.known_before ? ", planned before: nothing is doubled" : "", table_of(planned.counts));
  for (const auto& [reason, count] : planned.held) {
    held[reason] = count;
    text += fmt::format("  held: {} {}\n", number(count), reason);
  }
  object["held"] = held;
  object["samples"] = array_of(planned.samples);
  object["invented"] = array_of(planned.invented);
  object["unnamed_controllers"] = array_of(planned.unnamed);
  object["known_before"] = planned.known_before;
  for (const std::string& file : planned.samples) text += "  sample: " + file + "\n";
  if (!planned.invented.empty()) text += "  invented for this exercise, say it in notices.toml: " + joined(planned.invented, ", ") + "\n";
  if (!planned.unnamed.empty())
    text += fmt::format("  {} controllers, and notices.toml does not name them all: these persons are told in your own name. --controller plans one alone.\n",
                        planned.unnamed.size());
  text += fmt::format("  content {}\nNext: somebody else looks at the samples, then: tocsin notices approve {}\n", hex(planned.content),
                      step.incident.head().id.text().substr(0, 8));
  return answered(step.world, std::move(object), text);
}

Result<Answer> approve(const Arguments& words, Session& session) {
  TRY(step, step_of(words, session));
  TRY(who, actor(step.world, session));
  TRY(approval, approve_notices(step.world, who, step.incident, step.config, words.text_if("--campaign")));
  json::object object = answer_of(step.incident, approval.id, approval.content, approval.counts);
  object["approved"] = true;
  return answered(step.world, std::move(object),
                  fmt::format("Approved: campaign {}, content {}\n{}Next: tocsin notices send {}\n", approval.id.text(), hex(approval.content),
                              table_of(approval.counts), step.incident.head().id.text().substr(0, 8)));
}

Result<Answer> send(const Arguments& words, Session& session) {
  TRY(step, step_of(words, session));
  TRY(who, actor(step.world, session));
  const NoticeSendWanted wanted{
      .campaign = words.text_if("--campaign"), .out_dir = words.text_if("--out").value_or(""), .progress = [&](const std::string& line) {
        *session.progress << "notices: " << line << '\n' << std::flush;
      }};
  TRY(sent, send_notices(step.world, who, step.incident, step.config, wanted));
  json::object object = json_of(sent.counts);
  object["incident"] = step.incident.head().id.text();
  object["campaign"] = sent.id.text();
  json::array batches, handed;
  std::string text = fmt::format("Campaign {}\n", sent.id.text());
  for (const SentBatch& batch : sent.batches) {
    batches.push_back({{"batch", batch.number},
                       {"channel", name_of(batch.channel)},
                       {"notices", batch.notices},
                       {"held", batch.held},
                       {"pages", batch.pages},
                       {"folder", batch.folder.empty() ? json::value(nullptr) : json::value(batch.folder)}});
    text += fmt::format("  batch {:04}: {} by {}{} -> {}\n", batch.number, number(batch.notices), name_of(batch.channel),
                        batch.held == 0 ? "" : fmt::format(", {} held", number(batch.held)),
                        batch.folder.empty() ? "the outbox; the mailer sends them" : batch.folder);
  }
  for (const HandedOver& one : sent.handed) {
    handed.push_back({{"channel", name_of(one.channel)}, {"notices", one.notices}, {"root", hex(one.root)}});
    text += fmt::format("  handed over by {}: {}, root {}\n", name_of(one.channel), number(one.notices), hex(one.root));
  }
  object["batches"] = batches;
  object["handed_over"] = handed;
  text += table_of(sent.counts) + "Handed over is not told: `tocsin notices status` says who may be presumed told, and since when.\n";
  return answered(step.world, std::move(object), text);
}

Result<Answer> status(const Arguments& words, Session& session) {
  TRY(step, step_of(words, session));
  TRY(status, notices_status(step.world, step.incident, words.text_if("--campaign")));
  json::object object = answer_of(step.incident, status.id, status.content, status.counts);
  object["approved"] = status.approved;
  object["notices"] = status.notices;
  object["informed"] = {{"persons", status.informed}, {"at", rfc3339(status.at)}};
  return answered(
      step.world, std::move(object),
      fmt::format("Campaign {}, {}\n{}  informed (presumed + confirmed): {} of {} as of {}\n", status.id.text(), status.approved ? "approved" : "not approved",
                  table_of(status.counts), number(status.informed), number(status.notices), rfc3339(status.at)));
}

const Word incident_word{"incident", "id, or its first digits", Word::Kind::value, true};
const Word campaign_word{"--campaign", "first digits of its id; else the newest"};

}  // namespace

CommandSpec notices_plan_command() {
  return {"notices plan",
          "who is told by which channel, with samples; nothing leaves",
          {incident_word,
           {"--scope", "folder of `tocsin scope --members`", Word::Kind::value, true},
           {"--lang", "fr, de or en: language of persons whose own is not known"},
           {"--certainty", "confirmed, possible or not_excluded; else as the facts say"},
           {"--controller", "only this controller's persons"},
           {"--out", "folder for samples, one a stratum"}},
          plan};
}
CommandSpec notices_approve_command() {
  return {"notices approve", "a second person approves exactly what was planned", {incident_word, campaign_word}, approve};
}
CommandSpec notices_send_command() {
  return {"notices send",
          "what was approved goes to the print shop and into the outbox",
          {incident_word, campaign_word, {"--out", "folder for letters and, in a simulated store, mails"}},
          send};
}
CommandSpec notices_status_command() {
  return {"notices status", "what became of every notice, and how many persons are informed", {incident_word, campaign_word}, status};
}

}  // namespace tocsin::cli
