#include "documents/forms/form_texts.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

const FormPack& edpb() {
  static const FormPack pack = *shipped_form("edpb-1.0");
  return pack;
}
FormTexts texts(std::string_view language) {
  auto texts = shipped_form_texts(edpb(), language);
  EXPECT_TRUE(texts.has_value()) << texts.error().what << texts.error().where;
  return *texts;
}

TEST(FormTexts, BothLanguagesSayEverything) {
  const FormTexts english = texts("en"), french = texts("fr");
  ASSERT_EQ(english.all().size(), french.all().size());
  for (const auto& [id, text] : english.all()) {
    ASSERT_TRUE(french.all().contains(id)) << id;
    EXPECT_LT(french.text(id).size(), 3 * text.size() + 20) << id;
  }
}

TEST(FormTexts, ALanguageThatDoesNotExistIsNamed) {
  const auto none = shipped_form_texts(edpb(), "la");
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().kind, ErrorKind::not_found);
}

TEST(FormTexts, AMissingAndAnUnneededTextAreFound) {
  std::string file(*resource("texts/en/form-edpb.toml"));
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string changed = file;
    changed.replace(changed.find(from), from.size(), to);
    return FormTexts::of(edpb(), "en", {"en.toml", changed}, {"facts.toml", *resource("texts/en/facts.toml")});
  };
  EXPECT_NE(with("severity = \"How grave is that harm at worst?\"", "").error().what.find("question.severity"), std::string::npos);
  EXPECT_NE(with("[help]", "[help]\nnobody = \"x\"").error().what.find("help.nobody"), std::string::npos);
  EXPECT_NE(FormTexts::of(edpb(), "en", {"en.toml", file}, {"facts.toml", ""}).error().what.find("data_kind."), std::string::npos);
  EXPECT_NE(with("minor = \"Slight\"", "minor = \"\"").error().where.find("option.minor"), std::string::npos);
}

struct Said {
  std::string_view key;
  Answer answer;
  std::string_view english, french;
};

TEST(FormTexts, AnswersAsPeopleReadThem) {
  const std::vector<Said> rows = {
      {"persons_number", {std::int64_t{260'000}, Knowledge::known, {}, {}}, "260,000", "260\u00a0000"},
      {"persons_number",
       {std::int64_t{260'000}, Knowledge::estimated, 250'000, 300'000},
       "about 260,000 (between 250,000 and 300,000)",
       "environ 260\u00a0000 (entre 250\u00a0000 et 300\u00a0000)"},
      {"controller_aware_at", {"2026-11-20T18:20:00+01:00", Knowledge::known, {}, {}}, "2026-11-20 18:20 (UTC+01:00)", "2026-11-20 18:20 (UTC+01:00)"},
      {"controller_aware_at", {"2026-11-20T18:20:09Z", Knowledge::known, {}, {}}, "2026-11-20 18:20:09 (UTC)", "2026-11-20 18:20:09 (UTC)"},
      {"breach_nature",
       {std::vector<std::string>{"integrity"}, Knowledge::known, {}, {}},
       "Integrity: data were changed that should not have been",
       "Intégrité\u00a0: des données ont été modifiées à tort"},
      {"cause", {{}, Knowledge::unknown_yet, {}, {}}, "to be determined", "à déterminer"},
      {"cause", {"to_be_determined", Knowledge::known, {}, {}}, "to be determined", "à déterminer"},
      {"own_reference", {{}, Knowledge::not_applicable, {}, {}}, "does not apply", "sans objet"},
      {"own_reference", {{}, Knowledge::withheld, {}, {}}, "withheld", "non communiqué"},
      {"lead_authority", {"nl-ap", Knowledge::known, {}, {}}, "Autoriteit Persoonsgegevens", "Autoriteit Persoonsgegevens"},
      {"description", {"nl-ap", Knowledge::known, {}, {}}, "nl-ap", "nl-ap"},
      {"persons_per_country", {NumbersByCountry{{"FR", 2000}, {"LU", 3}}, Knowledge::known, {}, {}}, "FR: 2,000; LU: 3", "FR: 2\u00a0000; LU: 3"},
      {"dpo_designated", {false, Knowledge::known, {}, {}}, "No", "Non"},
  };
  const FormTexts english = texts("en"), french = texts("fr");
  for (const Said& row : rows) {
    SCOPED_TRACE(row.english);
    EXPECT_EQ(words_of(edpb(), english, *edpb().field(row.key), row.answer), row.english);
    EXPECT_EQ(words_of(edpb(), french, *edpb().field(row.key), row.answer), row.french);
  }
}

}  // namespace
}  // namespace tocsin
