#include "identifiers/dates.h"

#include <gtest/gtest.h>

namespace tocsin::identifiers {
namespace {

TEST(Dates, are_read_as_written) {
  struct Case {
    std::string_view text;
    std::optional<DateOrder> order;
    bool partial = false;
  };
  const Case cases[] = {
      {"1985-04-23", DateOrder::year_first},
      {"1985-04-23T00:00:00Z", DateOrder::year_first},
      {"19850423", DateOrder::year_first},
      {"23/04/1985", DateOrder::day_first},
      {"04/23/1985", DateOrder::month_first},
      {"03/04/1985", DateOrder::open},
      {"04/04/1985", DateOrder::day_first},
      {"23.4.1985", DateOrder::day_first},
      {"03.04.1985", DateOrder::day_first},
      {"23041985", DateOrder::day_first},
      {"00/00/1985", DateOrder::day_first, true},
      {"00/04/1985", DateOrder::day_first, true},
      {"31021985", std::nullopt},
      {"29.02.1985", std::nullopt},
      {"1985-13-01", std::nullopt},
      {"23-04/1985", std::nullopt},
      {"23/04/85", std::nullopt},
      {"23.04.1985 12:30", std::nullopt},
      {"04.23.1985", std::nullopt},
      {"23/04/1885", std::nullopt},
      {"//////////", std::nullopt},
  };
  for (const Case& c : cases) {
    const auto written = written_date(c.text);
    ASSERT_EQ(written.has_value(), c.order.has_value()) << c.text;
    if (!written) continue;
    EXPECT_EQ(written->order, *c.order) << c.text;
    EXPECT_EQ(written->partial, c.partial) << c.text;
  }
}

TEST(Dates, an_open_order_is_for_the_column_to_close) {
  using namespace std::chrono_literals;
  EXPECT_EQ(date_of(*written_date("03/04/1985"), DateOrder::day_first), 1985y / 4 / 3);
  EXPECT_EQ(date_of(*written_date("03/04/1985"), DateOrder::month_first), 1985y / 3 / 4);
  EXPECT_EQ(date_of(*written_date("23/04/1985"), DateOrder::month_first), 1985y / 4 / 23);
  EXPECT_FALSE(date_of(*written_date("00/00/1985")));
}

}  // namespace
}  // namespace tocsin::identifiers
