#include "rules/contents.h"

#include <algorithm>

namespace tocsin {
namespace {

// Somebody answered, be it "not known yet".
template <class... Kinds>
bool answered(const Incident& incident) {
  const auto facts = incident.facts();
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) { return incident.stands(fact) && (std::holds_alternative<Kinds>(fact.body) || ...); });
}

template <class... Kinds>
bool known(const Incident& incident) {
  return (incident.has<Kinds>() || ...);
}

// The first time one of the kinds was recorded at all, also if it was corrected or erased since.
template <class... Kinds>
std::optional<Instant> first_recorded(const Incident& incident) {
  for (const Fact& fact : incident.facts())
    if ((std::holds_alternative<Kinds>(fact.body) || ...)) return fact.recorded_at;
  return {};
}

}  // namespace

const std::map<std::string, ContentFunction, std::less<>>& content_functions() {
  using namespace fact;
  static const std::map<std::string, ContentFunction, std::less<>> functions = {
      {"awareness", [](const Incident& incident) { return incident.awareness().has_value(); }},
      {"description", answered<BreachDescribed>},
      {"cause", answered<CauseEstablished>},
      {"nature", answered<NatureEstablished>},
      {"data", answered<DataExposed, DataNotExposed>},
      {"persons", answered<PersonsCounted>},
      {"records", answered<RecordsCounted>},
      {"contact", answered<ContactNamed>},
      {"consequences", answered<ConsequencesAssessed>},
      {"measures", answered<MeasureTaken, MeasurePlanned>},
      {"risk", answered<RiskAssessed>},
      {"delay_reasons", answered<DelayReasoned>},
      {"nature_known", known<NatureEstablished>},
      {"data_known", known<DataExposed>},
      {"persons_known", known<PersonsCounted>},
      {"records_known", known<RecordsCounted>},
      {"consequences_known", known<ConsequencesAssessed>},
      {"measures_known", known<MeasureTaken, MeasurePlanned>},
  };
  return functions;
}

std::string missing_name(const std::string& content) { return content.ends_with("_known") ? content.substr(0, content.size() - 6) : content; }

std::optional<Instant> documented_at(const Incident& incident) {
  using namespace fact;
  std::optional<Instant> last;
  for (const auto& part :
       {first_recorded<BreachDescribed>(incident), first_recorded<CauseEstablished>(incident), first_recorded<DataExposed, DataNotExposed>(incident),
        first_recorded<ConsequencesAssessed>(incident), first_recorded<MeasureTaken, MeasurePlanned>(incident)}) {
    if (!part) return {};
    if (!last || *part > *last) last = part;
  }
  return last;
}

}  // namespace tocsin
