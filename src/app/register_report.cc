#include "app/register_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/due.h"
#include "base/check.h"
#include "base/text.h"
#include "base/toml.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

using word::text_of;

// 2026-11-16 09:00 +01:00
std::string moment(Instant at, const Zone& zone) {
  const std::string text = zone.rfc3339(std::chrono::floor<std::chrono::minutes>(at));
  return text.substr(0, 10) + " " + text.substr(11, 5) + " " + text.substr(19);
}

std::string words_of_list(const auto& list) {
  std::vector<std::string> words;
  for (const auto& one : list) words.push_back(std::string(text_of(one)));
  std::string said = joined(words, ", ");
  std::ranges::replace(said, '_', ' ');
  return said;
}

std::string plain_word(std::string_view word) {
  std::string said(word);
  std::ranges::replace(said, '_', ' ');
  return said;
}

// Kinds of data as people call them: texts/en/facts.toml.
std::string kinds_of(const std::vector<word::DataKind>& kinds) {
  static const json::value texts = [] {
    auto read = toml_of(resource("texts/en/facts.toml").value_or(""), "texts/en/facts.toml");
    check(read.has_value());  // ships with the program
    return *read;
  }();
  std::vector<std::string> words;
  for (const word::DataKind kind : kinds) words.emplace_back(texts.at("data_kind").at(text_of(kind)).as_string());
  return joined(words, ", ");
}

