#include "notices/notice.h"

#include <gtest/gtest.h>

#include <set>

#include "adapters/pdf_pages/judge.h"
#include "base/text.h"
#include "notices/sample_notice.h"
#include "notices/told.h"

namespace tocsin {
namespace {

Notice notice(const std::string& language, const NoticeRow& row = sample::row()) {
  return notice_of(sample::campaign(), row, sample::texts(language), sample::kinds()).value();
}

TEST(Notice, OnePersonControllerAndRevisionIsOneNotice) {
  const CampaignId campaign = sample::campaign().id;
  const std::string id = notice_id(campaign, "p-1", "c-1", 1);
  EXPECT_EQ(id, notice_id(campaign, "p-1", "c-1", 1));
  const std::set<std::string> all = {id,
                                     notice_id(campaign, "p-2", "c-1", 1),
                                     notice_id(campaign, "p-1", "c-2", 1),
                                     notice_id(campaign, "p-1", "c-1", 2),
                                     notice_id(campaign, "p-1c", "-1", 1),
                                     notice_id(*CampaignId::of("ff112233445566778899aabbccddeeff"), "p-1", "c-1", 1)};
  EXPECT_EQ(all.size(), 6u);
  EXPECT_EQ(notice_id(campaign, "p-17", "mutuelle-exemple", 1), "380b3b1eefe19abf7e914bdb46a74efd") << "docs/formats/notice-id.md";
}

TEST(Notice, TheWordsFollowTheCertaintyAndTheKindOfBreach) {
  struct Case {
    const char* language;
    Certainty certainty;
    Nature nature;
    const char* subject;
  };
  const Case cases[] = {
      {"fr", Certainty::confirmed, Nature::stolen, "Vos données personnelles ont été volées"},
      {"fr", Certainty::possible, Nature::disclosed, "Un tiers a peut-être eu accès à vos données"},
      {"fr", Certainty::possible, Nature::destroyed, "Vos données personnelles sont peut-être perdues"},
      {"de", Certainty::confirmed, Nature::unavailable, "Ihre persönlichen Daten waren nicht verfügbar"},
      {"de", Certainty::not_excluded, Nature::stolen, "Ihre Daten: fremder Zugriff ist nicht auszuschließen"},
      {"en", Certainty::confirmed, Nature::destroyed, "Your personal data were lost for good"},
      {"en", Certainty::possible, Nature::lost, "Somebody may have had access to your data"},
      {"nl", Certainty::confirmed, Nature::altered, "Uw persoonsgegevens zijn veranderd"},
      {"lb", Certainty::not_excluded, Nature::altered, "Är Donnéeën: Feeler, déi mir net ausschléisse kënnen"},
  };
  for (const Case& one : cases) {
    Campaign campaign = sample::campaign();
    campaign.nature = one.nature;
    NoticeRow row = sample::row();
    row.certainty = one.certainty;
    EXPECT_EQ(notice_of(campaign, row, sample::texts(one.language), sample::kinds()).value().subject, one.subject);
  }
}

// An apology that admits nothing says so, or does not, as the sender chooses.
TEST(Notice, TheSentenceOnLiabilityIsTheSendersChoice) {
  for (const std::string& language : sample::languages()) {
    Campaign campaign = sample::campaign();
    const std::string with = mail_of(notice_of(campaign, sample::row(), sample::texts(language), sample::kinds()).value()).body;
    campaign.no_liability = false;
    const std::string without = mail_of(notice_of(campaign, sample::row(), sample::texts(language), sample::kinds()).value()).body;
    EXPECT_LT(without.size(), with.size()) << language;
  }
}

TEST(Notice, AGuardianReadsWhoseDataTheyAre) {
  for (const std::string& language : sample::languages()) {
    NoticeRow row = sample::row();
    row.addressed = Addressed::guardian;
    row.concerned = "Lina Exemple";
    EXPECT_NE(mail_of(notice(language, row)).body.find("Lina Exemple"), std::string::npos) << language;
  }
}

TEST(Notice, AKindExposedIsNeverCalledSafe) {
  NoticeRow row = sample::row();
  row.kinds = {"name", "bank_account"};  // the campaign lists bank accounts as not exposed
  const std::string body = mail_of(notice("en", row)).body;
  EXPECT_EQ(body.find("your bank details"), body.rfind("your bank details")) << body;
}

TEST(Notice, WithoutAKindThereIsNothingToTell) {
  NoticeRow row = sample::row();
  row.kinds = {};
  EXPECT_FALSE(notice_of(sample::campaign(), row, sample::texts("fr"), sample::kinds()));
  row.kinds = {"shoe_size"};
  const auto result = notice_of(sample::campaign(), row, sample::texts("fr"), sample::kinds());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().where, "texts/fr/notice.toml");
}

TEST(Notice, ARevisionNamesTheEarlierLetter) {
  NoticeRow row = sample::row();
  row.revision = 2;
  row.earlier = std::chrono::year(2026) / 12 / 1;
  EXPECT_NE(mail_of(notice("fr", row)).body.find("1er décembre 2026"), std::string::npos);
  EXPECT_NE(mail_of(notice("de", row)).body.find("1. Dezember 2026"), std::string::npos);
}

// All languages know the same ids: a campaign that can be told in one can be told in all.
TEST(Notice, AllLanguagesHaveTheSameWords) {
  const NoticeTexts french = sample::texts("fr");
  const DataKinds kinds = sample::kinds();
  const auto ids = [](const std::map<std::string, Template>& table) {
    std::set<std::string> all;
    for (const auto& [id, text] : table) all.insert(id);
    return all;
  };
  for (const std::string& language : sample::languages()) {
    const NoticeTexts other = sample::texts(language);
    EXPECT_EQ(ids(other.kinds), ids(french.kinds)) << language;
    EXPECT_EQ(ids(other.consequences), ids(french.consequences)) << language;
    EXPECT_EQ(ids(other.steps), ids(french.steps)) << language;
    EXPECT_EQ(ids(other.measures), ids(french.measures)) << language;
    EXPECT_EQ(ids(other.causes), ids(french.causes)) << language;
    EXPECT_EQ(other.sections.size(), french.sections.size()) << language;
    for (std::size_t i = 0; i < other.sections.size(); ++i)
      EXPECT_EQ(other.sections[i].blocks.size(), french.sections[i].blocks.size()) << language << " " << i;
  }
  for (const DataKind& kind : kinds.kinds) EXPECT_TRUE(french.kinds.contains(kind.id)) << kind.id;
  for (const std::string& id : kinds.consequences) EXPECT_TRUE(french.consequences.contains(id)) << id;
  for (const std::string& id : kinds.steps) EXPECT_TRUE(french.steps.contains(id)) << id;
}

TEST(Notice, StrataAreThoseWhoReadTheSame) {
  NoticeRow other = sample::row(), unsure = sample::row();
  other.recipient = "M. Luc Essai";
  unsure.certainty = Certainty::possible;
  const auto strata = strata_of({sample::row(), other, unsure});
  ASSERT_EQ(strata.size(), 2u);
  EXPECT_EQ(strata.begin()->second, 2u);
}

TEST(Notice, TheMailIsPlainAndNarrow) {
  const MailText mail = mail_of(notice("fr"));
  EXPECT_EQ(mail.subject.find('\n'), std::string::npos);
  EXPECT_EQ(mail.body.find("**"), std::string::npos) << "markup is for the letter";
  EXPECT_EQ(mail.body.find("(("), std::string::npos);
  for (const std::string_view line : split(mail.body, '\n')) EXPECT_LE(count_code_points(line), 72u) << line;
  EXPECT_NE(mail.body.find("1. "), std::string::npos);
  judge::keep("notice-fr.txt", "Subject: " + mail.subject + "\n\n" + mail.body);
}

struct PrintedSample {
  const char *language, *window;
  std::vector<std::string> address;
  bool large_print = false;
};

// Printed for a person to look at, too.
std::uint32_t pages_of(const PrintedSample& sample) {
  const auto pages = std::move(*open_pdf_pages({}));
  const std::string profile = std::string("law/letters/window-") + sample.window + ".toml";
  const Stationery stationery{.title = "Notice",
                              .language = sample.language,
                              .sender = "Mutuelle Exemple",
                              .return_line = "Mutuelle Exemple · BP 10203 · 75001 Paris",
                              .footer = {"Mutuelle Exemple, mutuelle du livre II · 1 place du Modèle, 75001 Paris · SIREN 123 456 789"},
                              .window = window_profile_of(*resource(profile), profile).value(),
                              .most_pages = sample.large_print ? 8u : 2u,
                              .large_print = sample.large_print};
  std::string pdf;
  const auto printer = std::move(*pages->print_letters(stationery, at("2026-12-01T08:00:00Z"), [&pdf](std::string_view bytes) -> Result<void> {
    pdf += bytes;
    return {};
  }));
  NoticeRow row = sample::row();
  row.recipient = sample.address.front();
  const auto outcome = printer->add(letter_of(notice(sample.language, row), sample.address)).value();
  if (const auto* held = std::get_if<HeldLetter>(&outcome)) {
    ADD_FAILURE() << sample.language << " is held: " << name_of(held->reason);
    return 0;
  }
  EXPECT_TRUE(printer->finish());
  judge::keep(std::string("notice-") + sample.language + (sample.large_print ? "-large" : "") + ".pdf", pdf);
  return std::get<ManifestRow>(outcome).pages;
}

TEST(Notice, TheLetterHasTwoPagesAtMost) {
  for (const PrintedSample& sample : {PrintedSample{"fr", "fr-dl-right", {"Mme Anne Exemple", "Appartement 4", "12 rue de l'Église", "75001 PARIS"}},
                                      PrintedSample{"de", "de-5008-b", {"Frau Erika Beispiel", "Musterweg 17 a", "50667 Köln"}},
                                      PrintedSample{"en", "lu-left", {"Ms Jo Example", "71, route de Longwy", "L-4750 PÉTANGE"}},
                                      PrintedSample{"lb", "lu-right", {"Mme Josée Beispill", "71, route de Longwy", "L-4750 PÉTANGE"}},
                                      PrintedSample{"nl", "nl-right", {"Mevr. J. Voorbeeld", "Voorbeeldstraat 12", "2511 AB  DEN HAAG"}},
                                      PrintedSample{"de-easy", "de-5008-b", {"Frau Erika Beispiel", "Musterweg 17 a", "50667 Köln"}},
                                      PrintedSample{"fr-easy", "fr-dl-right", {"Mme Anne Exemple", "12 rue de l'Église", "75001 PARIS"}}})
    EXPECT_LE(pages_of(sample), 2u) << sample.language;
}

// Who asked for large print gets all of it, on as many sheets as it takes.
TEST(Notice, LargePrintLeavesNothingOut) {
  EXPECT_GT(pages_of({"nl", "nl-right", {"Mevr. J. Voorbeeld", "Voorbeeldstraat 12", "2511 AB  DEN HAAG"}, true}), 2u);
  EXPECT_LE(pages_of({"de-easy", "de-5008-b", {"Frau Erika Beispiel", "Musterweg 17 a", "50667 Köln"}, true}), 8u);
}

// Whoever writes the file has written the language: no list in the program, no second file.
TEST(Notice, AnotherLanguageIsOneFile) {
  std::string toml(*resource("texts/nl/notice.toml"));
  const auto replace_all = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = toml.find(from); at != std::string::npos; at = toml.find(from, at + to.size())) toml.replace(at, from.size(), to);
  };
  replace_all("language = \"nl\"", "language = \"xx\"");
  replace_all("Uw gegevens", "Xe xata");
  const NoticeTexts other = notice_texts_of(toml, "texts/xx/notice.toml").value();
  Campaign campaign = sample::campaign();
  campaign.phone_hours["xx"] = "xx";
  const Notice notice = notice_of(campaign, sample::row(), other, sample::kinds()).value();
  EXPECT_EQ(notice.language, "xx");
  EXPECT_NE(mail_of(notice).body.find("Xe xata"), std::string::npos);
}

}  // namespace
}  // namespace tocsin
