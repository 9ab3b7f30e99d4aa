// What is known of one supervisory authority: where it sits, how it is told, and which of that was checked.
//
// Way:    law/authorities/*.toml -> [here] -> rules/law, documents/, app/
// Pure.
// Holds:  a profile says what was verified, and what was not.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/zone.h"

namespace tocsin {

// How a notification travels.
enum class AuthorityChannel {
  mail_openpgp,  // signed and encrypted mail
  portal,        // the authority's own web form; counts as filed with its receipt only
  post,
};
std::string_view name_of(AuthorityChannel channel);

struct AuthorityProfile {
  struct Point {
    std::string what;
    bool verified = false;
    std::string read;   // when the source was read, YYYY-MM; empty where it was not
    std::string where;  // the source
  };

  std::string id;       // "fr-cnil"
  std::string country;  // "FR"
  std::string region;   // whose holidays are kept at its seat; empty: those of the whole country
  bool is_default = false;  // the country's only or federal authority: what the bare country code means
  Zone zone;
  std::vector<std::string> languages;
  AuthorityChannel channel = AuthorityChannel::portal;
  std::string address;  // mail address or web address, by channel
  std::string url;
  std::map<std::string, std::string> name;  // by language
  std::vector<std::string> notes;
  std::vector<Point> points;

  std::string name_in(std::string_view language) const;  // else English, else the id
  bool is_verified() const;                              // every point is
};

Result<AuthorityProfile> authority_of(std::string_view toml, std::string_view where);

}  // namespace tocsin
