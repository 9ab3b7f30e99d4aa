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
  TRY(written, register_report(world, config, words.text("--out")));
  json::array files;
  for (const std::string& file : written.files) files.emplace_back(file);
  return answered(world, {{"incidents", written.incidents}, {"files", files}},
                  fmt::format("{} incidents:\n  {}\n", written.incidents, joined(written.files, "\n  ")));
}

Result<Answer> erase(const Arguments& words, Session& session) {
  TRY(seq, words.number_if("seq"));
  if (!seq || *seq < 1) return failure(ErrorKind::invalid, "a fact has a number from 1 on", "seq", "`tocsin fact list INCIDENT` shows the numbers");
  TRY(world, open(session));
  TRY(who, actor(world, session));
  TRY(incident, incident_named(world, words.text("incident")));
  TRY_DO(erase_fact(world, who, incident, static_cast<std::uint64_t>(*seq), words.text("--reason")));
  return answered(world, {{"incident", incident.head().id.text()}, {"erased", *seq}},
                  fmt::format("What fact {} said is gone. That it was there, and why it was erased, stays and can be proven.\n", *seq));
}

}  // namespace

CommandSpec register_report_command() {
  return {
      "register report", "all breaches with their reasons, as PDF and CSV (Art. 33(5))", {{"--out", "folder for both files", Word::Kind::value, true}}, report};
}

CommandSpec fact_erase_command() {
  return {"fact erase",
          "destroy what a fact said; cannot be undone",
          {{"incident", "id, or its first digits", Word::Kind::value, true},
           {"seq", "number of the fact", Word::Kind::value, true},
           {"--reason", "why; it stays", Word::Kind::value, true}},
          erase};
}

}  // namespace tocsin::cli
