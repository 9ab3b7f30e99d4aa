#include "notices/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/toml.h"

namespace tocsin {

const std::string& HelpEntry::name_in(const std::string& language) const {
  const auto own = names.find(language);
  return own == names.end() ? name : own->second;
}

std::vector<HelpEntry> CountryHelp::sure() const {
  std::vector<HelpEntry> some;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(some), [](const HelpEntry& entry) { return entry.verified; });
  return some;
}

Result<CountryHelp> country_help_of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, std::string(where));
  CountryHelp help{.country = fields.text("country"), .entries = {}};
  for (const json::value& entry : fields.array("entry")) {
    Fields one(entry, fmt::format("{}: entry {}", where, help.entries.size() + 1));
    HelpEntry read{one.text("id"), one.text("name"), {}, one.text("contact"), one.text("source"), one.flag("verified")};
    if (const json::value* names = one.any("names"); names != nullptr && names->is_object())
      for (const auto& [language, name] : names->as_object())
        if (name.is_string()) read.names.emplace(std::string(language), std::string(name.as_string()));
    if (read.source.empty()) one.wrong("source", "a fact without a source helps nobody");
    TRY_DO(one.done());
    help.entries.push_back(std::move(read));
  }
  TRY_DO(fields.done());
  return help;
}

}  // namespace tocsin
