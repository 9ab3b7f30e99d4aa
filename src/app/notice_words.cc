#include "app/notice_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "base/toml.h"
#include "resources/resources.h"
#include "rules/law.h"

namespace tocsin {
namespace {

constexpr std::size_t file_bytes_max = 1 << 20;
constexpr std::string_view facts_file = "law/notices/facts.toml", drill_file = "texts/drill-sender.toml";

using Table = std::map<std::string, std::string>;

// A language is a folder of texts/ with a notice in it.
std::vector<std::string> languages() {
  std::vector<std::string> all;
  for (const Resource& one : resources_under("texts/"))
    if (one.name.ends_with("/notice.toml")) all.emplace_back(one.name.substr(6, one.name.find('/', 6) - 6));
  return all;
}

Result<Table> table_of(const json::value* value, const std::string& where) {
  Table table;
  if (value == nullptr) return table;
  if (!value->is_object()) return failure(ErrorKind::invalid, "this is no table of texts", where);
  for (const auto& [key, text] : value->get_object()) {
    if (!text.is_string()) return failure(ErrorKind::invalid, "this is no text", where + "." + std::string(key));
    table.emplace(std::string(key), std::string(text.get_string()));
  }
  return table;
}

// law/notices/facts.toml: what facts mean in the words of a notice.
struct Meanings {
  Table cause, nature, unread, kind, language, window;

  static Result<Meanings> shipped() {
    TRY(value, toml_of(*resource(facts_file), facts_file));
    Fields fields(value, std::string(facts_file));
    Meanings meanings;
    for (const auto& [name, table] : {std::pair{"cause", &meanings.cause}, std::pair{"nature", &meanings.nature}, std::pair{"unread", &meanings.unread},
                                      std::pair{"kind", &meanings.kind}, std::pair{"language", &meanings.language}, std::pair{"window", &meanings.window}}) {
      TRY(read, table_of(fields.any(name), fields.where(name)));
      *table = std::move(read);
    }
    TRY_DO(fields.done());
    return meanings;
  }
};

std::string meaning(const Table& table, const std::string& word, const std::string& otherwise) {
  const auto found = table.find(word);
  return found == table.end() ? otherwise : found->second;
}

// STORE/notices.toml, as it is written; docs/formats/campaign.md.
struct SenderFile {
  std::string phone, post, mail, dpo, authority, official_site, processor, cause, window, language;
  std::vector<std::string> measures, channels;
  std::optional<bool> other_senders, other_formats, no_liability, large_print, insured_is_guardian;
  std::optional<std::int64_t> letter_days, mail_hours, letters_per_file;
  Table phone_hours, controllers, overrules;
  std::map<std::string, std::vector<std::string>> own_measures;
};

Result<SenderFile> sender_file_of(std::string_view toml, const std::string& where) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, where);
  SenderFile file;
  for (const auto& [name, text] :
       {std::pair{"phone", &file.phone}, std::pair{"post", &file.post}, std::pair{"mail", &file.mail}, std::pair{"dpo", &file.dpo},
        std::pair{"authority", &file.authority}, std::pair{"official_site", &file.official_site}, std::pair{"processor", &file.processor},
        std::pair{"cause", &file.cause}, std::pair{"window", &file.window}, std::pair{"language", &file.language}})
    *text = fields.text_if(name).value_or("");
  file.measures = fields.texts("measures");
  file.channels = fields.texts("channels");
  file.other_senders = fields.flag_if("other_senders");
  file.other_formats = fields.flag_if("other_formats");
  file.large_print = fields.flag_if("large_print");
  file.insured_is_guardian = fields.flag_if("insured_is_guardian");
  file.no_liability = fields.flag_if("no_liability");
  file.letter_days = fields.number_if("letter_days");
  file.mail_hours = fields.number_if("mail_hours");
  file.letters_per_file = fields.number_if("letters_per_file");
  TRY(hours, table_of(fields.any("phone_hours"), fields.where("phone_hours")));
  file.phone_hours = hours;
  TRY(controllers, table_of(fields.any("controllers"), fields.where("controllers")));
  file.controllers = controllers;
  TRY(overrules, table_of(fields.any("overrules"), fields.where("overrules")));
  file.overrules = overrules;
  if (const json::value* own = fields.any("own_measures"); own != nullptr) {
    Fields sentences(*own, fields.where("own_measures"));
    for (const std::string& language : languages())
      if (sentences.has(language)) file.own_measures[language] = sentences.texts(language);
    TRY_DO(sentences.done());
  }
  TRY_DO(fields.done());
  for (const auto& [name, number] :
       {std::pair{"letter_days", file.letter_days}, std::pair{"mail_hours", file.mail_hours}, std::pair{"letters_per_file", file.letters_per_file}})
    if (number && (*number < 1 || *number > 5000)) return failure(ErrorKind::invalid, "the number is not between 1 and 5,000", fields.where(name));
  return file;
}

