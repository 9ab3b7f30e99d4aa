#include "rules/law.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "base/toml.h"
#include "resources/resources.h"
#include "rules/contents.h"
#include "rules/predicates.h"
#include "rules/starts.h"

namespace tocsin {
namespace {

bool holds(const Condition& condition, const std::set<std::string, std::less<>>& traits) {
  const auto part_holds = [&](const Condition& part) { return holds(part, traits); };
  switch (condition.kind) {
    case Condition::Kind::all: return std::all_of(condition.parts.begin(), condition.parts.end(), part_holds);
    case Condition::Kind::any: return std::any_of(condition.parts.begin(), condition.parts.end(), part_holds);
    case Condition::Kind::negation: return !part_holds(condition.parts.front());
    case Condition::Kind::named: return traits.contains(condition.name);
  }
  return false;
}

Result<std::set<std::string, std::less<>>> eea_of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, std::string(where));
  const std::vector<std::string> countries = fields.texts("eea");
  TRY_DO(fields.done());
  return std::set<std::string, std::less<>>(countries.begin(), countries.end());
}

std::string ids_of(const std::vector<AuthorityProfile>& authorities) {
  std::vector<std::string> ids;
  for (const AuthorityProfile& authority : authorities) ids.push_back(authority.id);
  return joined(ids, " ");
}

}  // namespace

KnownNames known_names() {
  KnownNames known;
  for (const Predicate& predicate : predicates()) known.predicates.emplace(predicate.name);
  for (const auto& [name, function] : start_functions()) known.starts.insert(name);
  for (const auto& [name, function] : done_functions()) known.done.insert(name);
  for (const auto& [name, function] : content_functions()) known.contents.insert(name);
  known.delays = {"police_wait"};
  known.traits = {"in_eea", "offers_to_eea"};
  return known;
}

Result<Law> Law::shipped() {
  Law law;
  const KnownNames known = known_names();
  TRY(eea, eea_of(resource("law/areas.toml").value_or(""), "law/areas.toml"));
  law.eea_ = eea;
  for (const Resource& file : resources_under("law/holidays/")) {
    TRY(holidays, Holidays::from_toml(file.text, file.name));
    law.holidays_.emplace(holidays.country(), holidays);
  }
  for (const Resource& file : resources_under("law/authorities/")) {
    TRY(authority, authority_of(file.text, file.name));
    TRY(place, law.place(authority));
    law.places_.emplace(authority.id, place);
    law.authorities_.push_back(authority);
  }
  for (const Resource& file : resources_under("law/packs/")) {
    TRY(pack, pack_of(file.text, file.name, known));
    law.packs_.push_back(pack);
  }
  return law;
}

const Pack* Law::pack(std::string_view id) const {
  const auto found = std::find_if(packs_.begin(), packs_.end(), [&](const Pack& pack) { return pack.id == id; });
  return found == packs_.end() ? nullptr : &*found;
}

Result<const AuthorityProfile*> Law::authority(std::string_view id_or_country) const {
  for (const AuthorityProfile& authority : authorities_)
    if (authority.id == id_or_country || (authority.is_default && authority.country == id_or_country)) return &authority;
  return failure(ErrorKind::not_found, fmt::format("there is no authority \"{}\"", id_or_country), "--authority",
                 fmt::format("give a country code such as LU, or one of: {}", ids_of(authorities_)));
}

Result<Place> Law::place(const AuthorityProfile& authority, std::string_view region) const {
  const auto found = holidays_.find(authority.country);
  if (found == holidays_.end()) {
    if (!region.empty())
      return failure(ErrorKind::invalid, fmt::format("the public holidays of {} are not known, so no region of it is", authority.country), "--region",
                     "leave it out");
    return Place{authority.zone, {}};
  }
  TRY(calendar, found->second.calendar(region.empty() ? std::string_view(authority.region) : region));
  return Place{authority.zone, calendar};
}

bool Law::applies(const Pack& pack, const OrganisationProfile& organisation) const {
  auto traits = organisation.traits;
  if (eea_.contains(organisation.country)) traits.insert("in_eea");
  return holds(pack.applies_if, traits);
}

}  // namespace tocsin
