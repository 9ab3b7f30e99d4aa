#include "app/scope_page.h"

#include <gtest/gtest.h>

#include "app/html.h"
#include "app/scope_exposure.h"
#include "app/scope_plots.h"

namespace tocsin::app {
namespace {

ScopeReport a_report() {
  ScopeReport report;
  report.records = 42'900;
  report.rejects = 12;
  report.persons = 33'000;
  report.persons_min = 32'990;
  report.persons_max = 33'040;
  report.insured = 20'000;
  report.dependants = 12'000;
  report.standing_unknown = 1'000;
  report.persons_by_number_only = 20'100;
  report.files = {{"extract.csv", "csv", "utf-8", ";", true, 42'912, 3, std::string(64, 'a'), "processor", "the contract of Art. 28"}};
  report.columns = {{"extract.csv", "NIR_OD", "fr_nir", 0.98, "certain"}, {"extract.csv", "X", "other", 0.1, "weak"}};
  report.by_controller = {{"", 100, 90}, {"7710001", 30'000, 24'000}, {"7710002", 12'800, 8'910}};
  report.by_kind = {{"family_name", 42'900, 33'000}, {"fr_nir", 40'000, 31'000}};
  report.by_country = {{"FR", 40'000, 31'000}, {"", 2'900, 2'000}};
  report.combinations = {{{"name", "social_security_number"}, 31'000}, {{"name"}, 2'000}};
  report.rejects_by_reason = {{"field_count", 10}, {"names_nobody", 2}};
  return report;
}

TEST(KnownLeaks, AreThoseOfTheCountriesThatWereHit) {
  const auto leaks = known_leaks({{"FR", 10, 10}, {"", 1, 1}}).value();
  ASSERT_FALSE(leaks.empty());
  EXPECT_NE(leaks.front().name.find("Viamedis"), std::string::npos);
  EXPECT_TRUE(known_leaks({{"PT", 1, 1}}).value().empty());
  ScopeReport report = a_report();
  report.earlier = ReportedEarlier{.known = leaks};
  const std::string page = scope_page(report, {}).value();
  EXPECT_NE(page.find("33,000,000"), std::string::npos);
  EXPECT_EQ(page.find("persons of an earlier incident"), std::string::npos) << "nothing was compared";
}

const ScopePageFrame frame{"Mutuelle Exemple", "Processor's portal", at("2026-11-22T20:00:00Z"), true};

std::string page_of(const ScopeReport& report) { return scope_page(report, frame).value(); }

TEST(ScopePage, SaysTheFiguresAndHowSure) {
  const std::string page = page_of(a_report());
  for (const char* said : {"33,000", "42,900", "Between 32,990 and 33,040", "NIR_OD", "the contract of Art. 28", "from the processor", "wrong number of fields",
                           "SIMULATED", "Processor&#39;s portal", "counted", "20,100"})
    EXPECT_NE(page.find(said), std::string::npos) << said;
  EXPECT_EQ(page.find("answer."), std::string::npos) << "a word without its text";
  EXPECT_EQ(page.find("{n}"), std::string::npos);
}

TEST(ScopePage, AsksNothingOfAnywhere) {
  const std::string page = page_of(a_report());
  for (const char* forbidden : {"<script", "http:", "https:", "<img", "<link", "<iframe", "url(", "@import", " style=", "onload", "<form"})
    EXPECT_EQ(page.find(forbidden), std::string::npos) << forbidden;
  const std::size_t begin = page.find("<style>") + 7, end = page.find("</style>");
  EXPECT_NE(page.find(escaped(closed_policy(page.substr(begin, end - begin)))), std::string::npos) << "the policy names another style sheet";
  EXPECT_LT(page.find("Content-Security-Policy"), page.find("<style>"));
}

struct Hostile {
  const char* story;
  const char* name;
  const char* never;
};
class HostileName : public testing::TestWithParam<Hostile> {};

TEST_P(HostileName, ReachesThePageAsTextOnly) {
  ScopeReport report = a_report();
  const std::string name = GetParam().name;
  report.columns[0].name = report.columns[0].file = report.files[0].name = report.files[0].allowed_by = name;
  report.by_controller[1].name = name;
  report.ambiguous_dates = {name};
  report.rejects_by_reason[name] = 1;
  const std::string page = page_of(report);
  EXPECT_EQ(page.find(GetParam().never), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Names, HostileName,
                         testing::Values(Hostile{"script", "<script>alert(1)</script>", "<script"}, Hostile{"attribute", "x\" onload=\"alert(1)", "onload=\""},
                                         Hostile{"single_quote", "x' onload='alert(1)", "onload='"}, Hostile{"closing_style", "</style><b>", "</style><b>"},
                                         Hostile{"terminal_escape", "\x1b[2J", "\x1b"}, Hostile{"right_to_left", "abc\u202Efdp.exe", "\u202E"},
                                         Hostile{"nul", "a\x01z", "\x01"}, Hostile{"not_utf8", "caf\xe9", "\xe9"}, Hostile{"hole", "{n}{a}{b}<", "{b}<"}),
                         [](const auto& info) { return std::string(info.param.story); });

TEST(ScopePage, NothingAndVeryMuchAreDrawnToo) {
  EXPECT_GT(page_of({}).size(), 2'000U);
  ScopeReport report = a_report();
  for (int i = 0; i < 5'000; ++i) report.by_controller.push_back({"controller " + std::to_string(i), 1, 1});
  for (int i = 0; i < 500; ++i) report.combinations.push_back({{"kind" + std::to_string(i), "name"}, 1});
  report.persons = ~0ULL >> 2;
  const std::string page = page_of(report);
  EXPECT_LT(page.size(), 200'000U);
  EXPECT_NE(page.find("further controllers"), std::string::npos);
  EXPECT_EQ(page.find("nan"), std::string::npos);
}

TEST(Plots, ABarIsAsLongAsItsShare) {
  const std::string svg = bars({{"a", 100, false}, {"b", 50, false}, {"c", 0, false}});
  EXPECT_NE(svg.find("width=\"500.0\" height=\"18.0\" rx=\"3.0\" class=\"bar\""), std::string::npos) << svg;
  EXPECT_NE(svg.find("width=\"250.0\" height=\"18.0\" rx=\"3.0\" class=\"bar\""), std::string::npos);
  EXPECT_NE(svg.find("width=\"0.0\" height=\"18.0\" rx=\"3.0\" class=\"bar\""), std::string::npos);
}

}  // namespace
}  // namespace tocsin::app
