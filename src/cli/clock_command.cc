// `tocsin clock` and `tocsin authority list`: the law alone, no store.
#include <fmt/format.h>

#include "app/clock.h"
#include "base/text.h"
#include "cli/commands.h"
#include "rules/local_time.h"

namespace tocsin::cli {
namespace {

json::value local(const Zone& zone, const std::optional<Instant>& at) { return at ? json::value(zone.rfc3339(*at)) : json::value(nullptr); }

json::array texts(const std::vector<std::string>& all) {
  json::array list;
  for (const std::string& text : all) list.emplace_back(text);
  return list;
}

json::value json_of(const ClockAnswer& answer) {
  const Zone& zone = answer.place.zone;
  json::array stages;
  for (const ClockStage& clock : answer.stages)
    stages.push_back({{"name", clock.stage->name},
                      {"obligation", clock.stage->obligation},
                      {"runs_from", clock.stage->runs_from},
                      {"limit", clock.stage->limit ? json::value(name_of(*clock.stage->limit)) : json::value(nullptr)},
                      {"target", local(zone, clock.target)},
                      {"due_at", local(zone, clock.due_at)},
                      {"counting", clock.stage->limit ? name_of(clock.stage->counting) : "none"},
                      {"source", clock.stage->source},
                      {"verified", clock.stage->verified}});
  const auto reading = [&](std::optional<Instant> Readings::* which) {
    return answer.readings ? local(zone, (*answer.readings).*which) : json::value(nullptr);
  };
  return {{"regime", answer.pack->id},
          {"version", answer.pack->version},
          {"in_force", answer.pack->enabled},
          {"authority", answer.authority->id},
          {"holidays", answer.place.calendar ? json::value(answer.place.calendar->place()) : json::value(nullptr)},
          {"zone", zone.name()},
          {"aware", zone.rfc3339(answer.aware)},
          {"target", answer.readings ? json::value(zone.rfc3339(answer.readings->target)) : json::value(nullptr)},
          {"hour_rule", reading(&Readings::hour_rule)},
          {"art35_touched", reading(&Readings::art35_touched)},
          {"art35_whole", reading(&Readings::art35_whole)},
          {"stages", stages},
          {"warnings", texts(answer.warnings)}};
}

std::string text_of(const ClockAnswer& answer, const Words& say) {
  const Zone& zone = answer.place.zone;
  std::string text = fmt::format("{}\n{:<13}{}\n{:<13}{}\n\n", answer.pack->title, say("clock.authority"), answer.authority->name_in(say.language()),
                                 say("clock.aware"), said(answer.aware, zone, say));
  const auto line = [&](const std::string& said) { text += fmt::format("  {}\n", said); };
  for (const ClockStage& clock : answer.stages) {
    if (!clock.target) continue;
    text += say("clock.stage", {{"stage", clock.stage->name}, {"by", said(*clock.target, zone, say)}, {"limit", name_of(*clock.stage->limit)}}) + '\n';
  }
  if (const auto& readings = answer.readings; readings && readings->hour_rule) {
    text += fmt::format("\n{}\n", say("clock.late_when"));
    line(say("clock.hour_rule", {{"from", said_end(*readings->hour_rule, zone, say)}}));
    if (readings->art35_touched) line(say("clock.art35_touched", {{"from", said_end(*readings->art35_touched, zone, say)}}));
    if (readings->art35_whole) line(say("clock.art35_whole", {{"from", said_end(*readings->art35_whole, zone, say)}}));
  }
  text += fmt::format("\n{}\n", say("clock.no_figure"));
  for (const ClockStage& clock : answer.stages)
    if (!clock.target) line(fmt::format("{:<24} {}", clock.stage->name, clock.stage->source));
  for (const std::string& warning : answer.warnings) text += say("clock.note", {{"warning", warning}}) + '\n';
  return text;
}

Result<Answer> clock(const Arguments& arguments, Session& session) {
  TRY(aware, arguments.instant_if("--aware"));
  TRY(law, Law::shipped());
  TRY(answer, clock_of(law, arguments.text("--regime"), *aware, arguments.text("--authority"), arguments.text_if("--region").value_or(""), session.say));
  return Answer{json_of(answer), text_of(answer, session.say)};
}

json::value json_of(const AuthorityProfile& authority) {
  json::object names;
  for (const auto& [language, name] : authority.name) names[language] = name;
  json::array points;
  for (const AuthorityProfile::Point& point : authority.points)
    points.push_back({{"what", point.what}, {"verified", point.verified}, {"read", point.read}, {"where", point.where}});
  return {{"id", authority.id},
          {"country", authority.country},
          {"default", authority.is_default},
          {"name", names},
          {"channel", name_of(authority.channel)},
          {"address", authority.address},
          {"url", authority.url},
          {"languages", texts(authority.languages)},
          {"zone", authority.zone.name()},
          {"region", authority.region.empty() ? json::value(nullptr) : json::value(authority.region)},
          {"notes", texts(authority.notes)},
          {"verified", authority.is_verified()},
          {"points", points}};
}

Result<Answer> authority_list(const Arguments&, Session& session) {
  TRY(law, Law::shipped());
  json::array authorities;
  std::string text;
  for (const AuthorityProfile& authority : law.authorities()) {
    authorities.push_back(json_of(authority));
    text += fmt::format("{:<12} {:<3} {:<13} {}{}\n", authority.id, authority.is_default ? authority.country : "", name_of(authority.channel),
                        authority.name_in(session.say.language()), authority.is_verified() ? "" : "   " + session.say("authority.not_all_verified"));
  }
  return Answer{json::value{{"authorities", authorities}}, text};
}

}  // namespace

CommandSpec clock_command() {
  return {
      "clock",
      {{"--regime", Word::Kind::value, true}, {"--aware", Word::Kind::value, true}, {"--authority", Word::Kind::value, true}, {"--region", Word::Kind::value}},
      clock};
}

CommandSpec authority_list_command() { return {"authority list", {}, authority_list}; }

}  // namespace tocsin::cli
