#include "notices/linter.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "notices/sample_notice.h"

namespace tocsin {
namespace {

std::string told(const std::vector<LintFinding>& findings) {
  std::string all;
  for (const LintFinding& finding : findings) all += std::string(name_of(finding.rule)) + " in " + finding.where + "; ";
  return all;
}

std::vector<LintFinding> lint_of(const Campaign& campaign, const NoticeRow& row, const std::string& language, const LintInput& input = {}) {
  const NoticeTexts& texts = sample::texts(language);
  return lint(notice_of(campaign, row, texts, sample::kinds()).value(), campaign, row, texts, input);
}

// What we ship passes its own linter: every language, certainty, nature, addressee, cause, and every kind.
TEST(Linter, OurTextsAreFitToBeSent) {
  for (const std::string& language : sample::languages_and_variants()) {
    for (const Certainty certainty : {Certainty::confirmed, Certainty::possible, Certainty::not_excluded}) {
      for (const Nature nature : all_natures) {
        Campaign campaign = sample::campaign();
        campaign.nature = nature;
        NoticeRow row = sample::row();
        row.certainty = certainty;
        const auto expect_fit = [&](std::string_view which) {
          const auto findings = lint_of(campaign, row, language);
          EXPECT_TRUE(findings.empty()) << language << " " << name_of(certainty) << " " << name_of(nature) << " " << which << ": " << told(findings);
        };
        for (const DataKind& kind : sample::kinds().kinds) {
          row.kinds = {"name", kind.id};
          if (kind.id == "name") row.kinds = {"name"};
          expect_fit(kind.id);
        }
        row.addressed = Addressed::dependant;
        expect_fit("dependant");
        row.addressed = Addressed::guardian;
        row.concerned = "Lina Exemple";
        expect_fit("guardian");
      }
    }
  }
}

TEST(Linter, OurCausesAndMeasuresAreFitToBeSent) {
  for (const std::string& language : sample::languages_and_variants()) {
    const NoticeTexts& texts = sample::texts(language);
    for (const auto& [cause, words] : texts.causes) {
      Campaign campaign = sample::campaign();
      campaign.cause = cause;
      campaign.processor = "";
      campaign.other_formats = true;
      campaign.measures.clear();
      for (const auto& [measure, text] : texts.measures) campaign.measures.push_back(measure);
      for (const ToldBy told_by : {ToldBy::letter, ToldBy::mailbox}) {
        NoticeRow row = sample::row();
        row.told_by = told_by;
        const auto findings = lint_of(campaign, row, language);
        EXPECT_TRUE(findings.empty()) << language << " " << cause << ": " << told(findings);
      }
    }
  }
}

// Each row spoils a good notice in one way; the linter must say which.
TEST(Linter, SaysWhatIsWrong) {
  struct Case {
    const char* name;
    std::function<void(Campaign&, NoticeRow&)> spoil;
    LintRule rule;
    const char* where;
  };
  const Case cases[] = {
      {"nothing done", [](Campaign& c, NoticeRow&) { c.measures.clear(); }, LintRule::element_missing, "measures"},
      {"no telephone", [](Campaign& c, NoticeRow&) { c.phone = ""; }, LintRule::value_empty, "phone"},
      {"no hours in French", [](Campaign& c, NoticeRow&) { c.phone_hours.erase("fr"); }, LintRule::value_empty, "phone_hours"},
      {"no DPO", [](Campaign& c, NoticeRow&) { c.dpo = ""; }, LintRule::value_empty, "dpo"},
      {"a link", [](Campaign& c, NoticeRow&) { c.official_site = "https://mutuelle.example"; }, LintRule::link, "genuine"},
      {"a path", [](Campaign& c, NoticeRow&) { c.official_site = "mutuelle.example/aide"; }, LintRule::link, "genuine"},
      {"a click", [](Campaign& c, NoticeRow&) { c.own_measures["fr"] = {"Cliquez sur notre page."}; }, LintRule::asks_for_more, "measures"},
      {"a value", [](Campaign& c, NoticeRow&) { c.own_measures["fr"] = {"Votre contrat AB-12345 est surveillé."}; }, LintRule::value_told, "measures"},
      {"somebody's number", [](Campaign& c, NoticeRow&) { c.own_measures["fr"] = {"Le numéro 2 55 08 14 168 025 est surveillé."}; }, LintRule::long_number,
       "measures"},
      {"a sentence without end",
       [](Campaign& c, NoticeRow&) {
         std::string sentence = "Nous avons";
         for (int i = 0; i < 40; ++i) sentence += " encore";
         c.own_measures["fr"] = {sentence + "."};
       },
       LintRule::sentence_too_long, "measures"},
      {"a page of somebody else", [](Campaign& c, NoticeRow&) { c.own_measures["fr"] = {"Tapez dark-monitor.com pour voir."}; }, LintRule::foreign_host,
       "measures"},
      {"a shortener", [](Campaign& c, NoticeRow&) { c.official_site = "bit.ly"; }, LintRule::link, "genuine"},
      {"an offer", [](Campaign& c, NoticeRow&) { c.own_measures["fr"] = {"Nous vous faisons une remise."}; }, LintRule::advertises, "measures"},
      {"an emoji", [](Campaign& c, NoticeRow&) { c.own_measures["fr"] = {"Nous agissons \xF0\x9F\x98\x80."}; }, LintRule::sign_unprintable, "measures"},
      {"a name that is none", [](Campaign&, NoticeRow& r) { r.recipient = "Anne evil.com"; }, LintRule::name_unfit, "recipient"},
      {"a guardian who is not told of whom", [](Campaign&, NoticeRow& r) { r.addressed = Addressed::guardian; }, LintRule::value_empty, "concerned"},
      {"jargon", [](Campaign& c, NoticeRow&) { c.own_measures["fr"] = {"L'exfiltration a cessé."}; }, LintRule::jargon, "measures"},
  };
  for (const Case& one : cases) {
    Campaign campaign = sample::campaign();
    NoticeRow row = sample::row();
    one.spoil(campaign, row);
    const auto findings = lint_of(campaign, row, "fr", {.exposed_values = {"ab 12345"}});
    EXPECT_NE(std::find(findings.begin(), findings.end(), LintFinding{one.rule, one.where}), findings.end()) << one.name << ": " << told(findings);
  }
}

// A notice that tells more than this person's exposure would be another person's.
TEST(Linter, OnlyThisPersonsKindsAreTold) {
  NoticeRow row = sample::row();
  const Notice notice = notice_of(sample::campaign(), row, sample::texts("nl"), sample::kinds()).value();
  row.kinds.pop_back();
  EXPECT_EQ(told(lint(notice, sample::campaign(), row, sample::texts("nl"), {})), "other_kind_told in your_data; ");
}

// How a text reads may be overruled, with a reason; what it must say may not.
// Ids are random: some in a hundred begin with digits alone, as long as somebody's number.
TEST(Linter, OurOwnReferenceIsNobodysNumber) {
  NoticeRow row = sample::row();
  for (int person = 0; person < 200; ++person) {
    row.person = "p-" + std::to_string(person);
    const auto findings = lint_of(sample::campaign(), row, "en");
    EXPECT_TRUE(findings.empty()) << row.person << ": " << told(findings);
  }
}

TEST(Linter, AnApproverOverrulesOnlyHowItReads) {
  const std::vector<LintFinding> findings = {{LintRule::reading_too_hard, "notice"}, {LintRule::reading_hard, "notice"}, {LintRule::link, "genuine"}};
  const auto overrules = lint_overrules_of({{"reading_too_hard", "The names of the drugs must stand as they are."}});
  ASSERT_TRUE(overrules) << overrules.error().what;
  EXPECT_EQ(told(still_blocking(findings, *overrules)), "link in genuine; ");
  EXPECT_EQ(told(still_blocking(findings, {})), "reading_too_hard in notice; link in genuine; ");
  EXPECT_FALSE(lint_overrules_of({{"link", "The portal is better than a letter, really."}}));
  EXPECT_FALSE(lint_overrules_of({{"reading_too_hard", "because"}}));
  EXPECT_FALSE(lint_overrules_of({{"readability", "No rule has this name in the linter."}}));
}

// Everything that may be overruled stops a campaign until it is; every rule has its own name.
TEST(Linter, RulesAreNamedOnce) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < lint_rules; ++i) {
    const auto rule = static_cast<LintRule>(i);
    names.insert(name_of(rule));
    EXPECT_TRUE(is_blocking(rule) || !may_be_overruled(rule)) << name_of(rule);
  }
  EXPECT_EQ(names.size(), lint_rules);
}