// What the file leaves out, the facts of the incident may know.
void fill_from_facts(SenderFile& file, const Incident& incident, const Meanings& meanings) {
  if (const auto* contact = incident.latest<fact::ContactNamed>()) {
    if (file.dpo.empty()) file.dpo = contact->name;
    if (file.phone.empty()) file.phone = contact->phone.value_or("");
    if (file.mail.empty()) file.mail = contact->email.value_or("");
  }
  if (file.processor.empty())
    if (const auto* alert = incident.latest<fact::ProcessorAlertReceived>()) file.processor = alert->party;
  if (file.processor.empty())
    for (const auto* party : incident.all<fact::PartyInvolved>())
      if (party->role == word::PartyRole::processor) file.processor = party->name;
  const auto* cause = incident.latest<fact::CauseEstablished>();
  if (file.cause.empty()) file.cause = cause == nullptr ? "unknown" : meaning(meanings.cause, std::string(text_of(cause->cause)), "unknown");
}

void fill_from_config(SenderFile& file, const Config& config) {
  for (const auto& [key, text] : {std::pair{"contact.name", &file.dpo}, std::pair{"contact.phone", &file.phone}, std::pair{"contact.email", &file.mail}})
    if (text->empty()) *text = config.text(key);
  if (file.post.empty()) file.post = joined(config.texts("organisation.address"), ", ");
  if (file.language.empty() && config.is_set("letters.language")) file.language = config.text("letters.language");
  if (const std::string hours = config.text("contact.hours"); file.phone_hours.empty() && !hours.empty())
    file.phone_hours[config.text("letters.language")] = hours;
}

void borrow(SenderFile& file, const SenderFile& drill, std::vector<std::string>& invented) {
  for (const auto& [name, mine, theirs] :
       {std::tuple{"phone", &file.phone, &drill.phone}, std::tuple{"post", &file.post, &drill.post}, std::tuple{"mail", &file.mail, &drill.mail},
        std::tuple{"dpo", &file.dpo, &drill.dpo}, std::tuple{"official_site", &file.official_site, &drill.official_site}}) {
    if (!mine->empty()) continue;
    *mine = *theirs;
    invented.emplace_back(name);
  }
  if (file.measures.empty() && file.own_measures.empty()) {
    file.measures = drill.measures;
    invented.emplace_back("measures");
  }
  if (file.phone_hours.empty()) {
    file.phone_hours = drill.phone_hours;
    invented.emplace_back("phone_hours");
  }
}

bool nothing_left(const Incident& incident) {
  using word::Exfiltration;
  const auto* assessed = incident.latest<fact::ExfiltrationAssessed>();
  return assessed != nullptr && (assessed->exfiltration == Exfiltration::excluded || assessed->exfiltration == Exfiltration::none);
}

