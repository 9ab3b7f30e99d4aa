#include "base/instant.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Instant, ReadsRfc3339) {
  EXPECT_EQ(rfc3339(at("2026-11-20T18:20:00+01:00")), "2026-11-20T17:20:00Z");
  EXPECT_EQ(rfc3339(at("2026-11-20T17:20:00.250Z")), "2026-11-20T17:20:00.25Z");
  EXPECT_EQ(rfc3339_micros(at("2026-11-20T17:20:00Z")), "2026-11-20T17:20:00.000000Z");
  EXPECT_EQ(rfc3339(at("2028-02-29T00:00:00-05:30")), "2028-02-29T05:30:00Z");
}

TEST(Instant, RefusesWhatIsNoInstant) {
  for (const char* bad : {"", "2026-11-20", "2026-11-20T18:20", "2026-11-20T18:20:00", "2026-02-29T00:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T18:60:00Z",
                          "2026-11-20T18:20:00+1:00", "2026-11-20T18:20:00.Z", "2026-11-20T18:20:00Z ", "20261120T182000Z", "2026-13-01T00:00:00Z"})
    EXPECT_FALSE(instant_of(bad)) << bad;
}

TEST(Instant, Dates) {
  EXPECT_EQ(iso_date(date_of("2026-11-20").value()), "2026-11-20");
  EXPECT_FALSE(date_of("2026-11-31"));
  EXPECT_FALSE(date_of("2026-11-20T"));
}

}  // namespace
}  // namespace tocsin