// Where the country's help is known, the authority stands in the notice with its address.
TEST(Linter, HelpIsToldWhereItIsSure) {
  for (const Resource& one : resources_under("law/help/")) {
    const CountryHelp help = country_help_of(one.text, one.name).value();
    EXPECT_FALSE(help.entries.empty()) << one.name;
    Campaign campaign = sample::campaign();
    campaign.help = help.sure();
    for (const HelpEntry& entry : campaign.help) EXPECT_TRUE(entry.verified) << one.name;
    const auto findings = lint_of(campaign, sample::row(), "fr");
    EXPECT_TRUE(findings.empty()) << one.name << ": " << told(findings);
  }
}

// The words must fit what is known, whoever wrote them.
TEST(Linter, WordsMustFitTheCertainty) {
  const NoticeTexts& texts = sample::texts("de");
  NoticeRow row = sample::row();
  Notice notice = notice_of(sample::campaign(), row, texts, sample::kinds()).value();
  notice.subject = "Ihre Daten wurden vielleicht gestohlen";
  const auto hedged = lint(notice, sample::campaign(), row, texts, {});
  EXPECT_EQ(told(hedged), "hedged_certainty in subject; ");

  row.certainty = Certainty::possible;
  notice = notice_of(sample::campaign(), row, texts, sample::kinds()).value();
  notice.subject = "Ihre Daten wurden gestohlen";
  EXPECT_EQ(told(lint(notice, sample::campaign(), row, texts, {})), "feigned_certainty in subject; ");
}

TEST(Linter, AnElementThatFellOutIsMissed) {
  const NoticeTexts& texts = sample::texts("de");
  const Notice whole = notice_of(sample::campaign(), sample::row(), texts, sample::kinds()).value();
  for (std::size_t i = 0; i < whole.sections.size(); ++i) {
    Notice notice = whole;
    const Element gone = notice.sections[i].element;
    notice.sections.erase(notice.sections.begin() + static_cast<std::ptrdiff_t>(i));
    const auto findings = lint(notice, sample::campaign(), sample::row(), texts, {});
    EXPECT_NE(std::find(findings.begin(), findings.end(), LintFinding{LintRule::element_missing, std::string(name_of(gone))}), findings.end()) << name_of(gone);
  }
}

}  // namespace
}  // namespace tocsin