// How sure it is that somebody read the data. That data are gone or changed is seen at home.
Certainty certainty_of(const Incident& incident, Nature nature) {
  using word::Exfiltration;
  if (harm_of(nature) != Harm::read) return Certainty::confirmed;
  const auto* assessed = incident.latest<fact::ExfiltrationAssessed>();
  const auto* data = incident.latest<fact::DataExposed>();
  if (nothing_left(incident) || (assessed != nullptr && assessed->exfiltration == Exfiltration::unlikely)) return Certainty::not_excluded;
  if ((assessed != nullptr && assessed->exfiltration == Exfiltration::unknown) || (data != nullptr && data->possible_only.value_or(false)))
    return Certainty::possible;
  return Certainty::confirmed;  // the persons were found in what was taken
}

// The cause says it, unless the facts say that confidentiality was not hit at all.
Nature nature_in(const Incident& incident, const SenderFile& file, const Meanings& meanings) {
  const Nature by_cause = nature_of(meaning(meanings.nature, file.cause, "stolen")).value_or(Nature::stolen);
  const auto* established = incident.latest<fact::NatureEstablished>();
  if (established == nullptr || established->nature.empty() || harm_of(by_cause) != Harm::read) return by_cause;
  const auto hit = [&](word::Nature one) { return std::find(established->nature.begin(), established->nature.end(), one) != established->nature.end(); };
  if (hit(word::Nature::confidentiality)) return by_cause;
  if (hit(word::Nature::integrity)) return Nature::altered;
  return established->availability == word::AvailabilityState::permanent ? Nature::destroyed : Nature::unavailable;
}

// "Strangers copied data" is not said where nobody read any.
std::string cause_in(const SenderFile& file, Nature nature, const Meanings& meanings) {
  if (harm_of(nature) == Harm::read || meaning(meanings.nature, file.cause, "stolen") == name_of(nature)) return file.cause;
  const std::string otherwise = meaning(meanings.unread, fmt::format("any/{}", name_of(nature)), "unknown");
  return meaning(meanings.unread, fmt::format("{}/{}", file.cause, name_of(nature)), otherwise);
}

Result<Campaign> campaign_of(World& world, const Incident& incident, const SenderFile& file, const Meanings& meanings, const AuthorityProfile& authority) {
  Campaign campaign;
  campaign.organisation = world.store->info().name;
  campaign.nature = nature_in(incident, file, meanings);
  campaign.cause = cause_in(file, campaign.nature, meanings);
  campaign.processor = file.processor;
  const auto awareness = incident.awareness();
  const Instant discovered = awareness ? awareness->at : incident.head().opened_at;
  campaign.discovered_on = authority.zone.date(discovered);
  const auto* happened = incident.latest<fact::BreachHappened>();
  campaign.happened_on = happened != nullptr && happened->begin ? authority.zone.date(*happened->begin) : campaign.discovered_on;
  if (const auto* safe = incident.latest<fact::DataNotExposed>())
    for (const auto kind : safe->kinds)
      if (const std::string id = meaning(meanings.kind, std::string(text_of(kind)), ""); !id.empty()) campaign.kinds_not_exposed.push_back(id);
  campaign.measures = file.measures;
  campaign.own_measures = file.own_measures;
  campaign.phone = file.phone;
  campaign.post = file.post;
  campaign.mail = file.mail;
  campaign.dpo = file.dpo;
  campaign.authority = file.authority.empty() ? authority.name_in(authority.languages.empty() ? "en" : authority.languages.front()) : file.authority;
  campaign.phone_hours = file.phone_hours;
  std::string country = lower_ascii(world.store->info().country);
  if (const auto toml = resource(fmt::format("law/help/{}.toml", country))) {
    TRY(help, country_help_of(*toml, "law/help/" + country + ".toml"));
    campaign.help = help.sure();
  }
  campaign.official_site = file.official_site;
  campaign.other_senders = file.other_senders.value_or(false);
  campaign.other_formats = file.other_formats.value_or(false);
  campaign.no_liability = file.no_liability.value_or(true);
  return campaign;
}

