#include "app/register_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/due.h"
#include "base/text.h"

namespace tocsin {
namespace {

using word::text_of;

// 2026-11-16 09:00 +01:00
std::string moment(Instant at, const Zone& zone) {
  const std::string text = zone.rfc3339(std::chrono::floor<std::chrono::minutes>(at));
  return text.substr(0, 10) + " " + text.substr(11, 5) + " " + text.substr(19);
}

// Words of the vocabulary, one after another.
std::string listed(const auto& list, std::string_view name, const ReportWords& words) {
  std::vector<std::string> said;
  for (const auto& one : list) said.push_back(said_word(words.facts, name, text_of(one)));
  return joined(said, ", ");
}

std::string number_of(const std::optional<Count>& count, const Words& say) {
  if (!count) return say("report.not_counted");
  const auto best = count->best ? count->best : count->max ? count->max : count->min;
  if (!best) return say("report.not_known");
  if (count->min && count->max && *count->min != *count->max) return say("report.about", {{"best", *best}, {"min", *count->min}, {"max", *count->max}});
  return say.number(*best);
}

// Lines of one cell.
class Lines {
 public:
  void add(std::string line) {
    if (!line.empty()) lines_.push_back(std::move(line));
  }
  std::string text(std::string otherwise = "") const { return lines_.empty() ? std::move(otherwise) : joined(lines_, "\n"); }

