#include "app/scope_exposure.h"

#include <algorithm>
#include <unordered_map>

#include "base/check.h"
#include "base/toml.h"
#include "notices/data_kinds.h"
#include "records/kinds.h"
#include "resources/resources.h"

namespace tocsin::app {
namespace {

constexpr std::string_view kinds_file = "law/notices/kinds.toml", leaks_file = "law/known-leaks.toml";

// Whose numbers these are: nl_bsn -> NL. Nothing for kinds that name no country.
std::string country_of(std::string_view kind) {
  if (kind.size() < 4 || kind[2] != '_') return "";
  std::string code(kind.substr(0, 2));
  for (char& c : code) c = static_cast<char>(c - 'a' + 'A');
  return code == "UK" ? "GB" : code;
}

void report_combinations(const std::unordered_map<std::uint64_t, std::uint64_t>& persons_by_kinds, ScopeReport& report) {
  const auto groups = data_kinds_of(*resource(kinds_file), kinds_file);
  check(groups.has_value());
  std::map<std::vector<std::string>, std::uint64_t> counted;
  for (const auto& [kinds, persons] : persons_by_kinds) {
    std::vector<std::string> columns;
    for (const std::string_view kind : kinds_in(kinds)) columns.emplace_back(kind);
    counted[kinds_of_columns(*groups, columns)] += persons;
  }
  for (const auto& [names, persons] : counted) report.combinations.push_back({names, persons});
  std::ranges::stable_sort(report.combinations, std::greater<>(), &ReportedCombination::persons);
}

}  // namespace

Result<std::vector<KnownLeak>> known_leaks(const std::vector<ReportedCount>& countries) {
  TRY(value, toml_of(resource(leaks_file).value_or(""), leaks_file));
  std::vector<KnownLeak> leaks;
  for (const json::value& one : value.as_object().at("leak").as_array()) {
    Fields in(one, std::string(leaks_file));
    const std::string country = in.text("country");
    KnownLeak leak{in.text("when"), in.text("name"), in.text("source"), in.texts("kinds"), static_cast<std::uint64_t>(in.number("persons"))};
    TRY_DO(in.done());
    if (std::ranges::find(countries, country, &ReportedCount::name) != countries.end()) leaks.push_back(std::move(leak));
  }
  return leaks;
}

void report_exposure(const Census& census, const Ingested& ingested, const Resolution& resolution, ScopeReport& report) {
  std::unordered_map<std::uint64_t, std::uint64_t> persons_by_kinds;
  for (const CountedPerson& person : census.persons) ++persons_by_kinds[person.kinds];
  report_combinations(persons_by_kinds, report);

  std::map<std::string, std::uint64_t> bits;  // the kinds that speak of a country
  for (std::size_t i = 0; i < kind_uses().size(); ++i)
    if (const std::string country = country_of(kind_uses()[i].kind); !country.empty()) bits[country] |= 1ULL << i;
  std::map<std::string, ReportedCount> counted;
  const auto count = [&](std::uint64_t kinds, std::uint64_t ReportedCount::* what, std::uint64_t many) {
    bool told = false;
    for (const auto& [country, set] : bits) {
      if ((kinds & set) == 0) continue;
      told = true;
      counted[country].*what += many;
    }
    if (!told) counted[""].*what += many;
  };
  for (const auto& [kinds, persons] : persons_by_kinds) count(kinds, &ReportedCount::persons, persons);
  for (const ExposureRow& exposure : ingested.exposures) count(exposure.kinds, &ReportedCount::records, 1);
  for (auto& [country, one] : counted) report.by_country.push_back({country, one.records, one.persons});
  report.persons_min = resolution.persons_min;
  report.persons_max = resolution.persons_max;
}

}  // namespace tocsin::app
