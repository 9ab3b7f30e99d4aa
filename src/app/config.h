// The one configuration file: STORE/tocsin.toml. Read once, checked whole, explained key by key.
//
// Holds:  law is not configuration (packs have versions). Secrets stand in files of their own; here only their path.
// Errors: a file that is no TOML, an unknown key or a wrong type is `invalid` and names the place; nothing is guessed.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "rules/law.h"

namespace tocsin {

enum class ConfigType { text, texts, number };

struct ConfigKey {
  std::string_view name;      // "mail.from"; what it is for says the text "config_key.mail.from"
  ConfigType type = ConfigType::text;
  std::string_view standard;  // the default as it would be written; empty: none
};

std::span<const ConfigKey> config_keys();

class Config {
 public:
  static Result<Config> of(std::string_view toml, std::string_view where);
  static Config standard() { return {}; }

  // REQUIRES: a key of config_keys() of that type.
  std::string text(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;
  std::optional<std::int64_t> number(std::string_view key) const;
  bool is_set(std::string_view key) const { return values_.contains(key); }
  json::value value(std::string_view key) const;  // as set, or the default

 private:
  std::map<std::string, json::value, std::less<>> values_;
};

// What the law asks of the organisation itself.
OrganisationProfile organisation_profile(const Config& config, std::string_view country);

}  // namespace tocsin
