#include "rules/pack.h"

#include <gtest/gtest.h>

#include "rules/law.h"

namespace tocsin {
namespace {

// A pack like a foreign regime would bring it; `with` replaces one line.
std::string pack_with(std::string_view line, std::string_view with) {
  std::string text = R"(id = "x"
version = "1"
title = "X"
enabled = true
in_force_from = "2020-01-01"
in_force_to = "2021-01-01"
applies_if = { any = ["in_eea"] }
[[stage]]
name = "early_warning"
obligation = "notify_authority"
trigger = { all = ["aware", { any = ["high_risk", { not = "risk_unlikely" }] }] }
runs_from = "awareness"
limit = "24h"
counting = "continuous"
done_by = "authority_notified"
who = "controller"
recipient = "authority"
contents = ["nature"]
due_kind = "statutory"
source = "X Art. 1"
verified = true
)";
  const auto place = text.find(line);
  EXPECT_NE(place, std::string::npos) << line;
  return text.replace(place, line.size(), with);
}

TEST(Pack, IsReadAsWritten) {
  const Pack pack = pack_of(pack_with("", ""), "x.toml", known_names()).value();
  ASSERT_EQ(pack.stages.size(), 1U);
  const Stage& stage = pack.stages.front();
  EXPECT_EQ(stage.name, "early_warning");
  EXPECT_EQ(stage.obligation, "notify_authority");
  EXPECT_EQ(stage.limit, (Limit{24, Limit::Unit::hours}));
  EXPECT_EQ(stage.trigger.kind, Condition::Kind::all);
  EXPECT_EQ(stage.trigger.parts[1].parts[1].kind, Condition::Kind::negation);
}

TEST(Pack, InForceFromAndTo) {
  Pack pack = pack_of(pack_with("", ""), "x.toml", known_names()).value();
  EXPECT_FALSE(pack.in_force(date_of("2019-12-31").value()));
  EXPECT_TRUE(pack.in_force(date_of("2020-01-01").value()));
  EXPECT_TRUE(pack.in_force(date_of("2020-12-31").value()));
  EXPECT_FALSE(pack.in_force(date_of("2021-01-01").value()));
  pack.enabled = false;
  EXPECT_FALSE(pack.in_force(date_of("2020-06-01").value()));
}

struct Story {
  const char* name;
  const char* line;
  const char* with;
};

const Story bad_packs[] = {
    {"unknown predicate", "\"high_risk\"", "\"medium_risk\""},
    {"unknown predicate inside not", "not = \"risk_unlikely\"", "not = \"risk_unlikly\""},
    {"unknown trait", "\"in_eea\"", "\"in_europe\""},
    {"an operator that is none", "any = [\"high_risk\"", "xor = [\"high_risk\""},
    {"a number as condition", "trigger = { all", "trigger = 1 # { all"},
    {"no trigger", "trigger = ", "# trigger = "},
    {"unknown start", "runs_from = \"awareness\"", "runs_from = \"discovery\""},
    {"unknown way to be done", "done_by = \"authority_notified\"", "done_by = \"told\""},
    {"unknown content", "\"nature\"", "\"weather\""},
    {"a limit nobody can read", "24h", "1 day"},
    {"a limit without counting", "counting = \"continuous\"", ""},
    {"unknown counting", "\"continuous\"", "\"working_days\""},
    {"unknown kind of date", "\"statutory\"", "\"moral\""},
    {"a field nobody knows", "verified = true", "verified = true\ncolour = \"red\""},
    {"enabled without a date", "in_force_from = \"2020-01-01\"", ""},
    {"a day that is none", "2020-01-01", "2020-13-01"},
};

TEST(Pack, IsRefusedWhole) {
  for (const Story& story : bad_packs) {
    SCOPED_TRACE(story.name);
    const auto pack = pack_of(pack_with(story.line, story.with), "x.toml", known_names());
    ASSERT_FALSE(pack);
    EXPECT_NE(pack.error().where.find("x.toml"), std::string::npos) << pack.error().where;
  }
}

TEST(Law, ShippedPacksRead) {
  const Law law = Law::shipped().value();
  ASSERT_NE(law.pack("gdpr"), nullptr);
  EXPECT_TRUE(law.pack("gdpr")->in_force(date_of("2026-11-22").value()));
  EXPECT_FALSE(law.pack("gdpr")->in_force(date_of("2018-05-24").value()));
  const Pack* draft = law.pack("gdpr-omnibus-draft");
  ASSERT_NE(draft, nullptr);
  EXPECT_FALSE(draft->in_force(date_of("2030-01-01").value()));
  EXPECT_EQ(draft->stages.front().limit, (Limit{96, Limit::Unit::hours}));
}

TEST(Law, PacksApplyByProfile) {
  const Law law = Law::shipped().value();
  const Pack& gdpr = *law.pack("gdpr");
  EXPECT_TRUE(law.applies(gdpr, {.country = "LU"}));
  EXPECT_TRUE(law.applies(gdpr, {.country = "NO"}));
  EXPECT_FALSE(law.applies(gdpr, {.country = "US"}));
  EXPECT_TRUE(law.applies(gdpr, {.country = "US", .traits = {"offers_to_eea"}}));
  EXPECT_TRUE(law.applies(*law.pack("house-rules"), {.country = "US"}));
}

TEST(Law, AuthoritiesByCountryOrId) {
  const Law law = Law::shipped().value();
  const std::pair<const char*, const char*> stories[] = {{"LU", "lu-cnpd"}, {"FR", "fr-cnil"}, {"NL", "nl-ap"},
                                                         {"DE", "de-bfdi"}, {"BE", "be-gba"},  {"de-baylda", "de-baylda"}};
  for (const auto& [asked, id] : stories) EXPECT_EQ(law.authority(asked).value()->id, id);
  for (const char* unknown : {"", "XX", "lu", "lu-CNPD"}) EXPECT_FALSE(law.authority(unknown)) << unknown;
  std::set<std::string> defaults;
  for (const AuthorityProfile& authority : law.authorities()) {
    EXPECT_TRUE(law.place(authority)) << authority.id;
    EXPECT_FALSE(authority.points.empty()) << authority.id << " does not say what was verified";
    const bool first_of_its_country = !authority.is_default || defaults.insert(authority.country).second;
    EXPECT_TRUE(first_of_its_country) << authority.country;
  }
}

TEST(Law, RegionOverridesTheProfile) {
  const Law law = Law::shipped().value();
  EXPECT_EQ(law.place(*law.authority("de-baylda").value()).value().calendar->place(), "DE-BY");
  EXPECT_EQ(law.place(*law.authority("de-bfdi").value()).value().calendar->place(), "DE");
  EXPECT_EQ(law.place(*law.authority("de-bfdi").value(), "DE-NW").value().calendar->place(), "DE-NW");
  EXPECT_FALSE(law.place(*law.authority("lu-cnpd").value(), "DE-NW"));
}

}  // namespace
}  // namespace tocsin