 private:
  std::vector<std::string> lines_;
};

std::string facts_of(const Incident& incident, const ReportWords& words) {
  const Words& say = words.say;
  Lines lines;
  if (const auto* described = incident.latest<fact::BreachDescribed>()) lines.add(described->text);
  if (const auto* nature = incident.latest<fact::NatureEstablished>()) lines.add(say("report.nature", {{"what", listed(nature->nature, "nature", words)}}));
  if (const auto* cause = incident.latest<fact::CauseEstablished>())
    lines.add(say("report.cause", {{"what", said_word(words.facts, "cause", text_of(cause->cause)) + (cause->root_cause ? "; " + *cause->root_cause : "")}}));
  if (const auto* systems = incident.latest<fact::SystemsAffected>()) lines.add(say("report.systems", {{"what", systems->systems}}));
  if (const auto* dismissed = incident.latest<fact::BreachDismissed>()) lines.add(say("report.no_breach", {{"reason", dismissed->reason}}));
  return lines.text(say("report.not_described"));
}

std::string effects_of(const Incident& incident, const ReportWords& words) {
  Lines lines;
  for (const auto* consequences : incident.all<fact::ConsequencesAssessed>()) lines.add(consequences->text);
  if (const auto* impact = incident.latest<fact::ServiceImpactAssessed>())
    lines.add(words.say("report.service", {{"what", said_word(words.facts, "service_impact", text_of(impact->impact))}}));
  return lines.text(words.say("report.not_assessed"));
}

std::string remedial_of(const Incident& incident, const Words& say) {
  Lines lines;
  for (const auto* measure : incident.all<fact::MeasureTaken>())
    if (measure->phase != word::MeasurePhase::before) lines.add(measure->text);
  const auto completed = incident.all<fact::MeasureCompleted>();
  for (const Fact* fact : incident.all_facts<fact::MeasurePlanned>()) {
    const bool done = std::ranges::any_of(completed, [&](const auto* one) { return static_cast<std::uint64_t>(one->measure) == fact->seq; });
    const std::string& text = std::get<fact::MeasurePlanned>(fact->body).text;
    lines.add(done ? text : say("report.planned", {{"measure", text}}));
  }
  return lines.text(say("report.no_measures"));
}

std::string risk_of(const Incident& incident, const ReportWords& words) {
  const auto* risk = incident.latest<fact::RiskAssessed>();
  if (risk == nullptr) return words.say("report.risk_not_assessed");
  return words.say("report.risk", {{"level", said_word(words.facts, "risk", text_of(risk->risk))}, {"reason", risk->reason}});
}

const Obligation* duty_named(const Obligations& obligations, std::string_view name) {
  const auto applies = std::ranges::find_if(obligations, [&](const Obligation& one) { return one.name == name && one.is_duty(); });
  if (applies != obligations.end()) return &*applies;
  const auto any = std::ranges::find(obligations, name, &Obligation::name);
  return any == obligations.end() ? nullptr : &*any;
}

// Why a duty did not arise, was waived, or is not done yet.
std::string why_not(const Incident& incident, const Obligation* duty, const ReportWords& words) {
  Lines lines;
  if (duty == nullptr) return words.say("report.no_duty");
  if (duty->state == ObligationState::waived)
    for (const auto* waived : incident.all<fact::ObligationWaived>())
      if (waived->obligation == duty->name) lines.add(words.say("report.waived", {{"reason", waived->reason}}));
  for (const Because because : duty->because) lines.add(words.duties.because(because));
  return words.say(duty->is_open() ? "report.not_yet" : "report.no") + "\n" + lines.text();
}

std::string authority_told(const Incident& incident, const Obligations& obligations, const ReportWords& words, const Zone& zone) {
  const Words& say = words.say;
  Lines lines;
  for (const auto* notified : incident.all<fact::AuthorityNotified>())
    lines.add(fmt::format("{}: {}{}{}", moment(notified->at, zone), said_word(words.facts, "stage", text_of(notified->stage.value_or(word::Stage::initial))),
                          notified->preliminary.value_or(false) ? ", " + say("report.preliminary") : "",
                          notified->receipt ? ", " + say("report.receipt", {{"receipt", *notified->receipt}}) : ""));
  for (const auto* late : incident.all<fact::DelayReasoned>()) lines.add(say("report.delay", {{"reason", late->reason}}));
  const std::string told = lines.text();
  return incident.has<fact::AuthorityNotified>() ? told
                                                 : why_not(incident, duty_named(obligations, "notify_authority"), words) + (told.empty() ? "" : "\n" + told);
}

std::string persons_told(const Incident& incident, const Obligations& obligations, const ReportWords& words, const Zone& zone) {
  const Words& say = words.say;
  Lines lines;
  for (const auto* informed : incident.all<fact::PersonsInformed>())
    lines.add(informed->channel ? say("report.informed_by", {{"at", moment(informed->at, zone)},
                                                             {"persons", informed->persons},
                                                             {"channel", said_word(words.facts, "channel", text_of(*informed->channel))}})
                                : say("report.informed", {{"at", moment(informed->at, zone)}, {"persons", informed->persons}}));
  for (const auto* exception : incident.all<fact::ExceptionClaimed>())
    lines.add(say("report.exception", {{"exception", said_word(words.facts, "exception", text_of(exception->exception))}, {"evidence", exception->evidence}}));
  const std::string told = lines.text();
  return incident.has<fact::PersonsInformed>() ? told : why_not(incident, duty_named(obligations, "inform_persons"), words) + (told.empty() ? "" : "\n" + told);
}

// Who is a role in the store, not a name in this report.
std::string decisions_of(const Incident& incident, const ReportWords& words, const Zone& zone) {
  const auto decided = [&](const auto& word) { return said_word(words.facts, "decision", text_of(word)); };
  Lines lines;
  for (const Fact& fact : incident.facts()) {
    if (!incident.stands(fact) || !fact.tells()) continue;
    const auto day = iso_date(zone.date(fact.recorded_at));
    if (const auto* advice = std::get_if<fact::DpoAdvised>(&fact.body))
      lines.add(words.say("report.advice", {{"day", day}, {"advice", decided(advice->advice)}, {"reason", advice->reason}}));
    if (const auto* decision = std::get_if<fact::DecisionTaken>(&fact.body))
      lines.add(words.say("report.decided", {{"day", day}, {"decision", decided(decision->decision)}, {"reason", decision->reason.value_or("")}}));
  }
  return lines.text(words.say("report.no_decisions"));
}

std::string deadlines_of(const Obligations& obligations, const ReportWords& words, const Zone& zone) {
  Lines lines;
  for (const Obligation& duty : obligations) {
    if (!duty.is_duty()) continue;
    std::string line = fmt::format("{}: {}", words.duties.obligation(duty.name), words.duties.state(duty.state));
    if (duty.due_at) line += ", " + words.say("report.due", {{"at", moment(*duty.due_at, zone)}});
    if (duty.done_at) line += ", " + words.say("report.done", {{"at", moment(*duty.done_at, zone)}});
    lines.add(std::move(line));
  }
  return lines.text(words.say("report.no_duties"));
}

// `name` heads the column in the CSV, for programs; "report.column.<name>" says it to people.
struct ReportColumn {
  const char* name;
  std::string RegisterRow::* member;
};
constexpr ReportColumn report_columns[] = {
    {"incident", &RegisterRow::incident},
    {"title", &RegisterRow::title},
    {"state", &RegisterRow::state},
    {"role", &RegisterRow::role},
    {"authority", &RegisterRow::authority},
    {"opened_at", &RegisterRow::opened_at},
    {"aware_at", &RegisterRow::aware_at},
    {"facts", &RegisterRow::facts},
    {"data", &RegisterRow::data},
    {"not_exposed", &RegisterRow::not_exposed},
    {"persons", &RegisterRow::persons},
    {"records", &RegisterRow::records},
    {"effects", &RegisterRow::effects},
    {"remedial_action", &RegisterRow::remedial},
    {"risk", &RegisterRow::risk},
    {"decisions", &RegisterRow::decisions},
    {"authority_told", &RegisterRow::authority_told},
    {"persons_told", &RegisterRow::persons_told},
    {"deadlines", &RegisterRow::deadlines},
};

}  // namespace

Result<ReportWords> ReportWords::in(const Words& say) {
  TRY(duties, ObligationWords::in(say.language()));
  TRY(facts, Words::in(say.language(), "facts"));
  return ReportWords{say, std::move(duties), std::move(facts)};
}

RegisterRow register_row(const Incident& incident, const Obligations& obligations, const ReportWords& words, const Zone& zone) {
  const Words& say = words.say;
  RegisterRow row;
  row.incident = incident.head().id.text();
  row.title = incident.head().title;
  row.role = name_of(incident.role());
  row.authority = incident.head().authority;
  row.opened_at = moment(incident.head().opened_at, zone);
  const auto awareness = incident.awareness();
  row.aware_at = awareness ? moment(awareness->at, zone) : say("report.not_aware");
  row.facts = facts_of(incident, words);
  Lines exposed, safe;
  for (const auto* data : incident.all<fact::DataExposed>()) {
    const std::string kinds = listed(data->kinds, "data_kind", words);
    exposed.add(data->possible_only.value_or(false) ? say("report.possible", {{"kinds", kinds}}) : kinds);
  }
  for (const auto* data : incident.all<fact::DataNotExposed>()) safe.add(listed(data->kinds, "data_kind", words));
  row.data = exposed.text(say("report.not_known"));
  row.not_exposed = safe.text(say("report.nothing_said"));
  row.persons = number_of(incident.persons(), say);
  row.records = number_of(incident.records(), say);
  row.effects = effects_of(incident, words);
  row.remedial = remedial_of(incident, say);
  row.risk = risk_of(incident, words);
  row.authority_told = authority_told(incident, obligations, words, zone);
  row.persons_told = persons_told(incident, obligations, words, zone);
  row.decisions = decisions_of(incident, words, zone);
  row.deadlines = deadlines_of(obligations, words, zone);
  row.state = say(incident.is_closed() ? "report.closed" : "report.open");
  return row;
}

std::string csv_cell(std::string_view value) {
  std::string cell;
  if (!value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos) cell = "'";
  cell += value;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string register_csv(const std::vector<RegisterRow>& rows) {
  std::vector<std::string> cells;
  for (const ReportColumn& column : report_columns) cells.emplace_back(column.name);
  std::string csv = joined(cells, ",") + "\r\n";
  for (const RegisterRow& row : rows) {
    cells.clear();
    for (const ReportColumn& column : report_columns) cells.push_back(csv_cell(row.*column.member));
    csv += joined(cells, ",") + "\r\n";
  }
  return csv;
}

Document register_document(const std::vector<RegisterRow>& rows, const std::string& organisation, const std::string& footer, const Words& say) {
  const auto column_title = [&](std::string_view name) { return say("report.column." + std::string(name)); };
  Document out;
  out.title = say("report.title");
  out.subtitle = say("report.subtitle");
  out.origin = organisation;
  out.language = say.language();
  out.footer = footer;
  if (rows.empty()) out.blocks.push_back(Paragraph{plain(say("report.none")), false});
  Table overview;
  for (const auto& [name, width] : {std::pair{"incident", 1.1}, std::pair{"title", 3.0}, std::pair{"aware_at", 2.0}, std::pair{"persons", 2.0},
                                    std::pair{"authority", 1.2}, std::pair{"state", 0.9}})
    overview.columns.push_back({column_title(name), width});
  for (const RegisterRow& row : rows)
    overview.rows.push_back(
        {plain(row.incident.substr(0, 8)), plain(row.title), plain(row.aware_at.substr(0, 16)), plain(row.persons), plain(row.authority), plain(row.state)});
  if (!rows.empty()) out.blocks.push_back(std::move(overview));
  for (const RegisterRow& row : rows) {
    out.blocks.push_back(Heading{1, row.title});
    KeyValues values;
    for (const ReportColumn& column : report_columns)
      if (column.member != &RegisterRow::title) values.rows.push_back({column_title(column.name), plain(row.*column.member)});
    out.blocks.push_back(std::move(values));
  }
  return out;
}

Result<RegisterReport> register_report(World& world, const Config& config, const Words& say, const std::string& out) {
  TRY(law, Law::shipped());
  TRY(words, ReportWords::in(say));
  const Instant now = world.as_of.value_or(world.now);
  const OrganisationProfile organisation = organisation_profile(config, world.store->info().country);
  std::vector<std::pair<Instant, RegisterRow>> found;
  TRY_DO(world.store->for_each_incident([&](const Incident& one) {
    if (one.head().opened_at > now) return;
    const Incident known = world.as_of ? incident_as_of(one, *world.as_of) : one;
    const DueCase duties = due_case(known, law, organisation, now);
    found.emplace_back(one.head().opened_at, register_row(known, duties.obligations, words, duties.zone));
  }));
  std::ranges::sort(found, {}, [](const auto& one) { return std::pair(one.first, one.second.incident); });
  std::vector<RegisterRow> rows;
  for (auto& [opened, row] : found) rows.push_back(std::move(row));

  std::string footer = say("report.as_of", {{"at", rfc3339(std::chrono::floor<std::chrono::seconds>(now))}});
  if (world.store->info().simulated) footer += " · " + say("report.simulated");
  TRY(writer, world.workshop.page_writer());
  TRY(pdf, writer->pdf_of(register_document(rows, world.store->info().name, footer, say), now));
  RegisterReport report{{}, rows.size()};
  for (const auto& [name, bytes] : {std::pair<std::string, std::string>{"register.pdf", pdf}, {"register.csv", register_csv(rows)}}) {
    TRY_DO(world.workshop.files().write(out + "/" + name, bytes));
    report.files.push_back(out + "/" + name);
  }
  return report;
}

}  // namespace tocsin
