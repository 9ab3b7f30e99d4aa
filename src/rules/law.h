// All law this version ships: packs, authorities, holidays.
//
// Way:    law/**.toml -> [here] -> rules/evaluate, app/clock, documents/
// Pure.   The files are linked in (resources/resources.h).

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/authority.h"
#include "rules/holidays.h"
#include "rules/pack.h"

namespace tocsin {

// The organisation whose duties are asked for, as far as packs care.
struct OrganisationProfile {
  std::string country;                             // "FR"
  std::set<std::string, std::less<>> traits;       // of those a pack may name: "offers_to_eea"
  std::map<std::string, std::chrono::hours, std::less<>> own_targets;  // by obligation, from awareness
};

class Law {
 public:
  static Result<Law> shipped();

  const std::vector<Pack>& packs() const { return packs_; }
  const std::vector<AuthorityProfile>& authorities() const { return authorities_; }
  const Pack* pack(std::string_view id) const;

  // A profile id, or a country code for the country's only or federal authority.
  Result<const AuthorityProfile*> authority(std::string_view id_or_country) const;

  // Where an act towards this authority is to be done; `region` overrides the profile's own.
  Result<Place> place(const AuthorityProfile& authority, std::string_view region = {}) const;

  // The same without a region, found at once. REQUIRES: a profile of this law.
  const Place& place_of(const AuthorityProfile& authority) const { return places_.at(authority.id); }

  bool applies(const Pack& pack, const OrganisationProfile& organisation) const;

 private:
  std::vector<Pack> packs_;
  std::vector<AuthorityProfile> authorities_;
  std::map<std::string, Holidays> holidays_;  // by country
  std::map<std::string, Place> places_;       // by authority
  std::set<std::string, std::less<>> eea_;
};

// The names that packs may use in this version.
KnownNames known_names();

}  // namespace tocsin
