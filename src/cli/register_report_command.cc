// register report, fact erase.
#include <fmt/format.h>

#include "app/erase_fact.h"
#include "app/register_report.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/store_session.h"

namespace tocsin::cli {
namespace {

Result<Answer> report(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY(config, config_of(world));
  TRY(written, register_report(world, config, session.say, words.text("--out")));
  json::array files;
  for (const std::string& file : written.files) files.emplace_back(file);
  return answered(world, {{"incidents", written.incidents}, {"files", files}},
                  fmt::format("{}\n  {}\n", session.say("register.reported", {{"count", written.incidents}}), joined(written.files, "\n  ")), session.say);
}

Result<Answer> erase(const Arguments& words, Session& session) {
  TRY(seq, words.number_if("seq"));
  if (!seq || *seq < 1) return failure(ErrorKind::invalid, "a fact has a number from 1 on", "seq", "`tocsin fact list INCIDENT` shows the numbers");
  TRY(world, open(session));
  TRY(who, actor(world, session));
  TRY(incident, incident_named(world, words.text("incident")));
  TRY_DO(erase_fact(world, who, incident, static_cast<std::uint64_t>(*seq), words.text("--reason")));
  return answered(world, {{"incident", incident.head().id.text()}, {"erased", *seq}}, session.say("fact.erased", {{"seq", std::to_string(*seq)}}) + '\n',
                  session.say);
}

}  // namespace

CommandSpec register_report_command() { return {"register report", {{"--out", Word::Kind::value, true}}, report}; }

CommandSpec fact_erase_command() {
  return {"fact erase", {{"incident", Word::Kind::value, true}, {"seq", Word::Kind::value, true}, {"--reason", Word::Kind::value, true}}, erase};
}

}  // namespace tocsin::cli