std::string number_of(const std::optional<Count>& count) {
  if (!count) return "not counted yet";
  const auto best = count->best ? count->best : count->max ? count->max : count->min;
  if (!best) return "not known yet";
  std::string said = with_thousands(*best);
  if (count->min && count->max && *count->min != *count->max)
    said = fmt::format("about {} (between {} and {})", said, with_thousands(*count->min), with_thousands(*count->max));
  return said;
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

std::string facts_of(const Incident& incident) {
  Lines lines;
  if (const auto* described = incident.latest<fact::BreachDescribed>()) lines.add(described->text);
  if (const auto* nature = incident.latest<fact::NatureEstablished>()) lines.add("Nature: " + words_of_list(nature->nature));
  if (const auto* cause = incident.latest<fact::CauseEstablished>())
    lines.add(fmt::format("Cause: {}{}", plain_word(text_of(cause->cause)), cause->root_cause ? "; " + *cause->root_cause : ""));
  if (const auto* systems = incident.latest<fact::SystemsAffected>()) lines.add("Systems: " + systems->systems);
  if (const auto* dismissed = incident.latest<fact::BreachDismissed>()) lines.add("No breach after all: " + dismissed->reason);
  return lines.text("not described yet");
}

std::string effects_of(const Incident& incident) {
  Lines lines;
  for (const auto* consequences : incident.all<fact::ConsequencesAssessed>()) lines.add(consequences->text);
  if (const auto* impact = incident.latest<fact::ServiceImpactAssessed>()) lines.add("Service: " + plain_word(text_of(impact->impact)));
  return lines.text("not assessed yet");
}

std::string remedial_of(const Incident& incident) {
  Lines lines;
  for (const auto* measure : incident.all<fact::MeasureTaken>())
    if (measure->phase != word::MeasurePhase::before) lines.add(measure->text);
  const auto completed = incident.all<fact::MeasureCompleted>();
  for (const Fact* fact : incident.all_facts<fact::MeasurePlanned>()) {
    const bool done = std::ranges::any_of(completed, [&](const auto* one) { return static_cast<std::uint64_t>(one->measure) == fact->seq; });
    lines.add(std::get<fact::MeasurePlanned>(fact->body).text + (done ? "" : " (planned)"));
  }
  return lines.text("none recorded yet");
}

std::string risk_of(const Incident& incident) {
  const auto* risk = incident.latest<fact::RiskAssessed>();
  if (risk == nullptr) return "not assessed: treated as a risk";
  const std::string level = risk->risk == word::Risk::unlikely ? "unlikely to result in a risk" : risk->risk == word::Risk::high ? "high risk" : "risk";
  return fmt::format("{}: {}", level, risk->reason);
}

const Obligation* duty_named(const Obligations& obligations, std::string_view name) {
  const auto applies = std::ranges::find_if(obligations, [&](const Obligation& one) { return one.name == name && one.is_duty(); });
  if (applies != obligations.end()) return &*applies;
  const auto any = std::ranges::find(obligations, name, &Obligation::name);
  return any == obligations.end() ? nullptr : &*any;
}

// Why a duty did not arise, was waived, or is not done yet.
std::string why_not(const Incident& incident, const Obligation* duty, const ObligationWords& words) {
  Lines lines;
  if (duty == nullptr) return "no duty under the law that applies";
  if (duty->state == ObligationState::waived)
    for (const auto* waived : incident.all<fact::ObligationWaived>())
      if (waived->obligation == duty->name) lines.add("waived: " + waived->reason);
  for (const Because because : duty->because) lines.add(words.because(because));
  return fmt::format("{}.\n{}", duty->is_open() ? "Not yet" : "No", lines.text());
}

std::string authority_told(const Incident& incident, const Obligations& obligations, const ObligationWords& words, const Zone& zone) {
  Lines lines;
  for (const auto* notified : incident.all<fact::AuthorityNotified>())
    lines.add(fmt::format("{}: {}{}{}", moment(notified->at, zone), plain_word(text_of(notified->stage.value_or(word::Stage::initial))),
                          notified->preliminary.value_or(false) ? ", preliminary" : "", notified->receipt ? ", receipt " + *notified->receipt : ""));
  for (const auto* late : incident.all<fact::DelayReasoned>()) lines.add("Reasons for the delay: " + late->reason);
  const std::string told = lines.text();
  return incident.has<fact::AuthorityNotified>() ? told
                                                 : why_not(incident, duty_named(obligations, "notify_authority"), words) + (told.empty() ? "" : "\n" + told);
}

std::string persons_told(const Incident& incident, const Obligations& obligations, const ObligationWords& words, const Zone& zone) {
  Lines lines;
  for (const auto* informed : incident.all<fact::PersonsInformed>())
    lines.add(fmt::format("{}: {} persons{}", moment(informed->at, zone), with_thousands(informed->persons),
                          informed->channel ? " by " + plain_word(text_of(*informed->channel)) : ""));
  for (const auto* exception : incident.all<fact::ExceptionClaimed>())
    lines.add(fmt::format("Exception of Art. 34(3): {}; {}", plain_word(text_of(exception->exception)), exception->evidence));
  const std::string told = lines.text();
  return incident.has<fact::PersonsInformed>() ? told : why_not(incident, duty_named(obligations, "inform_persons"), words) + (told.empty() ? "" : "\n" + told);
}

// Who is a role in the store, not a name in this report.
std::string decisions_of(const Incident& incident, const Zone& zone) {
  Lines lines;
  for (const Fact& fact : incident.facts()) {
    if (!incident.stands(fact) || !fact.tells()) continue;
    const auto day = iso_date(zone.date(fact.recorded_at));
    if (const auto* advice = std::get_if<fact::DpoAdvised>(&fact.body))
      lines.add(fmt::format("{} DPO's advice: {}. {}", day, plain_word(text_of(advice->advice)), advice->reason));
    if (const auto* decision = std::get_if<fact::DecisionTaken>(&fact.body))
      lines.add(fmt::format("{} decided: {}. {}", day, plain_word(text_of(decision->decision)), decision->reason.value_or("")));
  }
  return lines.text("none recorded");
}

std::string deadlines_of(const Obligations& obligations, const ObligationWords& words, const Zone& zone) {
  Lines lines;
  for (const Obligation& duty : obligations) {
    if (!duty.is_duty()) continue;
    std::string line = fmt::format("{}: {}", words.obligation(duty.name), words.state(duty.state));
    if (duty.due_at) line += ", due " + moment(*duty.due_at, zone);
    if (duty.done_at) line += ", done " + moment(*duty.done_at, zone);
    lines.add(std::move(line));
  }
  return lines.text("no duties");
}

struct ReportColumn {
  const char *name, *title;
  std::string RegisterRow::* member;
};
constexpr ReportColumn report_columns[] = {
    {"incident", "Incident", &RegisterRow::incident},
    {"title", "Title", &RegisterRow::title},
    {"state", "State", &RegisterRow::state},
    {"role", "Our role", &RegisterRow::role},
    {"authority", "Authority", &RegisterRow::authority},
    {"opened_at", "Opened", &RegisterRow::opened_at},
    {"aware_at", "Aware since", &RegisterRow::aware_at},
    {"facts", "Facts", &RegisterRow::facts},
    {"data", "Data exposed", &RegisterRow::data},
    {"not_exposed", "Explicitly not exposed", &RegisterRow::not_exposed},
    {"persons", "Persons", &RegisterRow::persons},
    {"records", "Records", &RegisterRow::records},
    {"effects", "Effects", &RegisterRow::effects},
    {"remedial_action", "Remedial action", &RegisterRow::remedial},
    {"risk", "Risk and why", &RegisterRow::risk},
    {"decisions", "Advice and decisions", &RegisterRow::decisions},
    {"authority_told", "Authority notified", &RegisterRow::authority_told},
    {"persons_told", "Persons informed", &RegisterRow::persons_told},
    {"deadlines", "Deadlines", &RegisterRow::deadlines},
};

}  // namespace

