// Where a person can turn to, country by country: the authority for a complaint, where to report fraud.
//
// Way:    law/help/<country>.toml -> [here] -> notice.h (Campaign::help)
// Law:    Art. 77 (complaint), Art. 12(4) in spirit: whoever tells a person of harm tells where help is
// Pure.
// Holds:  a fact that nobody has verified is kept with its source, and never told to anybody.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tocsin {

struct HelpEntry {
  std::string id;                            // "complaint", "fraud_report": words in texts/*/notice.toml, [help]
  std::string name;
  std::map<std::string, std::string> names;  // where a country has several languages
  std::string contact;                       // address, telephone, a bare name of a site to type
  std::string source;                        // where it was read, and when
  bool verified = false;

  const std::string& name_in(const std::string& language) const;
};
struct CountryHelp {
  std::string country;
  std::vector<HelpEntry> entries;

  std::vector<HelpEntry> sure() const;  // those that were verified
};
Result<CountryHelp> country_help_of(std::string_view toml, std::string_view where);

}  // namespace tocsin
