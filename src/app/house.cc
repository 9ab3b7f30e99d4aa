#include "app/house.h"

#include <algorithm>

#include "base/text.h"
#include "documents/forms/form_pack.h"

namespace tocsin {
namespace {

constexpr std::string_view setting = "organisation";

Result<json::value> value_of(const FormPack& form, const std::string& key, const std::string& word) {
  // A word that the form would not take is refused here, not on the day of the notice.
  if (const FormField* field = form.field(key); field != nullptr && field->type == AnswerType::choice && field->option_of_code(word) == nullptr) {
    std::string known;
    for (const FormOption& option : field->options) known += " " + option.code;
    return failure(ErrorKind::invalid, "the form does not know this word", "organisation set: " + key, "known words:" + known);
  }
  if (key == "dpo" || key == "outside_eea") {
    if (word != "yes" && word != "no") return failure(ErrorKind::invalid, "yes or no is expected", key);
    return json::value(word == "yes");
  }
  if (key != "establishments") return json::value(word);
  json::array list;
  for (const std::string_view one : split(word, ','))
    if (!trimmed(one).empty()) list.emplace_back(trimmed(one));
  return json::value(std::move(list));
}

json::object with_name(const World& world, json::object fields) {
  if (!fields.contains("name")) fields["name"] = world.store->info().name;
  return fields;
}

// What the configuration knows of a form's questions.
json::object fields_of(const Config& config) {
  json::object fields;
  const auto say = [&](const char* key, const std::string& text) {
    if (!text.empty()) fields[key] = text;
  };
  say("contact", joined(config.texts("organisation.address"), ", "));
  say("sector", config.text("organisation.sector"));
  say("identifier", config.text("organisation.registration"));
  if (fields.contains("identifier")) fields["identifier_type"] = "organisation_number";
  if (lower_ascii(config.text("contact.function")) != "dpo" || config.text("contact.name").empty()) return fields;
  fields["dpo"] = true;
  say("dpo_name", config.text("contact.name"));
  std::vector<std::string> ways;
  for (const char* key : {"contact.email", "contact.phone"})
    if (!config.text(key).empty()) ways.push_back(config.text(key));
  say("dpo_contact", joined(ways, ", "));
  return fields;
}

}  // namespace

Result<json::object> organisation_fields(World& world) {
  TRY(text, world.store->setting(setting));
  if (!text) return json::object{};
  TRY(value, json_of(*text, "the organisation's profile"));
  return value.as_object();
}

Result<NotifyingOrganisation> organisation_of(World& world, const Config& config) {
  TRY(told, organisation_fields(world));
  json::object fields = fields_of(config);
  for (const auto& field : told) fields[field.key()] = field.value();
  return notifying_organisation_of(with_name(world, fields), "the organisation's profile");
}

Result<json::object> tell_organisation(World& world, const std::vector<std::string>& words) {
  TRY(fields, organisation_fields(world));
  TRY(form, shipped_form("edpb-1.0"));
  for (const std::string& word : words) {
    const auto sign = word.find('=');
    if (sign == std::string::npos || sign == 0)
      return failure(ErrorKind::invalid, "a field is written as name=value", "organisation set", "for example: sector=private");
    const std::string key = word.substr(0, sign);
    if (!is_plain_text(word))
      return failure(ErrorKind::invalid, "the text is not UTF-8, or has control characters in it", "organisation set", "write it as plain text");
    TRY(value, value_of(form, key, word.substr(sign + 1)));
    fields[key] = value;
  }
  TRY_DO(notifying_organisation_of(with_name(world, fields), "organisation set"));  // refuses what it does not know
  TRY_DO(world.store->set_setting(setting, canonical(fields)));
  return fields;
}

}  // namespace tocsin
