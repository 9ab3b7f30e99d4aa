#include <fmt/format.h>

#include "adapters/yaml_file/yaml_file.h"
#include "app/assess.h"
#include "app/assessment_words.h"
#include "cli/commands.h"
#include "cli/said_error.h"
#include "cli/store_session.h"

namespace tocsin::cli {
namespace {

using app::AssessedCase;
using app::AssessmentWords;
using assessment::Because;
using assessment::Change;
using assessment::Duties;
using assessment::EnisaScore;

json::array texts_of(const auto& texts) {
  json::array out;
  for (const auto& text : texts) out.push_back(json::value(std::string_view(text)));
  return out;
}

json::object json_of(const Duties& duties) {
  return {{"authority", name_of(duties.authority)}, {"persons", name_of(duties.persons)}, {"risk", name_of(duties.risk)}};
}

json::value json_of(const EnisaScore& enisa) {
  return {{"score", enisa.score},
          {"band", name_of(enisa.band)},
          {"flags", texts_of(enisa.flags)},
          {"data_context", enisa.data_context},
          {"identification", enisa.identification},
          {"circumstances", enisa.circumstances}};
}

json::object json_of(const AssessedCase& one, const AssessmentWords& words) {
  const assessment::Assessment& found = one.assessment;
  json::object out{{"id", one.id}, {"document", found.duties.document}};
  for (const auto& pair : json_of(found.duties)) out[pair.key()] = pair.value();
  out["notify_controllers"] = found.duties.notify_controllers;
  json::array because, changes;
  for (const Because reason : found.because)
    because.push_back({{"code", name_of(reason)}, {"text", words.text("because", name_of(reason))}, {"source", source_of(reason)}});
  for (const Change& change : found.would_change)
    changes.push_back({{"code", change.code}, {"text", words.text("would_change", change.code)}, {"then", json_of(change.then)}});
  out["because"] = std::move(because);
  out["would_change"] = std::move(changes);
  out["enisa"] = found.enisa ? json_of(*found.enisa) : json::value(nullptr);
  out["disagreement"] = nullptr;
  if (found.disagreement)
    out["disagreement"] = {{"rules", name_of(found.disagreement->rules)}, {"enisa", name_of(found.disagreement->second)}, {"needs_reason", true}};
  out["not_exposed"] = texts_of(one.not_exposed);
  return out;
}

std::string answers(const Duties& duties, const AssessmentWords& words) {
  return fmt::format("{} {} · {} {} · {} {}", words.text("page", "risk"), words.text("risk", name_of(duties.risk)), words.text("page", "authority"),
                     words.text("answer", name_of(duties.authority)), words.text("page", "persons"), words.text("answer", name_of(duties.persons)));
}

std::string page_of(const AssessedCase& one, const AssessmentWords& words) {
  const assessment::Assessment& found = one.assessment;
  std::string out = fmt::format("{}\n  {}: {}\n", one.id, words.text("page", "proposal"), answers(found.duties, words));
  if (found.duties.notify_controllers) out += fmt::format("  {}\n", words.text("page", "notify_controllers"));
  for (const Because reason : found.because) out += fmt::format("  - {} ({})\n", words.text("because", name_of(reason)), source_of(reason));
  if (!one.not_exposed.empty()) out += fmt::format("  {}: {}\n", words.text("page", "not_exposed"), fmt::join(one.not_exposed, ", "));
  if (found.enisa) out += fmt::format("  {}: {} ({})\n", words.text("page", "enisa"), found.enisa->score, words.text("band", name_of(found.enisa->band)));
  if (!found.would_change.empty()) out += fmt::format("  {}\n", words.text("page", "would_change"));
  for (const Change& change : found.would_change) out += fmt::format("  ~ {} -> {}\n", words.text("would_change", change.code), answers(change.then, words));
  return out + '\n';
}

Result<Answer> answer_of_incident(const std::string& id, Session& session) {
  TRY(world, open(session));
  TRY(incident, incident_named(world, id));
  TRY(words, AssessmentWords::in(session.say.language()));
  const AssessedCase one = app::assessed_incident(incident);
  return answered(world, {{"cases", json::array{json_of(one, words)}}, {"warnings", json::array{}}},
                  fmt::format("{}{}\n", page_of(one, words), words.text("page", "a_person_decides")), session.say);
}

Result<Answer> assess(const Arguments& arguments, Session& session) {
  if (const auto incident = arguments.text_if("--incident")) return answer_of_incident(*incident, session);
  const auto given = arguments.text_if("file");
  if (!given) return failure(ErrorKind::invalid, "what shall be assessed?", "assess", "name a file of cases, or an incident with --incident");
  const std::string& file = *given;
  TRY(document, read_yaml(file));
  TRY(report, app::assess_cases(document, file));
  for (std::string& warning : report.warnings) warning = said_finding(warning, session.language);
  TRY(words, AssessmentWords::in(session.say.language()));
  Answer answer;
  json::array cases;
  for (const AssessedCase& one : report.cases) {
    cases.push_back(json_of(one, words));
    answer.text += page_of(one, words);
  }
  answer.json = {{"cases", std::move(cases)}, {"warnings", texts_of(report.warnings)}};
  for (const std::string& warning : report.warnings) answer.text += fmt::format("{}: {}\n", words.text("page", "warning"), warning);
  answer.text += fmt::format("{}\n", words.text("page", "a_person_decides"));
  return answer;
}

}  // namespace

CommandSpec assess_command() { return {"assess", {{"file"}, {"--incident"}}, assess}; }

}  // namespace tocsin::cli
