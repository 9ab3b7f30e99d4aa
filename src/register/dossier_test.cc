#include "register/dossier.h"

#include <gtest/gtest.h>

#include "register/test_register.h"

namespace tocsin {
namespace {

TEST(Dossier, OfOneIncidentHoldsNothingOfTheOthers) {
  TestRegister log = TestRegister::of_size(30, 2);
  const DossierFiles files = log.incident_dossier(1, {10, 20});
  for (const auto& [name, bytes] : files) EXPECT_EQ(bytes.find(test_incident(0).text()), std::string::npos) << name;
  EXPECT_TRUE(files.contains("entries/000.txt"));
  EXPECT_TRUE(files.contains("proofs/000"));
  EXPECT_TRUE(files.at("consistency").starts_with("tocsin-consistency/v1\nold 10\nnew 31\n"));
  EXPECT_TRUE(files.at("proofs/000").starts_with("c2sp.org/tlog-proof@v1\nindex "));
  EXPECT_TRUE(files.at("proofs/000").ends_with("\n\n" + files.at("checkpoint")));
}

TEST(Dossier, SaysFirstWhatItShowsAndWhatNot) {
  const DossierFiles files = TestRegister::of_size(5, 2).whole_dossier();
  EXPECT_TRUE(files.at("README.txt").starts_with(what_a_dossier_shows()));
  EXPECT_NE(what_a_dossier_shows().find("does not show that what they say is true"), std::string::npos);
  EXPECT_EQ(files.at("README.txt").find("SIMULATED"), std::string::npos);
  EXPECT_NE(TestRegister(1, true).whole_dossier().at("README.txt").find("SIMULATED"), std::string::npos);
}

TEST(Dossier, LongAndBinaryValuesBecomeAttachments) {
  TestRegister log(4);
  EntryDraft draft;
  draft.type = "filing.sent";
  draft.incident = test_incident(0);
  draft.fields = {{"receipt", "\xff\xfe"}, {"report", std::string(5000, 'x')}, {"number", "42"}};
  log.append(draft);
  const DossierFiles files = log.whole_dossier();
  EXPECT_EQ(files.at("attachments/001-receipt"), "\xff\xfe");
  EXPECT_EQ(files.at("attachments/001-report").size(), 5000u);
  EXPECT_FALSE(files.contains("attachments/001-number"));
}

TEST(Dossier, NumbersSortAsTheyCount) {
  EXPECT_EQ(dossier_number(7, 1), "007");
  EXPECT_EQ(dossier_number(999, 1000), "999");
  EXPECT_EQ(dossier_number(999, 1001), "0999");
}

}  // namespace
}  // namespace tocsin