json::object json_of_table(const Table& table) {
  json::object object;
  for (const auto& [key, text] : table) object[key] = text;
  return object;
}
json::array json_of_list(const std::vector<std::string>& list) { return json::array(list.begin(), list.end()); }

json::array json_of_help(const std::vector<HelpEntry>& help) {
  json::array array;
  for (const HelpEntry& entry : help) array.push_back({entry.id, entry.name, json_of_table(entry.names), entry.contact});
  return array;
}

Digest digest_of_words(const NoticeWords& words) {
  const Campaign& campaign = words.campaign;
  json::object own, overrules;
  for (const auto& [rule, reason] : words.overrules) overrules[name_of(rule)] = reason;
  for (const auto& [language, sentences] : campaign.own_measures) own[language] = json_of_list(sentences);
  const json::object said = {{"organisation", campaign.organisation},
                             {"nature", static_cast<int>(campaign.nature)},
                             {"cause", campaign.cause},
                             {"processor", campaign.processor},
                             {"happened_on", iso_date(campaign.happened_on)},
                             {"discovered_on", iso_date(campaign.discovered_on)},
                             {"kinds_not_exposed", json_of_list(campaign.kinds_not_exposed)},
                             {"measures", json_of_list(campaign.measures)},
                             {"own_measures", own},
                             {"phone", campaign.phone},
                             {"post", campaign.post},
                             {"mail", campaign.mail},
                             {"dpo", campaign.dpo},
                             {"authority", campaign.authority},
                             {"phone_hours", json_of_table(campaign.phone_hours)},
                             {"official_site", campaign.official_site},
                             {"other_senders", campaign.other_senders},
                             {"other_formats", campaign.other_formats},
                             {"no_liability", campaign.no_liability},
                             {"controllers", json_of_table(words.controllers)},
                             {"help", json_of_help(campaign.help)},
                             {"large_print", words.large_print},
                             {"overrules", overrules}};
  Sha256 sum;
  sum.add(canonical(said));
  for (const std::string& language : languages())
    for (const char* file : {"notice.toml", "notice-easy.toml"})
      if (const auto text = resource(fmt::format("texts/{}/{}", language, file))) sum.add(*text);
  sum.add(*resource("law/notices/kinds.toml"));
  return sum.finish();
}

// Dates that nobody recorded.
std::vector<std::string> missing_facts(const Incident& incident) {
  std::vector<std::string> missing;
  const auto* happened = incident.latest<fact::BreachHappened>();
  if (happened == nullptr || !happened->begin) missing.emplace_back("breach_happened");
  if (!incident.awareness()) missing.emplace_back("became_aware");
  return missing;
}

Result<void> read_shipped(NoticeWords& words, const std::string& window) {
  for (const std::string& language : languages()) {
    const std::string name = fmt::format("texts/{}/notice.toml", language);
    TRY(texts, notice_texts_of(*resource(name), name));
    words.texts.emplace(language, std::move(texts));
    const std::string easy = fmt::format("texts/{}/notice-easy.toml", language);
    if (const auto toml = resource(easy)) {
      TRY(easy_texts, easy_notice_texts_of(*resource(name), *toml, easy));
      words.texts.emplace(language + "-easy", std::move(easy_texts));
    }
  }
  TRY(kinds, data_kinds_of(*resource("law/notices/kinds.toml"), "law/notices/kinds.toml"));
  words.kinds = kinds;
  TRY(sites, mail_sites_of(*resource("law/notices/mail-sites.toml"), "law/notices/mail-sites.toml"));
  words.sites = sites;
  for (const Resource& one : resources_under("law/letters/address-")) {
    TRY(rule, postal_rule_of(one.text, one.name));
    words.posts.emplace(rule.country, rule);
  }
  const std::string name = fmt::format("law/letters/window-{}.toml", window);
  const auto profile = resource(name);
  if (!profile)
    return failure(ErrorKind::invalid, "there is no such envelope", fmt::format("notices.toml: window \"{}\"", window), "see law/letters/window-*.toml");
  TRY(read, window_profile_of(*profile, name));
  words.window = read;
  return {};
}

