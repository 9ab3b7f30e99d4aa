// register verify|prove|export.
#include <fmt/format.h>

#include "app/register_view.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/said_error.h"
#include "cli/store_session.h"
#include "register/checkpoint.h"

namespace tocsin::cli {
namespace {

constexpr std::size_t note_max = 65536;

std::string said_verdict(const RegisterAnswer& verdict, const Words& say) {
  if (verdict.ok) return say("register.whole", {{"count", verdict.entries}, {"root", hex(verdict.root)}});
  if (!verdict.fault_entry) return say("register.changed", {{"fault", verdict.fault}});
  return say("register.changed_at", {{"entry", std::to_string(*verdict.fault_entry)}, {"fault", verdict.fault}});
}

Result<Answer> verify(const Arguments& words, Session& session) {
  TRY(world, open(session));
  std::optional<std::string> outside;
  if (const auto file = words.text_if("--checkpoint")) {
    TRY(text, world.workshop.files().read(*file, note_max));
    const std::string note(trimmed(text));  // a shell or an editor may have added or taken a line end
    if (!note_of(note + "\n"))
      return failure(ErrorKind::invalid, "this file is no checkpoint", *file, "give a file that holds the whole signed note, from the origin to the signature");
    outside = note + "\n";
  }
  TRY(verdict, verify_register(world, outside));
  verdict.fault = said_finding(verdict.fault, session.language);
  const Words& say = session.say;
  json::value fault;
  if (!verdict.ok) fault = json::object{{"entry", verdict.fault_entry ? json::value(*verdict.fault_entry) : json::value()}, {"what", verdict.fault}};
  const std::string text =
      fmt::format("{}\n{}\n{}\n", said_verdict(verdict, say), say(outside ? "register.held_against" : "register.not_held_against"), say("register.no_witness"));
  return answered(world,
                  {{"ok", verdict.ok},
                   {"entries", verdict.entries},
                   {"root", hex(verdict.root)},
                   {"checkpoint", verdict.checkpoint},
                   {"first_error", fault},
                   {"witnesses", "none configured"},
                   {"stamps", "none configured"}},
                  text, say, verdict.ok ? 0 : 1);
}

Result<Answer> dossier_answer(const World& world, const DossierAnswer& dossier, const std::string& out, const Words& say) {
  json::array files;
  for (const std::string& file : dossier.files) files.emplace_back(file);
  return answered(world, {{"ok", true}, {"out", out}, {"files", files}, {"checkpoint", dossier.checkpoint}},
                  fmt::format("{}\n  tocsin-verify {} --key {}/register.vkey\n", say("register.dossier", {{"count", dossier.files.size()}, {"folder", out}}),
                              out, world.store_dir),
                  say);
}

Result<Answer> prove(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY(incident, incident_named(world, words.text("incident")));
  TRY(dossier, prove_incident(world, incident, words.text("--out")));
  return dossier_answer(world, dossier, words.text("--out"), session.say);
}

Result<Answer> export_all(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY(dossier, export_register(world, words.text("--out")));
  return dossier_answer(world, dossier, words.text("--out"), session.say);
}

}  // namespace

CommandSpec register_verify_command() { return {"register verify", {{"--checkpoint"}}, verify}; }

CommandSpec register_prove_command() { return {"register prove", {{"incident", Word::Kind::value, true}, {"--out", Word::Kind::value, true}}, prove}; }

CommandSpec register_export_command() { return {"register export", {{"--out", Word::Kind::value, true}}, export_all}; }

}  // namespace tocsin::cli
