// register verify|prove|export.
#include <fmt/format.h>

#include "app/register_view.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/store_session.h"
#include "register/checkpoint.h"

namespace tocsin::cli {
namespace {

constexpr std::size_t note_max = 65536;

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
  json::value fault;
  if (!verdict.ok) fault = json::object{{"entry", verdict.fault_entry ? json::value(*verdict.fault_entry) : json::value()}, {"what", verdict.fault}};
  std::string text = verdict.ok ? fmt::format("The register is whole: {} entries, root {}.\n", verdict.entries, hex(verdict.root))
                                : fmt::format("The register was CHANGED{}: {}.\n", verdict.fault_entry ? fmt::format(" at entry {}", *verdict.fault_entry) : "",
                                              verdict.fault);
  text += outside ? "It was held against the checkpoint you gave.\n"
                  : "Without a checkpoint kept outside (--checkpoint FILE) this shows only that the store agrees with itself.\n";
  text += "Witnesses: none configured. Time stamps: none configured.\n";
  return answered(world,
                  {{"ok", verdict.ok},
                   {"entries", verdict.entries},
                   {"root", hex(verdict.root)},
                   {"checkpoint", verdict.checkpoint},
                   {"first_error", fault},
                   {"witnesses", "none configured"},
                   {"stamps", "none configured"}},
                  text, verdict.ok ? 0 : 1);
}

Result<Answer> dossier_answer(const World& world, const DossierAnswer& dossier, const std::string& out) {
  json::array files;
  for (const std::string& file : dossier.files) files.emplace_back(file);
  return answered(world, {{"ok", true}, {"out", out}, {"files", files}, {"checkpoint", dossier.checkpoint}},
                  fmt::format("{} files in {}. Anybody can check them without us:\n  tocsin-verify {} --key {}/register.vkey\n", dossier.files.size(), out, out,
                              world.store_dir));
}

Result<Answer> prove(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY(incident, incident_named(world, words.text("incident")));
  TRY(dossier, prove_incident(world, incident, words.text("--out")));
  return dossier_answer(world, dossier, words.text("--out"));
}

Result<Answer> export_all(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY(dossier, export_register(world, words.text("--out")));
  return dossier_answer(world, dossier, words.text("--out"));
}

}  // namespace

CommandSpec register_verify_command() {
  return {"register verify", "is the register still the one that was signed?", {{"--checkpoint", "a checkpoint that was kept outside the store"}}, verify};
}

CommandSpec register_prove_command() {
  return {"register prove",
          "one incident, provable without the others",
          {{"incident", "id, or its first digits", Word::Kind::value, true}, {"--out", "folder for the dossier", Word::Kind::value, true}},
          prove};
}

CommandSpec register_export_command() {
  return {
      "register export", "the whole register for a verifier, without its values", {{"--out", "folder for the dossier", Word::Kind::value, true}}, export_all};
}

}  // namespace tocsin::cli
