// `tocsin due [INCIDENT]`
#include <fmt/format.h>

#include "app/due.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/store_session.h"
#include "obligations/one_deadline.h"
#include "obligations/words.h"
#include "rules/local_time.h"

namespace tocsin::cli {
namespace {

json::value utc(const std::optional<Instant>& at) { return at ? json::value(rfc3339(*at)) : json::value(nullptr); }

json::object json_of(const Obligation& obligation, const Zone& zone) {
  json::array because, missing;
  for (const Because reason : obligation.because) because.emplace_back(name_of(reason));
  for (const std::string& answer : obligation.missing) missing.emplace_back(answer);
  return {{"incident", obligation.incident.text()},
          {"obligation", obligation.name},
          {"who", obligation.who},
          {"to_whom", obligation.to_whom},
          {"stage", obligation.stage},
          {"state", name_of(obligation.state)},
          {"due_kind", name_of(obligation.due_kind)},
          {"due_at", utc(obligation.due_at)},
          {"due_at_local", obligation.due_at ? json::value(zone.rfc3339(*obligation.due_at)) : json::value(nullptr)},
          {"late_from", utc(obligation.late_from)},
          {"started_at", utc(obligation.started_at)},
          {"done_at", utc(obligation.done_at)},
          {"provisional", obligation.provisional},
          {"about", obligation.about},
          {"fact", obligation.fact},
          {"because", because},
          {"missing", missing},
          {"source", obligation.source},
          {"pack", obligation.pack},
          {"version", obligation.version},
          {"verified", obligation.verified}};
}

// "Without undue delay" has no end; how long it has been running is what can be said.
std::string without_figure(const Obligation& obligation, Instant now, const Words& say) {
  const auto running = std::chrono::floor<std::chrono::hours>(now - obligation.started_at.value_or(now));
  return say("due.running", {{"hours", running.count()}});
}

// In what words a page is written.
struct PageWords {
  const Words& say;
  ObligationWords duties;
};

std::string line_of(const Obligation& obligation, const DueCase& due, const PageWords& words, Instant now) {
  const std::string about = obligation.about.empty() ? "" : fmt::format(": {}", obligation.about);
  const std::string when = obligation.due_at ? said_deadline(obligation, now, due.zone, words.say) : without_figure(obligation, now, words.say);
  std::string text = fmt::format("  {:<10} {}{} -> {}\n             {}   ({})\n", words.duties.state(obligation.state),
                                 words.duties.obligation(obligation.name), about, obligation.to_whom, when, obligation.source);
  for (const Because reason : obligation.because) text += fmt::format("             {}\n", words.duties.because(reason));
  if (!obligation.missing.empty()) {
    const std::string answers = said_answers(obligation, words.say);
    text += fmt::format("             {}\n", words.say("due.missing", {{"answers", answers}, {"missing", joined(obligation.missing, " ")}}));
  }
  return text;
}

std::string page_of(const DueCase& due, const PageWords& words, Instant now) {
  std::string text = fmt::format("{}  {}\n", due.head.id.text().substr(0, 8), due.head.title);
  if (const Obligation* first = one_deadline(due.obligations))
    text += fmt::format("  {}: {}\n", words.duties.obligation(first->name), said_deadline(*first, now, due.zone, words.say));
  if (due.exposed_since) text += fmt::format("  {}\n", words.say("due.processor_knew", {{"since", said(*due.exposed_since, due.zone, words.say)}}));
  for (const Obligation& obligation : due.obligations)
    if (obligation.is_open()) text += line_of(obligation, due, words, now);
  for (const Obligation& obligation : due.obligations)
    if (obligation.is_duty() && !obligation.is_open())
      text += fmt::format("  {:<10} {}\n", words.duties.state(obligation.state), words.duties.obligation(obligation.name));
  for (const std::string& pack : due.left_out) text += fmt::format("  {}\n", words.say("due.left_out", {{"law", pack}}));
  return text;
}

Result<Answer> due_answer(const Arguments& arguments, Session& session) {
  TRY(world, open(session));
  TRY(law, Law::shipped());
  TRY(duties, ObligationWords::in(session.say.language()));
  const PageWords words{session.say, std::move(duties)};
  TRY(config, config_of(world));
  TRY(cases, due(world, law, organisation_profile(config, world.store->info().country), arguments.text_if("incident")));
  const Instant now = world.as_of.value_or(world.now);
  json::array obligations, deadlines;
  std::string text;
  for (const DueCase& one : cases) {
    for (const Obligation& obligation : one.obligations) obligations.push_back(json_of(obligation, one.zone));
    const Obligation* first = one_deadline(one.obligations);
    deadlines.push_back({{"incident", one.head.id.text()},
                         {"obligation", first ? json::value(first->name) : json::value(nullptr)},
                         {"due_at", first ? utc(first->due_at) : json::value(nullptr)},
                         {"text", first ? said_deadline(*first, now, one.zone, session.say) : ""},
                         {"exposed_since", utc(one.exposed_since)}});
    text += page_of(one, words, now);
  }
  return answered(world, {{"now", rfc3339(now)}, {"obligations", obligations}, {"deadlines", deadlines}},
                  text.empty() ? session.say("due.nothing") + '\n' : text, session.say);
}

}  // namespace

CommandSpec due_command() { return {"due", {{"incident"}}, due_answer}; }

}  // namespace tocsin::cli
