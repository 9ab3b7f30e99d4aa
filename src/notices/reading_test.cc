#include "notices/reading.h"

#include <gtest/gtest.h>

#include "notices/sample_notice.h"
#include "notices/told.h"

namespace tocsin {
namespace {

using Words = std::vector<std::string>;

TEST(Reading, SentencesEndWhereReadersStop) {
  struct Case {
    const char *name, *text;
    std::vector<Words> wanted;
  };
  const Case cases[] = {
      {"two sentences", "Call us. We help.", {{"call", "us"}, {"we", "help"}}},
      {"bold ends with its point", "**Cards.** Somebody pays.", {{"cards"}, {"somebody", "pays"}}},
      {"a German date", "Am 20. November 2026 entdeckt.", {{"am", "20", "november", "2026", "entdeckt"}}},
      {"an abbreviation of single letters", "Das ist z. B. ein Konto.", {{"das", "ist", "z", "b", "ein", "konto"}}},
      {"a list item without a point", "your name\nyour address", {{"your", "name"}, {"your", "address"}}},
      {"an apostrophe and a hyphen belong to the word", "L’e-mail arrive.", {{"l’e-mail", "arrive"}}},
      {"nothing", " \n ", {}},
  };
  for (const Case& one : cases) EXPECT_EQ(sentences_of(one.text), one.wanted) << one.name;
}

TEST(Reading, CountsSyllablesAsTheyAreSpoken) {
  struct Case {
    const char *language, *word;
    std::size_t wanted;
  };
  const Case cases[] = {{"en", "data", 2},     {"en", "make", 1},     {"en", "table", 2},        {"en", "stopped", 1},      {"en", "wanted", 2},
                        {"en", "idea", 3},     {"de", "Daten", 2},    {"de", "Versicherung", 4}, {"de", "heute", 2},        {"fr", "donnée", 2},
                        {"fr", "votre", 1},    {"fr", "adresse", 2},  {"fr", "naïf", 2},         {"nl", "geïnformeerd", 4}, {"nl", "gegevens", 3},
                        {"lb", "Donnéeën", 3}, {"nl", "rekening", 3}, {"en", "xyz", 1},          {"en", "1970", 1}};
  for (const Case& one : cases) EXPECT_EQ(syllables_of(one.word, one.language), one.wanted) << one.language << " " << one.word;
}

// Worked by hand: 2 sentences, 8 words, 9 syllables (mon-ey); no word of seven letters.
TEST(Reading, TheFormulaIsTheOneOfTheLanguage) {
  const Reading english = reading_of("We lost your money today. Call us now.", "en");
  EXPECT_EQ(english.sentences, 2u);
  EXPECT_EQ(english.words, 8u);
  EXPECT_EQ(english.syllables, 10u);
  EXPECT_NEAR(english.score, 206.835 - 1.015 * 4 - 84.6 * 1.25, 1e-9);
  EXPECT_EQ(reading_of("Wir haben Ihr Geld verloren.", "de").formula, ReadingFormula::amstad);
  EXPECT_EQ(reading_of("Wij zijn uw geld kwijt.", "nl").formula, ReadingFormula::douma);
  EXPECT_EQ(reading_of("Nous avons perdu votre argent.", "fr").formula, ReadingFormula::kandel_moles);
  const Reading other = reading_of("Mir hunn Är Informatiounen verluer.", "lb");
  EXPECT_EQ(other.formula, ReadingFormula::lix);
  EXPECT_DOUBLE_EQ(other.score, 5 + 100.0 * 2 / 5);
}

TEST(Reading, OfficialeseIsTooHardAndPlainWordsAreEasy) {
  const char* hard =
      "Im Rahmen der Durchführung datenschutzrechtlicher Verarbeitungstätigkeiten kam es zu einer sicherheitsrelevanten Unregelmäßigkeit hinsichtlich "
      "personenbezogener Versichertenstammdaten.";
  EXPECT_EQ(ease_of(reading_of(hard, "de")), Ease::too_hard);
  EXPECT_EQ(ease_of(reading_of("Diebe haben Ihre Daten. Rufen Sie uns an. Wir helfen Ihnen.", "de")), Ease::easy);
  EXPECT_EQ(ease_of(reading_of("", "de")), Ease::easy);
}

// The easy variant must be easier than the plain text, or it is none.
TEST(Reading, TheEasyVariantIsEasier) {
  for (const std::string& language : sample::languages()) {
    const auto lix = [&](const std::string& variant) {
      const Notice notice = notice_of(sample::campaign(), sample::row(), sample::texts(variant), sample::kinds()).value();
      return lix_of(reading_of(mailbox_text_of(notice).body, language));
    };
    EXPECT_LT(lix(language + "-easy"), lix(language)) << language;
  }
}

}  // namespace
}  // namespace tocsin
