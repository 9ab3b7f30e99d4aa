#include "deliveries/recovery.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

using Kind = DotRecord::Kind;

TEST(Recovery, EachClaimAsItsLastRecordSays) {
  const std::vector<ClaimLeft> claims = {{1, 9, 1}, {2, 9, 1}, {3, 9, 1}, {4, 9, 2}, {5, 9, 1}, {6, 9, 1}, {7, 9, 1}};
  const std::vector<DotRecord> journal = {
      {Kind::dot, 1, 1, 0, 9},      {Kind::answer, 1, 1, 250, 9},  // taken
      {Kind::dot, 2, 1, 0, 9},                                     // no answer
      {Kind::dot, 4, 1, 0, 9},                                     // of an earlier attempt
      {Kind::dot, 5, 1, 0, 9},      {Kind::answer, 5, 1, 550, 9}, {Kind::dot, 6, 1, 0, 9},
      {Kind::answer, 6, 1, 451, 9}, {Kind::dot, 7, 1, 0, 8},                                     // of another sender
  };
  const LeftAs expected[] = {LeftAs::handed, LeftAs::in_doubt, LeftAs::not_sent, LeftAs::not_sent, LeftAs::rejected, LeftAs::deferred, LeftAs::not_sent};
  const auto all = recovered(claims, journal, false);
  ASSERT_EQ(all.size(), 7u);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].as, expected[i]) << i + 1;
}

TEST(Recovery, AfterAPowerCutNothingIsSurelyUnsent) {
  const std::vector<ClaimLeft> claims = {{1, 9, 1}, {2, 9, 1}};
  const std::vector<DotRecord> journal = {{Kind::dot, 1, 1, 0, 9}, {Kind::answer, 1, 1, 250, 9}};
  const auto all = recovered(claims, journal, true);
  EXPECT_EQ(all[0].as, LeftAs::handed);
  EXPECT_EQ(all[1].as, LeftAs::in_doubt);
}

TEST(Recovery, ATornOrDamagedRecordIsNone) {
  const DotRecord first{Kind::dot, 0x0102030405060708, 3, 0, 77}, second{Kind::answer, 2, 1, 250, 77};
  const std::string bytes = bytes_of(first) + bytes_of(second);
  EXPECT_EQ(bytes.size(), 2 * dot_record_bytes);
  EXPECT_EQ(dot_records_of(bytes), (std::vector{first, second}));
  EXPECT_EQ(dot_records_of(bytes.substr(0, bytes.size() - 1)), (std::vector{first}));
  for (std::size_t i = 0; i < dot_record_bytes; ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 4);
    EXPECT_EQ(dot_records_of(damaged), (std::vector{second})) << "byte " << i;
  }
}

}  // namespace
}  // namespace tocsin
