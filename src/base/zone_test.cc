#include "base/zone.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Zone, ShowsLocalTime) {
  const Zone luxembourg = Zone::named("Europe/Luxembourg").value();
  EXPECT_EQ(luxembourg.rfc3339(at("2026-11-20T17:20:00Z")), "2026-11-20T18:20:00+01:00");
  EXPECT_EQ(luxembourg.rfc3339(at("2026-07-01T12:00:00Z")), "2026-07-01T14:00:00+02:00");
  EXPECT_EQ(Zone::utc().rfc3339(at("2026-07-01T12:00:00Z")), "2026-07-01T12:00:00+00:00");
}

TEST(Zone, LocalTimesThatSummerTimeSkipsOrRepeats) {
  using namespace std::chrono;
  const Zone berlin = Zone::named("Europe/Berlin").value();
  // 29 March 2026 02:30 does not exist; 25 October 2026 02:30 exists twice.
  EXPECT_EQ(rfc3339(berlin.instant(local_days{2026y / 3 / 29} + 2h + 30min)), "2026-03-29T01:00:00Z");
  EXPECT_EQ(rfc3339(berlin.instant(local_days{2026y / 10 / 25} + 2h + 30min)), "2026-10-25T00:30:00Z");
  EXPECT_EQ(rfc3339(berlin.start_of(2026y / 3 / 31)), "2026-03-30T22:00:00Z");
  EXPECT_EQ(iso_date(berlin.date(at("2026-03-30T22:00:00Z"))), "2026-03-31");
}

TEST(Zone, UnknownNameIsAClearError) {
  const auto zone = Zone::named("Europe/Nowhere");
  ASSERT_FALSE(zone);
  EXPECT_EQ(zone.error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace tocsin
