#include "deliveries/waves.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "base/digest.h"

namespace tocsin {
namespace {

std::string id(int number) { return hex(sha256(std::to_string(number))).substr(0, 32); }

TEST(Waves, ASmallPartAtRandomGoesFirst) {
  EXPECT_EQ(canary_size(999), 0u);
  EXPECT_EQ(canary_size(20'000), 500u);
  EXPECT_EQ(canary_size(33'000'000), 2000u);
  int first = 0;
  for (int i = 0; i < 20'000; ++i) first += turn_of({id(i), 20'000}) == canary_turn ? 1 : 0;
  EXPECT_NEAR(first, 500, 100);
  for (int i = 0; i < 900; ++i) EXPECT_NE(turn_of({id(i), 900}), canary_turn);
}

TEST(Waves, HighRiskBeforeTheRestAndNobodyByName) {
  std::set<std::uint32_t> seen;
  for (int i = 0; i < 2000; ++i) {
    const std::uint32_t high = turn_of({id(i), 10, true}), rest = turn_of({id(i), 10, false});
    EXPECT_LT(high, 65u);
    EXPECT_GT(rest, 64u);
    seen.insert(high);
  }
  EXPECT_EQ(seen.size(), 64u) << "spread over all slices";
}

TEST(Waves, StopRules) {
  const auto names = [](const MailingFigures& figures) {
    std::string all;
    for (const Stop& stop : stops_of(figures)) all += stop.rule + " ";
    return all;
  };
  EXPECT_EQ(names({.handed = 1000}), "");
  EXPECT_EQ(names({.handed = 1000, .dead_addresses = 50}), "");
  EXPECT_EQ(names({.handed = 1000, .dead_addresses = 51}), "dead_addresses ");
  EXPECT_EQ(names({.handed = 4, .dead_addresses = 4}), "") << "four of four say nothing yet";
  EXPECT_EQ(names({.handed = 1'000'000, .render_errors = 1}), "render_errors ");
  EXPECT_EQ(names({.handed = 1000, .blocked = 11, .complaints = 2, .wrong_person = 1}), "wrong_person blocked complaints ");
}

}  // namespace
}  // namespace tocsin
