#include "cli/drill.h"

#include <gtest/gtest.h>

#include "resources/resources.h"

namespace tocsin::cli {
namespace {

TEST(Drill, LinesAreFilledFromNamesAndAnswers) {
  const json::value answer = json_of(R"({"persons":50000,"list":[{"at":"2024-02-01T08:02:00Z"}],"none":null})", "t").value();
  const Zone paris = Zone::named("Europe/Paris").value();
  const auto line = [&](std::string_view text) { return filled(text, {{"out", "x"}}, answer, paris).value_or("(left out)"); };
  EXPECT_EQ(line("{/persons|n} persons in {out}"), "50,000 persons in x");
  EXPECT_EQ(line("{/persons}"), "50000");
  EXPECT_EQ(line("{/list/0/at|t}"), "2024-02-01 09:02");
  EXPECT_EQ(line("{/none}"), "(left out)");
  EXPECT_EQ(line("{/missing}"), "(left out)");
  EXPECT_EQ(line("{unknown}"), "(left out)");
  EXPECT_EQ(line("{open"), "(left out)");
}

TEST(Drill, EveryScenarioReads) {
  std::size_t count = 0;
  for (const Resource& file : resources_under("scenarios/")) {
    if (!file.name.ends_with(".toml")) continue;
    const auto drill = drill_of(file.text, file.name);
    ASSERT_TRUE(drill) << drill.error().what << " " << drill.error().where;
    EXPECT_FALSE(drill->steps.empty()) << file.name;
    EXPECT_TRUE(Zone::named(drill->zone)) << file.name;
    ++count;
  }
  EXPECT_GE(count, 2U);
}

TEST(Drill, AnUnknownWordIsRefused) { EXPECT_FALSE(drill_of("name = \"x\"\ntitle = \"x\"\nzone = \"UTC\"\n[[step]]\nsays = \"x\"\n", "x")); }

}  // namespace
}  // namespace tocsin::cli