RegisterRow register_row(const Incident& incident, const Obligations& obligations, const ObligationWords& words, const Zone& zone) {
  RegisterRow row;
  row.incident = incident.head().id.text();
  row.title = incident.head().title;
  row.role = name_of(incident.role());
  row.authority = incident.head().authority;
  row.opened_at = moment(incident.head().opened_at, zone);
  const auto awareness = incident.awareness();
  row.aware_at = awareness ? moment(awareness->at, zone) : "not aware";
  row.facts = facts_of(incident);
  Lines exposed, safe;
  for (const auto* data : incident.all<fact::DataExposed>()) exposed.add(kinds_of(data->kinds) + (data->possible_only.value_or(false) ? " (possible)" : ""));
  for (const auto* data : incident.all<fact::DataNotExposed>()) safe.add(kinds_of(data->kinds));
  row.data = exposed.text("not known yet");
  row.not_exposed = safe.text("nothing said");
  row.persons = number_of(incident.persons());
  row.records = number_of(incident.records());
  row.effects = effects_of(incident);
  row.remedial = remedial_of(incident);
  row.risk = risk_of(incident);
  row.authority_told = authority_told(incident, obligations, words, zone);
  row.persons_told = persons_told(incident, obligations, words, zone);
  row.decisions = decisions_of(incident, zone);
  row.deadlines = deadlines_of(obligations, words, zone);
  row.state = incident.is_closed() ? "closed" : "open";
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

Document register_document(const std::vector<RegisterRow>& rows, const std::string& organisation, const std::string& footer) {
  Document out;
  out.title = "Register of personal data breaches";
  out.subtitle = "Documentation under Art. 33(5) GDPR: every breach, its effects and the remedial action";
  out.origin = organisation;
  out.language = "en";
  out.footer = footer;
  if (rows.empty()) out.blocks.push_back(Paragraph{plain("No breach has been recorded."), false});
  Table overview{{{"Incident", 1.1}, {"Title", 3}, {"Aware since", 2}, {"Persons", 2}, {"Authority", 1.2}, {"State", 0.9}}, {}};
  for (const RegisterRow& row : rows)
    overview.rows.push_back(
        {plain(row.incident.substr(0, 8)), plain(row.title), plain(row.aware_at.substr(0, 16)), plain(row.persons), plain(row.authority), plain(row.state)});
  if (!rows.empty()) out.blocks.push_back(std::move(overview));
  for (const RegisterRow& row : rows) {
    out.blocks.push_back(Heading{1, row.title});
    KeyValues values;
    for (const ReportColumn& column : report_columns)
      if (column.member != &RegisterRow::title) values.rows.push_back({column.title, plain(row.*column.member)});
    out.blocks.push_back(std::move(values));
  }
  return out;
}

Result<RegisterReport> register_report(World& world, const Config& config, const std::string& out) {
  TRY(law, Law::shipped());
  TRY(words, ObligationWords::in("en"));
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

  std::string footer = "as of " + rfc3339(std::chrono::floor<std::chrono::seconds>(now));
  if (world.store->info().simulated) footer += " · SIMULATED";
  TRY(writer, world.workshop.page_writer());
  TRY(pdf, writer->pdf_of(register_document(rows, world.store->info().name, footer), now));
  RegisterReport report{{}, rows.size()};
  for (const auto& [name, bytes] : {std::pair<std::string, std::string>{"register.pdf", pdf}, {"register.csv", register_csv(rows)}}) {
    TRY_DO(world.workshop.files().write(out + "/" + name, bytes));
    report.files.push_back(out + "/" + name);
  }
  return report;
}

}  // namespace tocsin
