#include <gtest/gtest.h>

#include <cctype>

#include "records/canonical.h"
#include "records/names.h"

namespace tocsin {
namespace {

TEST(Names, WritingsOfOneNameAreEqual) {
  for (const char* name : {"MÜLLER", "Mueller", "muller", " Müller ", "Mu\xCC\x88ller"}) EXPECT_EQ(folded_name(name), "muller") << name;
  for (const char* name : {"Jean-Pierre", "JEAN PIERRE", "jean  pierre"}) EXPECT_EQ(folded_name(name), "jean pierre") << name;
  EXPECT_EQ(folded_name("O'Neill"), "oneill");
  EXPECT_EQ(folded_name("Weiß"), folded_name("WEISS"));
  EXPECT_EQ(folded_name("Mme Lefèvre"), "lefevre");
  EXPECT_EQ(folded_name("Dr"), "dr");
  EXPECT_EQ(folded_name("Łukasz"), "lukasz");
  EXPECT_EQ(folded_name("Иванов"), folded_name("ИВАНОВ"));
  EXPECT_EQ(folded_name(""), "");
  EXPECT_NE(folded_name("Anna"), folded_name("Hanna"));
}

TEST(Names, FullNames) {
  struct {
    const char *full, *family, *given;
  } const stories[] = {
      {"DUPONT Jean", "DUPONT", "Jean"},
      {"Dupont, Jean", "Dupont", "Jean"},
      {"Jean Dupont", "Dupont", "Jean"},
      {"Mme Anna van den Berg", "van den Berg", "Anna"},
      {"DUPONT JEAN", "DUPONT", "JEAN"},
      {"DE LA TOUR Marie", "DE LA TOUR", "Marie"},
      {"Dupont", "Dupont", ""},
      {"  ", "", ""},
      {"Berg, Anna, van den", "van den Berg", "Anna"},
  };
  for (const auto& story : stories) {
    const NameParts parts = split_full_name(story.full);
    EXPECT_EQ(parts.family, story.family) << story.full;
    EXPECT_EQ(parts.given, story.given) << story.full;
  }
}

TEST(Names, LettersOfOtherAlphabetsAsPassportsWriteThem) {
  EXPECT_EQ(folded_name("Шевченко"), folded_name("Shevchenko"));
  EXPECT_EQ(folded_name("Юлия Щербакова"), "iuliia shcherbakova");
  EXPECT_EQ(folded_name("Ковальчук"), "kovalchuk");
  EXPECT_EQ(folded_name("Παπαδόπουλος"), "papadopoylos");
  EXPECT_EQ(folded_name("Đorđević"), "dordevic");
  EXPECT_EQ(folded_name("Dvořák"), "dvorak");
  EXPECT_EQ(folded_name("Żółć"), "zolc");
}

// The fast way for usual letters and the slow way for all: one letter that only ICU knows must not change the rest.
TEST(Names, TheFastWayAndTheSlowWayAgree) {
  for (const char* name : {"Müller", "d'Épinay-Œuvrard", "Weiß 3", "Łukasz Ñandú", "Mme  Aeschbacher", "ueber", "Sjöström × Ångel", "æsir", "Ÿves", "auee"}) {
    const std::string slow = folded_name(std::string(name) + " \xD1\x85");
    EXPECT_EQ(folded_name(std::string(name) + " kh"), slow) << name;
  }
}

TEST(Names, TheCoreOfAFamilyName) {
  for (const char* name : {"van den Berg", "Van Den BERG", "Berg"}) EXPECT_EQ(name_core(folded_name(name)), "berg") << name;
  EXPECT_EQ(name_core(folded_name("de la Tour d'Auvergne")), "tourdauvergne");
  EXPECT_EQ(name_core(folded_name("Le")), "le");
}

TEST(Dates, Writings) {
  constexpr std::int32_t today = 20261122;
  struct {
    const char* text;
    std::int32_t day_first, month_first;
  } const stories[] = {
      {"1985-03-04", 19850304, 19850304},
      {"04/03/1985", 19850304, 19850403},
      {"04.03.1985", 19850304, 19850403},
      {"4-3-85", 19850304, 19850403},
      {"19850304", 19850304, 19850304},
      {"04031985", 19850304, 19850403},
      {"1985-03-04T00:00:00", 19850304, 19850304},
      {"04/03/1985 00:00", 19850304, 19850403},
      {"31110", 19850304, 19850304},
      {"31/12/26", 19261231, 0},
      {"01/01/1900", 0, 0},
      {"00/00/1985", 0, 0},
      {"30/02/1985", 0, 0},
      {"2030-01-01", 0, 0},
      {"1985", 0, 0},
      {"1985-03", 0, 0},
      {"soon", 0, 0},
      {"", 0, 0},
      {"1/2/3/4", 0, 0},
      {"99999999999999999999", 0, 0},
  };
  for (const auto& story : stories) {
    EXPECT_EQ(birth_date_of(story.text, DateOrder::day_first, today), story.day_first) << story.text;
    EXPECT_EQ(birth_date_of(story.text, DateOrder::month_first, today), story.month_first) << story.text;
  }
}

TEST(Dates, TheColumnSettlesTheOrder) {
  DateOrderEvidence open, american, european;
  for (const char* value : {"03/04/1985", "11/12/1990"}) open.add(value), american.add(value), european.add(value);
  american.add("03/25/1985");
  european.add("25/03/1985");
  EXPECT_TRUE(open.ambiguous());
  EXPECT_EQ(open.order(), DateOrder::day_first);
  EXPECT_FALSE(american.ambiguous());
  EXPECT_EQ(american.order(), DateOrder::month_first);
  EXPECT_EQ(european.order(), DateOrder::day_first);
}

TEST(Canonical, ARowBecomesARecord) {
  Canonicaliser canonicaliser({{"fr_nir"}, {"family_name"}, {"given_name"}, {"birth_date"}, {"insurer_code"}, {"health_text"}, {"other"}}, normal_forms("FR"),
                              20261122, {});
  CanonicalRecord record;
  const std::string_view child[] = {"1 85 02 99 123 456 56", "DUPONT", "Léa", "03/04/2010", "AMC 12", "asthma", "x"};
  ASSERT_TRUE(canonicaliser.read(child, record));
  EXPECT_EQ(record.family_name, "dupont");
  EXPECT_EQ(record.given_name, "lea");
  EXPECT_EQ(record.birth_date, 20100403);
  EXPECT_EQ(record.controller, "AMC 12");
  EXPECT_EQ(record.numbers.at(0).normal_form, "185029912345656");
  EXPECT_EQ(record.numbers.at(0).scope, NumberScope::shared);
  EXPECT_EQ(record.standing, Standing::dependant);
  EXPECT_EQ(record.filled, (std::vector<std::uint16_t>{0, 1, 2, 3, 4, 5}));

  const std::string_view father[] = {"185029912345656", "DUPONT", "Jean", "17/02/1985", "", "NULL", ""};
  ASSERT_TRUE(canonicaliser.read(father, record));
  EXPECT_EQ(record.standing, Standing::insured);
  EXPECT_EQ(record.controller, "");
  EXPECT_EQ(record.filled, (std::vector<std::uint16_t>{0, 1, 2, 3}));

  const std::string_view nobody[] = {"", "", " ", "17/02/1985", "AMC 12", "asthma", "x"};
  EXPECT_FALSE(canonicaliser.read(nobody, record));
}

TEST(Canonical, ANumberThatFitsItsRowIsTheBearersOwn) {
  Canonicaliser canonicaliser({{"fr_nir"}, {"birth_date"}, {"sex"}}, normal_forms("FR"), 20261122, {});
  struct {
    const char *name, *nir, *birth_date, *sex;
    bool of_bearer;
    Standing standing;
  } const stories[] = {
      {"their own", "185029912345656", "17/02/1985", "", true, Standing::insured},
      {"their own, and the sex fits", "185029912345656", "17/02/1985", "Homme", true, Standing::insured},
      {"a wife born in the same month", "185029912345656", "03/02/1985", "F", false, Standing::dependant},
      {"a child", "185029912345656", "17/02/2015", "1", false, Standing::dependant},
      {"the month of birth was not known", "185509912345656", "17/02/1985", "", false, Standing::insured},
      {"a digit is wrong", "185029912345650", "17/02/1985", "", false, Standing::insured},
      {"no birth date", "185029912345656", "", "", false, Standing::unknown},
  };
  CanonicalRecord record;
  for (const auto& story : stories) {
    const std::string_view row[] = {story.nir, story.birth_date, story.sex};
    ASSERT_TRUE(canonicaliser.read(row, record));
    EXPECT_EQ(record.numbers.at(0).of_bearer, story.of_bearer) << story.name;
    EXPECT_EQ(record.standing, story.standing) << story.name;
  }
}

TEST(Canonical, AFailedCheckDigitMakesAnOwnNumberAHint) {
  Canonicaliser canonicaliser({{"nl_bsn"}}, normal_forms("FR"), 20261122, {});
  CanonicalRecord record;
  const std::string_view good[] = {"123456782"}, bad[] = {"123456780"};
  ASSERT_TRUE(canonicaliser.read(good, record));
  EXPECT_EQ(record.numbers.at(0).scope, NumberScope::own);
  ASSERT_TRUE(canonicaliser.read(bad, record));
  EXPECT_EQ(record.numbers.at(0).scope, NumberScope::shared);
}

TEST(Canonical, WhatASentenceHoldsIsExposedToo) {
  Canonicaliser canonicaliser({{"free_text"}}, normal_forms("LU"), 20261122, {});
  CanonicalRecord record;
  const std::string_view row[] = {"Matricule 1979022812314, e-mail anna@example.org, asthme"}, nothing[] = {"a appele ce matin"};
  ASSERT_TRUE(canonicaliser.read(row, record));
  ASSERT_EQ(record.numbers.size(), 2U);
  EXPECT_EQ(record.numbers.at(0).normal_form, "1979022812314");
  EXPECT_EQ(record.numbers.at(0).scope, NumberScope::own);
  EXPECT_EQ(record.kinds_in_text, 1ULL << *kind_index("lu_matricule") | 1ULL << *kind_index("email") | 1ULL << *kind_index("health_text"));
  EXPECT_FALSE(canonicaliser.read(nothing, record));
}

// A sample of the beginning cannot see it; the full pass says from which row on.
TEST(Canonical, AColumnThatChangesItsMeaningIsNoticed) {
  Canonicaliser first({{"family_name"}, {"nl_bsn"}}, normal_forms("NL"), 20261122, {}), second = first, quiet = first;
  CanonicalRecord record;
  for (std::uint64_t row = 1; row <= 20'000; ++row) {
    const std::string_view before[] = {"Weber", "123456782"}, after[] = {"Weber", "31/12/1999"};
    (row % 2 == 0 ? first : second).read(row <= 10'000 ? before : after, record, row);
    quiet.read(before, record, row);
  }
  ColumnWatch all = first.watch();
  all.add(second.watch());
  const auto changes = all.changes();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].column, 1U);
  EXPECT_NEAR(static_cast<double>(changes[0].first_row), 10'000, 1'024);
  EXPECT_TRUE(quiet.watch().changes().empty());
}

TEST(Canonical, TheControllerColumnMayBeNamed) {
  Canonicaliser canonicaliser({{"family_name"}, {"other"}, {"insurer_code"}}, normal_forms("FR"), 20261122, 1);
  CanonicalRecord record;
  const std::string_view row[] = {"Weber", "Mutuelle\x1b[31m A", "99"};
  ASSERT_TRUE(canonicaliser.read(row, record));
  EXPECT_EQ(record.controller, "Mutuelle [31m A");
}

}  // namespace
}  // namespace tocsin