Result<void> set_rule(NoticeWords& words, const SenderFile& file) {
  if (!file.channels.empty()) words.channels.clear();
  for (const std::string& name : file.channels) {
    const auto channel = notice_channel_of(name);
    if (!channel || *channel == NoticeChannel::none) return failure(ErrorKind::invalid, "there is no such channel", "notices.toml: channels", "letter, mail");
    words.channels.push_back(*channel);
  }
  words.letter_days = file.letter_days.value_or(words.letter_days);
  words.mail_hours = file.mail_hours.value_or(words.mail_hours);
  words.letters_per_file = static_cast<std::size_t>(file.letters_per_file.value_or(5000));
  if (!words.texts.contains(words.language))
    return failure(ErrorKind::invalid, "there are no texts in this language", "notices.toml: language", joined(languages(), ", "));
  return {};
}

// Made once; without it nobody can tell a code of ours from another.
Result<CheckKey> check_key_of(World& world) {
  constexpr std::string_view setting = "notice_check_key";
  TRY(known, world.store->setting(setting));
  if (known) return CheckKey(*known);
  const std::string fresh = hex(world.workshop.random().bytes(32));
  TRY_DO(world.store->set_setting(setting, fresh));
  return CheckKey(fresh);
}

}  // namespace

Campaign NoticeWords::in_the_name_of(const std::string& controller) const {
  Campaign named = campaign;
  if (const auto own = controllers.find(controller); own != controllers.end()) named.organisation = own->second;
  return named;
}

const NoticeTexts& NoticeWords::texts_in(const std::string& wanted) const { return texts.at(wanted); }

Result<NoticeWords> notice_words(World& world, const Incident& incident, const Config& config) {
  TRY(meanings, Meanings::shipped());
  TRY(law, Law::shipped());
  TRY(authority, law.authority(incident.head().authority));
  const std::string path = world.store_dir + "/notices.toml";
  SenderFile file;
  if (world.workshop.files().exists(path)) {
    TRY(toml, world.workshop.files().read(path, file_bytes_max));
    TRY(read, sender_file_of(toml, path));
    file = read;
  }
  fill_from_facts(file, incident, meanings);
  fill_from_config(file, config);
  NoticeWords words;
  words.simulated = world.store->info().simulated;
  if (words.simulated) {
    TRY(drill, sender_file_of(*resource(drill_file), std::string(drill_file)));
    borrow(file, drill, words.invented);
  }
  const std::string& country = world.store->info().country;
  TRY_DO(read_shipped(words, file.window.empty() ? meaning(meanings.window, country, "de-5008-b") : file.window));
  TRY(campaign, campaign_of(world, incident, file, meanings, *authority));
  words.campaign = campaign;
  std::vector<std::string> missing = missing_facts(incident);
  std::vector<std::string>& noted = words.simulated ? words.invented : words.missing;
  noted.insert(noted.end(), missing.begin(), missing.end());
  words.sender = {campaign.organisation, config.is_set("mail.from") ? config.text("mail.from") : file.mail};
  words.controllers = file.controllers;
  words.large_print = file.large_print.value_or(false);
  words.insured_is_guardian = file.insured_is_guardian.value_or(true);
  TRY(check_key, check_key_of(world));
  words.check_key = check_key;
  TRY(overrules, lint_overrules_of(file.overrules));
  words.overrules = overrules;
  words.language = file.language.empty() ? meaning(meanings.language, country, "en") : file.language;
  TRY_DO(set_rule(words, file));
  words.zone = authority->zone;
  words.certainty = certainty_of(incident, campaign.nature);
  words.digest = digest_of_words(words);
  return words;
}

}  // namespace tocsin
