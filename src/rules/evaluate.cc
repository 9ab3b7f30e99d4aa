#include "rules/evaluate.h"

#include <algorithm>

#include "rules/contents.h"
#include "rules/predicates.h"

namespace tocsin {
namespace {

const Place& utc_without_holidays() {
  static const Place place{Zone::utc(), {}};
  return place;
}

struct Asked {
  Case the_case;
  const Place& place;
  const OrganisationProfile& organisation;
};

bool has(const std::vector<Because>& reasons, Because because) { return std::find(reasons.begin(), reasons.end(), because) != reasons.end(); }

void add(std::vector<Because>& to, Because because) {
  if (!has(to, because)) to.push_back(because);
}

// A processor that tells an authority on its own account informs it; it discharges no controller.
bool is_ours(const Tested& tested) { return !has(tested.because, Because::not_the_controller) && !has(tested.because, Because::not_the_processor); }

// The organisation's own target for a duty without a figure: a recorded one, else the configured one.
std::optional<Instant> own_target(const Stage& stage, const Asked& asked) {
  const auto awareness = asked.the_case.incident.awareness();
  if (!awareness) return {};
  std::optional<std::chrono::hours> target;
  if (const auto found = asked.organisation.own_targets.find(stage.obligation); found != asked.organisation.own_targets.end()) target = found->second;
  for (const auto* set : asked.the_case.incident.all<fact::OwnTargetSet>())
    if (set->obligation == stage.obligation) target = std::chrono::hours(set->hours);
  if (!target) return {};
  return awareness->at + *target;
}

void set_dates(Run& run, Finding& finding, const Asked& asked) {
  const Stage& stage = *finding.stage;
  if (run.start.due_at) {
    run.target = run.end = run.start.due_at;
  } else if (stage.limit) {
    run.target = target_of(run.start.at, *stage.limit, asked.place.zone);
    const auto end = end_of(run.start.at, *stage.limit, stage.counting, asked.place);
    run.end = end ? *end : *run.target;
    if (!end) add(finding.because, Because::holidays_unknown);
  } else if (const auto target = own_target(stage, asked)) {
    run.target = run.end = target;
    finding.due_kind = DueKind::own_target;
  }
}

// Only the persons' information can be made to wait, and only while somebody asks for it.
void delay(Run& run, Finding& finding, const Asked& asked) {
  if (finding.stage->delayed_by != "police_wait") return;
  const auto until = police_wait_until(asked.the_case);
  if (!until) return;
  add(finding.because, Because::police_asked_to_wait);
  if (run.target) run.target = std::max(*run.target, *until);
  if (run.end) run.end = std::max(*run.end, *until);
}

Finding finding_of(const Pack& pack, const Stage& stage, const Asked& asked) {
  const Case& the_case = asked.the_case;
  const Tested tested = test(stage.trigger, the_case);
  Finding finding{.pack = &pack, .stage = &stage, .applies = tested.holds, .because = tested.because, .due_kind = stage.due_kind};
  const auto awareness = the_case.incident.awareness();
  finding.provisional = awareness && awareness->provisional && stage.runs_from == "awareness";

  const DoneFunction done = done_functions().find(stage.done_by)->second;
  for (const Start& start : start_functions().find(stage.runs_from)->second(the_case)) {
    Run run{.start = start, .done_at = done(the_case, start)};
    if (!tested.holds && !(run.done_at && is_ours(tested))) continue;
    finding.applies = true;
    set_dates(run, finding, asked);
    delay(run, finding, asked);
    finding.runs.push_back(run);
  }
  if (finding.runs.empty()) finding.applies = false;

  for (const std::string& content : stage.contents)
    if (!content_functions().find(content)->second(the_case.incident)) finding.missing.push_back(missing_name(content));
  if (stage.done_by == "authority_notified" && filings_of(the_case).without_receipt) {
    add(finding.because, Because::filed_without_receipt);
    finding.missing.emplace_back("receipt");
  }
  if (stage.counting == Counting::reg_1182_71 && the_case.authority == nullptr) add(finding.because, Because::no_authority_named);
  return finding;
}

void evaluate_pack(const Pack& pack, Asked asked, std::vector<Finding>& all) {
  for (const Stage& stage : pack.stages) {
    const Finding finding = finding_of(pack, stage, asked);
    if (stage.done_by == "authority_notified" && finding.applies) asked.the_case.notification_deadline = finding.runs.front().end;
    all.push_back(finding);
  }
}

std::optional<Instant> processor_aware_since(const Incident& incident) {
  std::optional<Instant> first;
  for (const auto* aware : incident.all<fact::ProcessorBecameAware>())
    if (!first || aware->at < *first) first = aware->at;
  return first;
}

}  // namespace

Findings evaluate(const Incident& incident, const Law& law, const OrganisationProfile& organisation, Instant now) {
  Findings findings;
  const Place* place = &utc_without_holidays();
  if (const auto authority = law.authority(incident.head().authority)) {
    findings.authority = *authority;
    place = &law.place_of(**authority);
  }
  findings.zone = place->zone;
  if (incident.role() == Role::controller) findings.exposed_since = processor_aware_since(incident);

  const auto awareness = incident.awareness();
  const Date day = place->zone.date(awareness ? awareness->at : now);
  const Asked asked{{incident, findings.authority, now}, *place, organisation};
  for (const Pack& pack : law.packs()) {
    if (!pack.in_force(day)) continue;
    if (law.applies(pack, organisation))
      evaluate_pack(pack, asked, findings.all);
    else
      findings.left_out.push_back(&pack);
  }
  return findings;
}

}  // namespace tocsin
