#include "app/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "base/text.h"
#include "base/toml.h"

namespace tocsin {
namespace {

using enum ConfigType;

constexpr ConfigKey all_keys[] = {
    {"organisation.address", texts, ""},
    {"organisation.registration", text, ""},
    {"organisation.sector", text, ""},
    {"organisation.traits", texts, ""},
    {"contact.name", text, ""},
    {"contact.function", text, "DPO"},
    {"contact.email", text, ""},
    {"contact.phone", text, ""},
    {"contact.hours", text, ""},
    {"targets.inform_persons_hours", number, ""},
    {"mail.from", text, ""},
    {"mail.remind", texts, ""},
    {"mail.relay", text, ""},
    {"mail.user", text, ""},
    {"mail.password_file", text, ""},
    {"mail.bounce_domain", text, ""},
    {"mail.relay_log", text, ""},
    {"letters.language", text, "fr"},
    {"engine.memory", text, "4GB"},
};

const ConfigKey& key_named(std::string_view name) {
  const auto* found = std::find_if(std::begin(all_keys), std::end(all_keys), [&](const ConfigKey& key) { return key.name == name; });
  check(found != std::end(all_keys));
  return *found;
}

constexpr std::int64_t number_max = 10 * 366 * 24;  // hours of ten years: the only number there is counts hours

bool fits(const json::value& value, ConfigType type) {
  switch (type) {
    case text: return value.is_string();
    case number: return value.is_int64() && value.get_int64() >= 0 && value.get_int64() <= number_max;
    case texts: {
      if (!value.is_array()) return false;
      const auto& list = value.get_array();
      return std::all_of(list.begin(), list.end(), [](const json::value& one) { return one.is_string(); });
    }
  }
  return false;
}

std::string_view expected(ConfigType type) {
  return type == text ? "a text is expected" : type == number ? "a whole number from 0 to 87840 is expected" : "a list of texts is expected";
}

}  // namespace

std::span<const ConfigKey> config_keys() { return all_keys; }

Result<Config> Config::of(std::string_view toml, std::string_view where) {
  TRY(file, toml_of(toml, where));
  Config config;
  for (const auto& section : file.as_object()) {
    if (!section.value().is_object())
      return failure(ErrorKind::invalid, "a key stands outside of any [section]", fmt::format("{}: {}", where, std::string_view(section.key())),
                     "`tocsin config` lists all keys");
    for (const auto& pair : section.value().get_object()) {
      const std::string name = fmt::format("{}.{}", std::string_view(section.key()), std::string_view(pair.key()));
      const auto* known = std::find_if(std::begin(all_keys), std::end(all_keys), [&](const ConfigKey& key) { return key.name == name; });
      if (known == std::end(all_keys))
        return failure(ErrorKind::invalid, "nobody knows this key", fmt::format("{}: {}", where, name), "`tocsin config` lists all keys");
      if (!fits(pair.value(), known->type))
        return failure(ErrorKind::invalid, std::string(expected(known->type)), fmt::format("{}: {}", where, name), "`tocsin config` explains every key");
      config.values_.emplace(name, pair.value());
    }
  }
  return config;
}

json::value Config::value(std::string_view key) const {
  if (const auto found = values_.find(key); found != values_.end()) return found->second;
  const ConfigKey& known = key_named(key);
  if (known.type == ConfigType::texts) return json::array{};
  if (known.standard.empty()) return nullptr;
  return json::value(known.standard);
}

std::string Config::text(std::string_view key) const {
  check(key_named(key).type == ConfigType::text);
  const json::value found = value(key);
  return found.is_string() ? std::string(found.get_string()) : "";
}

std::vector<std::string> Config::texts(std::string_view key) const {
  check(key_named(key).type == ConfigType::texts);
  std::vector<std::string> out;
  const json::value found = value(key);
  for (const json::value& one : found.as_array()) out.emplace_back(one.get_string());
  return out;
}

std::optional<std::int64_t> Config::number(std::string_view key) const {
  check(key_named(key).type == ConfigType::number);
  const json::value found = value(key);
  return found.is_int64() ? std::optional(found.get_int64()) : std::nullopt;
}

OrganisationProfile organisation_profile(const Config& config, std::string_view country) {
  OrganisationProfile profile;
  profile.country = std::string(country);
  for (std::string& trait : config.texts("organisation.traits")) profile.traits.insert(std::move(trait));
  if (const auto hours = config.number("targets.inform_persons_hours")) profile.own_targets.emplace("inform_persons", std::chrono::hours(*hours));
  return profile;
}

}  // namespace tocsin
