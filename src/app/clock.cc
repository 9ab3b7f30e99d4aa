#include "app/clock.h"

#include <fmt/format.h>

#include "base/text.h"

namespace tocsin {
namespace {

Result<const Pack*> regime_of(const Law& law, std::string_view regime) {
  if (const Pack* pack = law.pack(regime); pack != nullptr && !pack->stages.empty()) return pack;
  std::vector<std::string> known;
  for (const Pack& pack : law.packs()) known.push_back(pack.id);
  return failure(ErrorKind::not_found, fmt::format("there is no regime \"{}\"", regime), "--regime", "one of: " + joined(known, " "));
}

// A law that was not in force then has no clock; a draft only computes, and says what it is.
Result<std::vector<std::string>> warnings_of(const Pack& pack, const AuthorityProfile& authority, Date day, const Words& say) {
  std::vector<std::string> warnings;
  if (!pack.enabled) warnings.push_back(say("clock.no_law", {{"law", pack.title}}));
  if (pack.enabled && !pack.in_force(day))
    return failure(
        ErrorKind::invalid, fmt::format("{} was not in force on {}", pack.title, iso_date(day)), "--aware",
        fmt::format("it is in force from {}{}", iso_date(*pack.in_force_from), pack.in_force_to ? " to the day before " + iso_date(*pack.in_force_to) : ""));
  for (const AuthorityProfile::Point& point : authority.points)
    if (!point.verified)
      warnings.push_back(point.where.empty() ? say("clock.not_verified", {{"authority", authority.id}, {"what", point.what}})
                                             : say("clock.not_verified_where", {{"authority", authority.id}, {"what", point.what}, {"where", point.where}}));
  return warnings;
}

Result<ClockStage> clock_stage(const Stage& stage, Instant aware, const Place& place) {
  if (!stage.limit || stage.runs_from != "awareness") return ClockStage{&stage, {}, {}};
  TRY(end, end_of(aware, *stage.limit, stage.counting, place));
  return ClockStage{&stage, target_of(aware, *stage.limit, place.zone), end};
}

}  // namespace

Result<ClockAnswer> clock_of(const Law& law, std::string_view regime, Instant aware, std::string_view authority_name, std::string_view region,
                             const Words& say) {
  TRY(pack, regime_of(law, regime));
  TRY(authority, law.authority(authority_name));
  TRY(place, law.place(*authority, region));
  TRY(warnings, warnings_of(*pack, *authority, place.zone.date(aware), say));
  ClockAnswer answer{pack, authority, place, aware, {}, {}, warnings};
  for (const Stage& stage : pack->stages) {
    TRY(clock, clock_stage(stage, aware, place));
    answer.stages.push_back(clock);
    if (answer.readings || !clock.target || stage.limit->unit != Limit::Unit::hours) continue;
    answer.readings = readings_of(aware, *stage.limit, stage.counting, place);
    if (answer.readings->holidays_unknown) answer.warnings.push_back(say("clock.readings_left_out", {{"why", answer.readings->holidays_unknown->what}}));
  }
  return answer;
}

}  // namespace tocsin
