#include "app/assess.h"

#include <fmt/format.h>

#include <set>

#include "rules/assessment/of_incident.h"
#include "rules/assessment/profile_of_json.h"

namespace tocsin::app {
namespace {

constexpr std::string_view remedy = "begin the file with \"cases:\" and list the cases under it, each with \"- id: ...\"; see docs/formats/cases-file.md";

std::string id_of(const json::object& value) {
  const json::value* id = value.if_contains("id");
  if (id == nullptr || id->is_null()) return {};
  return id->is_string() ? std::string(std::string_view(id->get_string())) : print_line(*id);
}

}  // namespace

AssessedCase assessed_incident(const Incident& incident) {
  const assessment::BreachProfile profile = assessment::breach_profile_of(incident);
  return {incident.head().id.text(), profile.not_exposed, assessment::assess(profile)};
}

Result<AssessedCases> assess_cases(const json::value& document, const std::string& where) {
  const json::value* cases = document.is_object() ? document.get_object().if_contains("cases") : nullptr;
  if (cases == nullptr || !cases->is_array()) return failure(ErrorKind::invalid, "the file holds no list of cases", where, std::string(remedy));
  AssessedCases out;
  std::set<std::string> ids;
  int number = 0;
  for (const json::value& value : cases->get_array()) {
    ++number;
    if (!value.is_object())
      return failure(ErrorKind::invalid, "this case is not a table of named fields", fmt::format("{}, case {}", where, number), std::string(remedy));
    std::string id = id_of(value.get_object());
    if (id.empty()) {
      id = fmt::format("case-{}", number);
      out.warnings.push_back(fmt::format("{}: the case has no id; its place in the file serves as one", id));
    }
    if (!ids.insert(id).second) out.warnings.push_back(fmt::format("{}: two cases have this id", id));
    auto read = assessment::profile_of(value.get_object(), id);
    out.warnings.insert(out.warnings.end(), read.warnings.begin(), read.warnings.end());
    out.cases.push_back({id, read.profile.not_exposed, assessment::assess(read.profile)});
  }
  return out;
}

}  // namespace tocsin::app
