#include "exposures/text_search.h"

#include <gtest/gtest.h>

#include "exposures/columns.h"
#include "exposures/mapping.h"

namespace tocsin {
namespace {

std::string found_in(std::string_view text, std::string_view country = "") {
  std::string found;
  for (const TextHit& hit : hits_in_text(text, {.country = country, .latest_year = 2026}, HeaderWords::shipped()))
    found += (found.empty() ? "" : "; ") + std::string(hit.kind) + ":" + std::string(text.substr(hit.begin, hit.size));
  return found;
}

TEST(TextSearch, Sentences) {
  struct {
    const char *text, *found;
  } const stories[] = {
      {"Madame Dupont, NIR 1 85 02 99 123 456 56, a appele.", "fr_nir:1 85 02 99 123 456 56"},
      {"Matricule: 1979022812314 (voir dossier)", "lu_matricule:1979022812314"},
      {"Bitte an LU12 0010 0012 3456 7891 ueberweisen.", "iban:LU12 0010 0012 3456 7891"},
      {"Schreiben Sie an jane.doe+x@example.org. Danke.", "email:jane.doe+x@example.org"},
      {"Mijn BSN is 123456782.", "nl_bsn:123456782"},
      {"Bestelling 123456782 is verzonden.", ""},  // nine digits that pass by chance
      {"Rappelez-moi au +352 621 123 456 svp", "phone:+352 621 123 456"},
      {"rekening: 85073003328 rijksregisternummer", "be_nn:85073003328"},
      {"geboren am 23.04.1985 in Trier", "birth_date:23.04.1985"},
      {"Vertrag vom 23.04.2015", ""},
      {"Versichertennummer K102938474, Diabetes bekannt", "de_kvnr:K102938474; health_text:Diabetes"},
      {"Rechnung 2024-0815 ueber 12,50 EUR", ""},
      {"", ""},
  };
  for (const auto& story : stories) EXPECT_EQ(found_in(story.text), story.found) << story.text;
}

TEST(Columns, what_stands_inside_sentences_is_told) {
  std::vector<TextRow> rows;
  for (int i = 0; i < 50; ++i)
    rows.push_back({i % 2 == 0 ? "Client joignable sous a" + std::to_string(i) + "@example.org, merci de rappeler"
                               : "Client souffrant d'asthme, dossier a completer demain"});
  const auto finding = find_columns(std::vector<std::string>{"commentaire"}, rows, {.country = "FR", .today = std::chrono::year{2026} / 11 / 22}).at(0);
  EXPECT_EQ(finding.kind, "free_text");
  ASSERT_EQ(finding.inside.size(), 2U);
  EXPECT_EQ(finding.inside[0].kind, "email");
  EXPECT_DOUBLE_EQ(finding.inside[0].share, 0.5);
  EXPECT_EQ(finding.inside[1].kind, "health_text");
  EXPECT_EQ(finding.special, "health");
}

TEST(Columns, special_categories_children_and_the_error_of_the_sample) {
  std::vector<TextRow> rows;
  for (int i = 0; i < 400; ++i) rows.push_back({i % 4 == 0 ? "12.05.2015" : "12.05.1970", "rk", "Mia"});
  const auto found = find_columns(std::vector<std::string>{"Geburtsdatum", "Konfession", "Name des Kindes / Kind"}, rows,
                                  {.country = "DE", .today = std::chrono::year{2026} / 11 / 22});
  EXPECT_DOUBLE_EQ(found[0].minors, 0.25);
  EXPECT_LT(found[0].share_error, 0.01);
  EXPECT_EQ(found[1].special, "religion");
  EXPECT_EQ(found[2].special, "children");
  EXPECT_NEAR(share_error_of(0.5, 400), 0.049, 0.001);
  EXPECT_GT(share_error_of(1, 10), 0.1);  // ten out of ten proves little
}

TEST(Mapping, WhatIsWrittenIsRead) {
  const std::vector<MappedTable> tables{
      {"extract.csv", "", "ORGANISME", {{"NIR \"OD\"\n", "fr_nir", {}}, {"DDN", "birth_date", identifiers::DateOrder::month_first}}},
      {"a.zip", "b.csv", {}, {{"1", "other", {}}}}};
  const auto back = mapping_of(toml_of_mapping(tables), "mapping.toml");
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(*back, tables);
}

TEST(Mapping, WhatIsWrongIsSaid) {
  for (const char* bad : {"version = 2", "version = 1\nx = 1", "version = 1\n[[table]]\nfile = \"a\"\n[[table.column]]\nname = \"x\"\nkind = \"nonsense\"",
                          "version = 1\n[[table]]\nfile = \"a\"\n[[table]]\nfile = \"a\"",
                          "version = 1\n[[table]]\nfile = \"a\"\n[[table.column]]\nname = \"x\"\nkind = \"date\"\ndate_order = \"x\""})
    EXPECT_FALSE(mapping_of(bad, "mapping.toml")) << bad;
}

}  // namespace
}  // namespace tocsin
