#include "documents/postal_address.h"

#include <gtest/gtest.h>

#include "resources/resources.h"

namespace tocsin {
namespace {

PostalRules rules() {
  PostalRules all;
  for (const Resource& file : resources_under("law/letters/address-")) {
    auto rule = postal_rule_of(file.text, file.name);
    EXPECT_TRUE(rule) << file.name << ": " << rule.error().what << " " << rule.error().where;
    if (rule) all.emplace(rule->country, *rule);
  }
  return all;
}

std::string lines_or_reason(const PostalAddress& address, const MailingFrom& from) {
  const auto result = address_lines(address, from, rules());
  if (const auto* reason = std::get_if<HeldBecause>(&result)) return "held: " + std::string(name_of(*reason));
  std::string all;
  for (const std::string& line : std::get<0>(result)) all += all.empty() ? line : " | " + line;
  return all;
}

TEST(PostalAddress, AsEachCountrysPostReadsIt) {
  struct Case {
    const char* name;
    PostalAddress address;
    MailingFrom from;
    const char* lines;
  };
  const Case cases[] = {
      {"France: last line in capitals",
       {"Mme Anne Exemple", {"Appartement 4"}, "rue de l'Église", "12", "75001", "Paris", "FR"},
       {"FR", "fr"},
       "Mme Anne Exemple | Appartement 4 | 12 rue de l'Église | 75001 PARIS"},
      {"France: accents stay in capitals",
       {"M. Luc Essai", {}, "place du Marché", "3", "42000", "Saint-Étienne", "FR"},
       {"FR", "fr"},
       "M. Luc Essai | 3 place du Marché | 42000 SAINT-ÉTIENNE"},
      {"Netherlands: two spaces before the town",
       {"J. de Voorbeeld", {}, "Kerkstraat", "8-II", "1017gp", "Amsterdam", "NL"},
       {"NL", "nl"},
       "J. de Voorbeeld | Kerkstraat 8-II | 1017 GP  AMSTERDAM"},
      {"Germany: no country letter",
       {"Frau Erika Beispiel", {"bei Muster"}, "Musterweg", "17 a", "D-50667", "Köln", "DE"},
       {"DE", "de"},
       "Frau Erika Beispiel | bei Muster | Musterweg 17 a | 50667 Köln"},
      {"Luxembourg: L- and a comma",
       {"M. Jos Beispill", {}, "route de Longwy", "71", "4750", "Pétange", "LU"},
       {"LU", "fr"},
       "M. Jos Beispill | 71, route de Longwy | L-4750 PÉTANGE"},
      {"from Luxembourg to Germany: a country line",
       {"Erika Beispiel", {}, "Musterweg", "1", "50667", "Köln", "DE"},
       {"LU", "fr"},
       "Erika Beispiel | Musterweg 1 | 50667 Köln | ALLEMAGNE"},
      {"number already in the street",
       {"Erika Beispiel", {}, "Musterweg 1", "", "50667", "Köln", "DE"},
       {"DE", "de"},
       "Erika Beispiel | Musterweg 1 | 50667 Köln"},
      {"white space around",
       {" Erika Beispiel ", {" "}, " Musterweg ", " 1", "50667 ", " Köln", "DE"},
       {"DE", "de"},
       "Erika Beispiel | Musterweg 1 | 50667 Köln"},
      {"no recipient", {"", {}, "Musterweg", "1", "50667", "Köln", "DE"}, {"DE", "de"}, "held: address_missing"},
      {"no street at all", {"Erika Beispiel", {}, "", "", "50667", "Köln", "DE"}, {"DE", "de"}, "held: address_missing"},
      {"four digits in Germany", {"Erika Beispiel", {}, "Musterweg", "1", "5066", "Köln", "DE"}, {"DE", "de"}, "held: postcode_wrong"},
      {"letters missing in the Netherlands", {"J. de Voorbeeld", {}, "Kerkstraat", "8", "1017", "Amsterdam", "NL"}, {"NL", "nl"}, "held: postcode_wrong"},
      {"no postcode", {"Erika Beispiel", {}, "Musterweg", "1", "", "Köln", "DE"}, {"DE", "de"}, "held: postcode_wrong"},
      {"a country without a rule", {"A. Nobody", {}, "Main Street", "1", "12345", "Springfield", "US"}, {"DE", "de"}, "held: country_unknown"},
      {"39 characters in France",
       {"Mme Anne-Charlotte Exemple de la Montagne", {}, "rue X", "1", "75001", "Paris", "FR"},
       {"FR", "fr"},
       "held: address_line_too_long"},
      {"seven lines", {"Mme A", {"a", "b", "c", "d"}, "rue X", "1", "75001", "Paris", "FR"}, {"FR", "fr"}, "held: address_too_many_lines"},
  };
  for (const Case& one : cases) EXPECT_EQ(lines_or_reason(one.address, one.from), one.lines) << one.name;
}

}  // namespace
}  // namespace tocsin
