// For tests only: an invented campaign and an invented person.

#pragma once

#include <stdexcept>

#include "notices/notice.h"
#include "resources/resources.h"

namespace tocsin::sample {

using namespace std::chrono_literals;

inline const NoticeTexts& texts(const std::string& language) {
  static std::map<std::string, NoticeTexts> read;
  if (const auto known = read.find(language); known != read.end()) return known->second;
  const std::string code = language.substr(0, language.find('-')), file = "texts/" + code + "/notice.toml", easy = "texts/" + code + "/notice-easy.toml";
  auto texts = code == language ? notice_texts_of(*resource(file), file) : easy_notice_texts_of(*resource(file), *resource(easy), easy);
  if (!texts) throw std::runtime_error(texts.error().where + ": " + texts.error().what);
  return read.emplace(language, std::move(*texts)).first->second;
}
// "de" and "de-easy": a language is a folder of texts/ with a notice in it: whoever adds the file has added the language.
inline std::vector<std::string> languages() {
  std::vector<std::string> all;
  for (const Resource& one : resources_under("texts/"))
    if (one.name.ends_with("/notice.toml")) all.emplace_back(one.name.substr(6, one.name.find('/', 6) - 6));
  return all;
}
inline std::vector<std::string> languages_and_variants() {
  std::vector<std::string> all = languages();
  for (const Resource& one : resources_under("texts/"))
    if (one.name.ends_with("/notice-easy.toml")) all.emplace_back(std::string(one.name.substr(6, one.name.find('/', 6) - 6)) + "-easy");
  return all;
}
inline const DataKinds& kinds() {
  static const DataKinds read = data_kinds_of(*resource("law/notices/kinds.toml"), "law/notices/kinds.toml").value();
  return read;
}

inline Campaign campaign() {
  return {.id = *CampaignId::of("00112233445566778899aabbccddeeff"),
          .organisation = "Mutuelle Exemple",
          .nature = Nature::stolen,
          .cause = "stolen_credentials",
          .processor = "Tiers Payant Modèle",
          .happened_on = 2026y / 11 / 18,
          .discovered_on = 2026y / 11 / 20,
          .sent_on = 2026y / 12 / 1,
          .kinds_not_exposed = {"bank_account", "health", "postal_address"},
          .measures = {"processor_cut", "authority_notified", "police_informed", "watch_for_data"},
          .phone = "0 800 123 456",
          .post = "BP 10203, 75001 Paris",
          .mail = "dpo@mutuelle.example",
          .dpo = "Camille Délégué",
          .authority = "CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07",
          .phone_hours = {{"fr", "gratuit, du lundi au samedi de 8 h à 20 h"},
                          {"de", "kostenfrei, Montag bis Samstag von 8 bis 20 Uhr"},
                          {"en", "free of charge, Monday to Saturday, 8 am to 8 pm"},
                          {"lb", "gratis, méindes bis samschdes vun 8 bis 20 Auer"},
                          {"nl", "gratis, maandag tot en met zaterdag van 8 tot 20 uur"}},
          .official_site = "www.mutuelle.example",
          .other_senders = true};
}

inline NoticeRow row() {
  return {.person = "p-17",
          .controller = "mutuelle-exemple",
          .recipient = "Mme Anne Exemple",
          .kinds = {"name", "birth_date", "social_security_number", "insurer", "contract"},
          .check_code = "7K3M-9QTX-2F"};
}

}  // namespace tocsin::sample
