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
    {"organisation.address", texts, "", "postal address, one line each: the sender of letters and a field of the authority's form"},
    {"organisation.registration", text, "", "number in the commercial or another public register"},
    {"organisation.sector", text, "", "sector as the authority's form asks for it: private or public"},
    {"organisation.traits", texts, "", "properties that laws ask for, for example offers_to_eea"},
    {"contact.name", text, "", "whom an authority or a person may ask: usually the data protection officer"},
    {"contact.function", text, "DPO", "that person's function"},
    {"contact.email", text, "", "that person's e-mail address"},
    {"contact.phone", text, "", "that person's telephone number"},
    {"contact.hours", text, "", "when the telephone is answered, in words"},
    {"targets.inform_persons_hours", number, "", "own target for informing persons, in hours since awareness; the law gives no figure"},
    {"mail.from", text, "", "sender address of mails to authorities and of reminders"},
    {"mail.remind", texts, "", "addresses that are reminded of duties that come due or are late"},
    {"mail.relay", text, "", "the mail relay: smtp://host:port or smtps://host:port; empty: mails are laid into STORE/outbox"},
    {"mail.user", text, "", "user name at the relay"},
    {"mail.password_file", text, "", "file that holds the password at the relay; readable by you alone"},
    {"letters.language", text, "fr", "language of letters where a person's own is not known"},
    {"engine.memory", text, "4GB", "how much memory the bulk way may take"},
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
